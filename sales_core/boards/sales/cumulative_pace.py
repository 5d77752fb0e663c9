"""The running total of the period against the pace curve, with the fan of where it lands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sales_core.analysis.sales.pace import pace_line
from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.marks import marked_days
from sales_core.boards.sales.verdict import standing
from sales_core.charts.forms.cumulative import Fan, Point, cumulative
from sales_core.kernel.figure import Figure
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Result, Value
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit

#: A decision about one of these is about the chart.
PACE_METRICS = ("net_sales", "gap_to_pace", "gap", "achievement", "target", "landing", "landing_achievement")


def brief(context: BoardContext) -> Chart:
    """The same as `cumulative_pace`, for a board on which it is one thing among many."""
    return replace(_drawn(context, context.t("running.note")), result=None)


def cumulative_pace(context: BoardContext) -> Chart:
    """Sales so far, what should be sold by each day, last year's same days, and the landing."""
    note, learned = context.t("running.note"), context.over_period(pace_line).months_learned
    return _drawn(context, note + (context.t("running.learned", months=learned) if learned else ""))


def _drawn(context: BoardContext, note: str) -> Chart:
    result = standing(context)
    line = context.over_period(pace_line)
    chart = Chart(
        _message(context, result),
        cumulative,
        (
            [_point(point.day, point.actual) for point in line.points if point.actual is not None],
            [_point(point.day, point.due) for point in line.points if point.due is not None],
        ),
        {"landing": _fan(context, result), "last_year": _last_year(context), "height": 320},
        note=note,
        result=context.result("net_sales", by=("date",)),
    )
    return marked_days(context, chart, PACE_METRICS)


def _last_year(context: BoardContext) -> list[Point]:
    earlier = context.period.years_earlier()
    result = context.result("net_sales", by=("date",), period=earlier)
    daily = {day: as_amount(row, "net_sales") for row in result if isinstance(day := row["date"], date)}
    return running_total(daily, earlier, years_later=1) if any(daily.values()) else []


def running_total(daily: Mapping[date, Decimal], period: Period, *, years_later: int = 0) -> list[Point]:
    """The sum up to the end of each day of `period`; days without sales stay level.

    `years_later` writes the days of a later year, so that two years lie on each other.
    """
    points, total = [], ZERO
    for step in range(period.days):
        day = period.start + timedelta(days=step)
        total += daily.get(day, ZERO)
        points.append(_point(add_months(day, 12 * years_later), total))
    return points


def _point(day: date, value: Value) -> Point:
    return Point(day, Figure.of(value, Unit.MONEY))


def _fan(context: BoardContext, result: Result) -> Fan | None:
    row = result.one()
    if not result.partial or row.get("landing") is None:
        return None
    return Fan(*(context.figure(name, row.get(name)) for name in ("landing_low", "landing", "landing_high")))


def _message(context: BoardContext, result: Result) -> str:
    row = result.one()
    gap = as_amount(row, "gap_to_pace")
    if as_amount(row, "target") <= ZERO or row.get("gap_to_pace") is None:
        return context.t("running.no_target")
    key = "running.on" if gap == 0 else "running.above" if gap > 0 else "running.below"
    return context.t(key, amount=context.short("gap_to_pace", abs(gap)))
