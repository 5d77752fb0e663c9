"""What was said about files and is without effect: a name that is no table, a column that is no header, an answer to
no question. Nobody is left to believe that it worked.

An answer to a question that does not offer it is refused with the plan: `refused_answers`."""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import TableReading, names_of

DATASET = "dataset"


def unused_answers(plan: Plan) -> Iterator[Text]:
    """One text for each decision of the plan's answers that changed nothing."""
    answers = plan.answers
    tables = [table for reading in plan.readings for table in reading.tables]
    names = {name for table in tables for name in names_of(table.key)} | {reading.file for reading in plan.readings}
    filed = {*answers.datasets, *answers.mappings, *answers.header_rows, *answers.answers, *answers.only}
    for name in sorted(filed - names - {"*"}):
        yield Text("unused.table", {"name": name})
    for name, columns in answers.mappings.items():
        known = {
            spelled for table in _of(tables, name) for match in table.matches for spelled in _spelled(match.header)
        }
        known |= {match.letter.casefold() for table in _of(tables, name) for match in table.matches}
        for column in columns:
            if name in names | {"*"} and " ".join(column.casefold().split()) not in known:
                yield Text("unused.column", {"column": column})
    for name, given in answers.answers.items():
        asked = {question.id for question in plan.questions if name in names_of(question.key)}
        asked |= {id_ for one in plan.options if one.is_open and name in names_of(one.key) for id_ in one.ids}
        made = {id_ for table in _of(tables, name) for id_ in table.edits}
        for id_ in given.keys() - asked - made - {DATASET}:
            yield Text("unused.question", {"id": id_})
    if answers.period is not None and not any(_takes_period(table) for table in tables):
        yield Text("unused.period", {"period": str(answers.period)})


def _of(tables: list[TableReading], name: str) -> list[TableReading]:
    return [table for table in tables if name in names_of(table.key)]


def _spelled(header: str) -> tuple[str, ...]:
    return (" ".join(header.casefold().split()),)


def _takes_period(table: TableReading) -> bool:
    """Whether the table has no date of its own, or months whose year it does not say."""
    return table.layout != "long" or any(problem.code == "N_DATE_SUPPLIED" for problem in table.problems)
