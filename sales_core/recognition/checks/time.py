"""Dates against today, the file name and the closed months."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import CoverageRule
from sales_core.kernel.problems import Place, Severity
from sales_core.kernel.terms import Period
from sales_core.recognition.derived_amounts import leave_out_or_refuse
from sales_core.recognition.draft import Draft
from sales_core.recognition.questions import choices, words

#: A month that ends this many days after the last row counts as complete (weekends, holidays).
QUIET_DAYS = 4


def check_time(draft: Draft) -> None:
    """Far future, future, month of the name, closed months, partial month."""
    dating = draft.dataset.period
    if dating is None or dating not in draft.fields or not draft.height:
        return
    if not draft.dataset.may_be_future:
        _far_future(draft, dating)
        _future(draft, dating)
    if not draft.height:
        return
    span = _span(draft, dating)
    if span is None:
        return
    _name_month(draft, dating, span)
    _closed(draft, dating)
    if draft.dataset.coverage is CoverageRule.EVERY_DAY:
        _partial(draft, span)


def _after(draft: Draft, dating: str, day: date) -> np.ndarray:
    later = pc.greater(draft.fields[dating], pa.scalar(day, pa.date32())).fill_null(False)
    return np.flatnonzero(np.asarray(later.to_numpy(zero_copy_only=False), dtype=np.bool_))


def _far_future(draft: Draft, dating: str) -> None:
    limit = date(draft.reference.today.year + 1, 12, 31)
    rows = _after(draft, dating, limit)
    if len(rows):
        draft.report_rows("W_FUTURE_ROWS", Severity.WARNING, rows, dating, facts={"limit": limit.isoformat()})
        leave_out_or_refuse(draft, "future_rows", "E_DATE_RANGE", rows, dating, limit=limit.isoformat())


def _future(draft: Draft, dating: str) -> None:
    rows = _after(draft, dating, draft.reference.today)
    draft.report_rows("W_FUTURE", Severity.WARNING, rows, dating, facts={"today": draft.reference.today.isoformat()})


def _span(draft: Draft, dating: str) -> Period | None:
    ends = pc.min_max(draft.fields[dating]).as_py()
    return Period(ends["min"], ends["max"]) if ends["min"] is not None else None


def _name_month(draft: Draft, dating: str, span: Period) -> None:
    stated = draft.context.period
    if stated is None or draft.context.period_from == "" or draft.column(dating) is None:
        return
    month = Period.month_of(stated.start)
    if span.end < month.start or span.start > month.end:
        where = Place(draft.grid.sheet.file) if draft.context.period_from == "file" else draft.place()
        facts = {"named": f"{month.start:%Y-%m}", "found": f"{span.start:%Y-%m}"}
        if span.start.month == span.end.month == month.start.month and span.start.year == span.end.year:
            _ask_year(draft, dating, month.start.year, span.start.year)
            return
        draft.report("W_NAME_MONTH", Severity.WARNING, place=where, facts=facts)


def _ask_year(draft: Draft, dating: str, named: int, found: int) -> None:
    """The name says another year than every row: asked, and the rows moved to it when the user says so."""
    text = words("year_differs", named=named, found=found, column=draft.header(draft.column(dating)))
    options = choices("year_differs", "rows", "name", named=named, found=found)
    if draft.ask("year_differs", text, options) == "name":
        days = draft.fields[dating].to_pylist()
        moved = [day and (date(named, day.month, 28) if _is_leap_day(day) else day.replace(year=named)) for day in days]
        draft.fields[dating] = pa.array(moved, pa.date32())


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def _closed(draft: Draft, dating: str) -> None:
    if not draft.reference.closed_months or not draft.dataset.locks_with_period:
        return
    days = draft.fields[dating].dictionary_encode()
    closed = [
        i for i, d in enumerate(days.dictionary.to_pylist()) if d and f"{d:%Y-%m}" in draft.reference.closed_months
    ]
    hit = np.isin(np.asarray(days.indices.fill_null(-1).to_numpy(zero_copy_only=False)), closed)
    months = sorted({f"{days.dictionary[i].as_py():%Y-%m}" for i in closed})
    if hit.any():
        rows = draft.row_of[np.flatnonzero(hit)]
        place = draft.place(", ".join(months))
        column = draft.column(dating)
        draft.report(
            "E_CLOSED_MONTH", Severity.ERROR, rows, column, place=place, value=", ".join(months), count=len(rows)
        )


def _partial(draft: Draft, span: Period) -> None:
    month = Period.month_of(span.end)
    if span.end < month.end - timedelta(days=QUIET_DAYS):
        draft.report(
            "N_PARTIAL_MONTH",
            Severity.NOTE,
            place=draft.place(),
            value=f"{span.end:%Y-%m}",
            facts={"last": span.end.isoformat()},
        )
