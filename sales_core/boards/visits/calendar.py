"""Plan against done as a calendar: weekdays down, weeks across."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sales_core.boards.amounts import ZERO, Row, as_amount, share
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.format import as_decimal, short_month
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit

_WEEKS = 12
_WEEKDAYS = range(7)


def plan_and_done(context: BoardContext) -> Chart:
    """Twelve weeks: of each day how much of what was planned was done; days without either are left out."""
    monday = context.day - timedelta(days=context.day.weekday())
    first = monday - timedelta(weeks=_WEEKS - 1)
    span = Period(first, context.day)
    result = context.result("visits_done", "visits_planned", by=("date",), period=span)
    days = {row["date"]: row for row in result if isinstance(row["date"], date) and _said(row)}
    cells = [_cell(context, day, row) for day, row in days.items()]
    kept = sorted({day.weekday() for day in days})
    rows = [(str(number), context.t(f"visits.weekday.{number}")) for number in kept]
    mondays = [first + timedelta(weeks=number) for number in range(_WEEKS)]
    heads = [(start.isoformat(), _head(context, start)) for start in mondays]
    done = sum(int(as_amount(row, "visits_done")) for row in days.values())
    planned = sum(int(as_amount(row, "visits_planned")) for row in days.values())
    key = "visits.calendar" if planned else "visits.calendar_no_plan"
    return Chart(
        context.t(
            key, done=context.write_count(done), planned=context.write_count(planned), weeks=_WEEKS,
            worst=_worst_weekday(context, days),
        ),
        heat,
        (rows, heads if rows else [], cells),
        note=context.t("visits.calendar_note"),
        result=result,
    )  # fmt: skip


def _head(context: BoardContext, monday: date) -> str:
    """The month above its first Monday, else the day alone: twelve weeks stand side by side on a phone."""
    return short_month(monday, context.locale) if monday.day <= len(_WEEKDAYS) else str(monday.day)


def _said(row: Row) -> bool:
    return bool(as_amount(row, "visits_done") or as_amount(row, "visits_planned"))


def _cell(context: BoardContext, day: date, row: Row) -> HeatCell:
    start = day - timedelta(days=day.weekday())
    done, planned = as_decimal(row["visits_done"]), as_decimal(row["visits_planned"])
    part = float((done or 0) / planned) if planned else None
    detail = context.t(
        "visits.calendar_cell", day=context.date(day), done=context.write_count(int(done or 0)),
        planned=context.write_count(int(planned or 0)),
    )  # fmt: skip
    return HeatCell(str(day.weekday()), start.isoformat(), part, detail, context.t("visits.no_plan"))


def _worst_weekday(context: BoardContext, days: Mapping[date, Row]) -> str:
    """The weekday on which the smallest share of the plan was done, and that share."""
    shares: dict[int, float] = {}
    for number in _WEEKDAYS:
        own = [row for day, row in days.items() if day.weekday() == number]
        planned = sum((as_amount(row, "visits_planned") for row in own), ZERO)
        part = share(sum((as_amount(row, "visits_done") for row in own), ZERO), planned)
        if part is not None:
            shares[number] = part
    if not shares:
        return ""
    worst = min(shares, key=lambda number: shares[number])
    return context.t(
        "visits.calendar_worst",
        weekday=context.t(f"visits.weekday.{worst}"),
        share=context.write(shares[worst], Unit.PERCENT),
    )
