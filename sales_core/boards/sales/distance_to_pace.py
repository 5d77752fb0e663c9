"""How far the period is from its pace, day by day, with the fan of where it lands above or below its target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sales_core.analysis.sales.pace import pace_line
from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.marks import marked_days
from sales_core.boards.sales.cumulative_pace import PACE_METRICS, brief
from sales_core.boards.sales.verdict import standing
from sales_core.charts.forms.cumulative import Fan, Point
from sales_core.charts.forms.distance import distance
from sales_core.format import as_decimal
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Result
from sales_core.kernel.units import Unit

Distances = Sequence[tuple[date, Decimal]]


def distance_to_pace(context: BoardContext) -> Chart:
    """The distance; without a target there is none, and the running total stands against last year."""
    result = standing(context)
    line = context.over_period(pace_line)
    known = [
        (point.day, point.actual - point.due)
        for point in line.points
        if point.actual is not None and point.due is not None
    ]
    if as_amount(result.one(), "target") <= ZERO or not known:
        return brief(context)
    note = context.t("distance.note")
    if line.months_learned:
        note += context.t("distance.learned", months=line.months_learned)
    chart = Chart(
        _message(context, known),
        distance,
        ([Point(day, Figure.of(value, Unit.MONEY)) for day, value in known],),
        {"ends": context.period.end, "landing": _landing(result)},
        note=note,
    )
    return marked_days(context, chart, PACE_METRICS)


def _landing(result: Result) -> Fan | None:
    row = result.one()
    target = as_decimal(row.get("target"))
    if not result.partial or target is None or row.get("landing") is None:
        return None
    ends = (as_decimal(row.get(name)) for name in ("landing_low", "landing", "landing_high"))
    return Fan(*(Figure.of(None if end is None else end - target, Unit.MONEY) for end in ends))


def last_crossing(known: Distances) -> date | None:
    """The day since which the distance has the sign that it has at the end; None where it ends at 0."""
    last = known[-1][1]
    if not last:
        return None
    since = known[-1][0]
    for day, value in reversed(known):
        if value * last <= 0:
            break
        since = day
    return since


def _message(context: BoardContext, known: Distances) -> str:
    since = last_crossing(known)
    if since is None:
        return context.t("distance.on_pace")
    key = "distance.below_since" if known[-1][1] < 0 else "distance.above_since"
    return context.t(key, day=context.date(since))
