"""A table whose date has no known header: a column of dates is asked about, days of a month are completed to dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.columns import MONTH, TIME
from sales_core.catalogue.dataset import ColumnRole, ValueKind
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Period
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Shape
from sales_core.recognition.header_names import key
from sales_core.recognition.mapping import FoundColumn, rules_out
from sales_core.recognition.month_columns import stated_years
from sales_core.recognition.months import month_number
from sales_core.recognition.questions import words

NONE = "none"
_TIME = frozenset(map(key, TIME))
_MONTH = frozenset(map(key, MONTH))


def ask_date_column(draft: Draft) -> None:
    """Where the date of the rows is missing and an unread column holds dates: which of them it is, or none.

    The only one is it where its whole header is a word of time.
    """
    name = draft.dataset.period
    if name is None or draft.wide is not None or not draft.dataset.column(name).required:
        return
    _find_date_column(draft, name)
    column = draft.column(name)
    if column is not None and (year := _year_beside(draft, column)) is not None:
        draft.columns.ignored[year] = "shape"


def _find_date_column(draft: Draft, name: str) -> None:
    if name in draft.columns.column_of or draft.dataset.role(ColumnRole.DAY_OF_MONTH) in draft.columns.column_of:
        return
    shapes = column_shapes(draft.grid, draft.block.body_start)
    declared = draft.dataset.column(name)
    if declared.kind is ValueKind.DATE and (months := _months_by_number(draft, shapes)) is not None:
        draft.columns.found[months] = FoundColumn(name, 1.0, "shape")
        return
    free = [
        column
        for column, shape in enumerate(shapes)
        if shape == "date"
        and column not in draft.columns.found
        and column not in draft.columns.ignored
        and not rules_out(declared, draft.block.headers[column])
    ]
    if not free:
        return
    if len(free) == 1 and key(draft.header(free[0])) in _TIME:
        draft.columns.found[free[0]] = FoundColumn(name, 1.0, "shape")
        return
    options = [(draft.header(column), words("field.column", header=draft.header(column))) for column in free]
    options.append((NONE, words("field.none")))
    answer = draft.ask(f"field:{name}", words("field", field=declared.label), options)
    chosen = next((column for column in free if draft.header(column) == answer), None)
    if chosen is not None:
        draft.columns.found[chosen] = FoundColumn(name, 1.0, "chosen")


def _months_by_number(draft: Draft, shapes: Sequence[Shape]) -> int | None:
    """The unread column of numbers 1 to 12 below a word of months; None without one, and beside a column of dates."""
    if "date" in shapes:
        return None
    free = (c for c, shape in enumerate(shapes) if shape == "number" and c not in draft.columns.found)
    named = [c for c in free if key(draft.header(c)) in _MONTH and c not in draft.columns.ignored]
    return named[0] if len(named) == 1 and _are_months(_different(draft, named[0])) else None


def _different(draft: Draft, column: int) -> list[str]:
    texts: list[str] = pc.unique(draft.grid.columns[column].take(pa.array(draft.body.rows)).drop_null()).to_pylist()
    return texts


def _are_months(texts: Sequence[str]) -> bool:
    return bool(texts) and all(month_number(text) for text in texts)


def written_months(draft: Draft, column: int, texts: pa.Array) -> pa.Array:
    """Numbers of months in a column of dates as months are written, with the year that a column beside them states."""
    if not _holds_months(draft, column):
        return texts
    year = _year_beside(draft, column)
    if year is None:
        return pc.binary_join_element_wise(texts, "月", "")
    return pc.binary_join_element_wise(draft.grid.columns[year].take(pa.array(draft.body.rows)), texts, "-")


def _holds_months(draft: Draft, column: int) -> bool:
    """Whether a column of dates holds numbers of months."""
    is_date = draft.dataset.column(draft.columns.found[column].field).kind is ValueKind.DATE
    return is_date and draft.wide is None and _are_months(_different(draft, column))


def _year_beside(draft: Draft, column: int) -> int | None:
    """The column that states the year of its numbers of months."""
    if not _holds_months(draft, column):
        return None
    years = stated_years(draft.grid, draft.block, draft.vocabulary)
    return next((one for one in sorted(years) if one not in draft.columns.found), None)


def complete_days(draft: Draft) -> None:
    """Dates of a column that holds the day of the month only: the month is that of the sheet, the title or the file."""
    name, day = draft.dataset.period, draft.filled(ColumnRole.DAY_OF_MONTH)
    if name is None or not day or name in draft.fields:
        return
    month = draft.answers.period or draft.context.period
    if month is None or Period.month_of(month.start) != Period.month_of(month.end):
        return
    days: list[date | None] = []
    for number in draft.fields[day].to_pylist():
        is_day = number is not None and 1 <= number <= Period.month_of(month.start).days
        days.append(month.start.replace(day=int(number)) if is_day else None)
    if any(one is None for one in days):
        return
    draft.fields[name] = pa.array(days, pa.date32())
    draft.report("N_DAYS_COMPLETED", Severity.NOTE, column=draft.column(day), facts={"month": f"{month.start:%Y-%m}"})
