"""A table whose date has no known header: a column of dates is asked about, days of a month are completed to dates."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from sales_core.catalogue.columns import TIME
from sales_core.catalogue.dataset import ColumnRole
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Period
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.header_names import key
from sales_core.recognition.mapping import FoundColumn, rules_out
from sales_core.recognition.questions import words

NONE = "none"
_TIME = frozenset(map(key, TIME))


def ask_date_column(draft: Draft) -> None:
    """Where the date of the rows is missing and an unread column holds dates: which of them it is, or none.

    The only one is it where its whole header is a word of time.
    """
    name = draft.dataset.period
    if name is None or draft.wide is not None or not draft.dataset.column(name).required:
        return
    if name in draft.columns.column_of or draft.dataset.role(ColumnRole.DAY_OF_MONTH) in draft.columns.column_of:
        return
    shapes = column_shapes(draft.grid, draft.block.body_start)
    declared = draft.dataset.column(name)
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
