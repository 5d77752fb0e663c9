"""Why a table was taken for what it is, and what it adds up to: one line about each file that was dropped."""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.catalogue.dataset import ColumnRole, Dataset, ValueKind
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit
from sales_core.recognition.reading import Answers, Match, ReadingFigure, TableReading

_NAMED = 4
#: Matches that somebody or an earlier file decided.
_REMEMBERED = "remembered"


def reading_evidence(table: TableReading, kind: Dataset, answers: Answers) -> Text:
    """What says that a table is of the dataset: the user, an earlier file of the layout, or its headers."""
    known = [match for match in table.matches if match.field]
    facts = {
        "headers": tuple(match.header for match in _telling(known, kind)),
        "known": len(known),
        "all": len(table.matches),
    }
    if answers.dataset(table.key) == kind.id:
        return Text("upload.because.chosen", facts)
    if any(match.how == _REMEMBERED for match in table.matches):
        return Text("upload.because.remembered", facts)
    return Text("upload.because.headers" if table.layout == "long" else "upload.because.months", facts)


def reading_total(table: TableReading, kind: Dataset) -> ReadingFigure | None:
    """The sum of the table's main measure, money before quantities; None where nothing was read yet."""
    ids = [column.id for column in kind.columns_of_role(ColumnRole.AMOUNT)]
    money = [name for name in kind.measures if kind.column(name).kind is ValueKind.MONEY]
    name = next((name for name in (*ids, *money, *kind.measures) if name in table.sums), "")
    if not name:
        return None
    column = kind.column(name)
    unit = Unit.MONEY if column.kind is ValueKind.MONEY else Unit.QUANTITY
    return ReadingFigure(column.label, table.sums[name], unit)


def _telling(known: list[Match], kind: Dataset) -> Iterator[Match]:
    """The columns that tell it best: those that identify the dataset, then those it needs, then its figures."""
    needed = [column.id for column in kind.columns if column.required]
    order = dict.fromkeys((*kind.identified_by, *needed, *kind.measures))
    held = {match.field: match for match in reversed(known) if match.how != "month"}
    best = [held[name] for name in order if name in held]
    yield from (best or [match for match in known if match.how != "month"])[:_NAMED]
