"""What was said about files and is without effect: a name that is no table, a column that is no header, an answer to
no question. Nobody is left to believe that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Question, ReadingOption, TableReading, names_of

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
        asked: list[Question | ReadingOption] = [one for one in plan.questions if name in names_of(one.key)]
        asked += [one for one in plan.options if one.is_open and name in names_of(one.key)]
        made = {id_ for table in _of(tables, name) for id_ in table.edits}
        for id_, answer in given.items():
            if id_ != DATASET and id_ not in made:
                yield from _unused_answer(id_, answer, [one for one in asked if _is_meant(id_, one)])
    if answers.period is not None and not any(_takes_period(table) for table in tables):
        yield Text("unused.period", {"period": str(answers.period)})


def _of(tables: list[TableReading], name: str) -> list[TableReading]:
    return [table for table in tables if name in names_of(table.key)]


def _spelled(header: str) -> tuple[str, ...]:
    return (" ".join(header.casefold().split()),)


def _is_meant(id_: str, asked: Question | ReadingOption) -> bool:
    """Whether an answer is to it: an option of one column is answered by the name of all such options too."""
    return asked.id == id_ or (isinstance(asked, ReadingOption) and asked.id.partition(":")[0] == id_)


def _unused_answer(id_: str, answer: str, asked: list[Question | ReadingOption]) -> Iterator[Text]:
    if not asked:
        yield Text("unused.question", {"id": id_})
    for question in asked[:1]:
        if question.choices and answer not in dict(question.choices):
            choices = tuple(value for value, _ in question.choices)
            yield Text("unused.choice", {"id": id_, "value": answer, "choices": choices})


def _takes_period(table: TableReading) -> bool:
    """Whether the table has no date of its own, or months whose year it does not say."""
    return table.layout != "long" or any(problem.code == "N_DATE_SUPPLIED" for problem in table.problems)
