"""The cumulative line against the pace line: what was sold by each day, what was due, what it was last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.query import Compare, Result
from sales_core.kernel.terms import Period, Viewer
from sales_core.kernel.units import CENT
from sales_core.semantic.service import MetricService

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PacePoint:
    """Running totals at the end of a day. None: not over yet (`actual`), no target (`due`), nothing known
    (`last_year`).
    """

    day: date
    selling: bool
    actual: Decimal | None
    due: Decimal | None
    last_year: Decimal | None


@dataclass(frozen=True, slots=True)
class PaceLine:
    """One point a day of the asked period. `months_learned`: months the curve rests on, 0 = straight line."""

    points: tuple[PacePoint, ...]
    months_learned: int
    result: Result
    """net_sales, target, expected_to_date, pace, days_ahead, needed_per_day of the period: its only row."""


def pace_line(figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None) -> PaceLine:
    """The line of a selection with a period; metrics it cannot be split to by its filters raise UsageError."""
    asked = selection.query(
        "net_sales", "target", "expected_to_date", "pace", "days_ahead", "needed_per_day", "gap_to_pace"
    )
    result = figures.run(asked, viewer, version)
    period = selection.period or result.period
    daily = figures.run(selection.query("net_sales", by=("date",), compare=Compare.LAST_YEAR), viewer, version)
    targets = figures.run(selection.query("target", by=("month",)), viewer, version)
    goals = {row["month"]: row["target"] for row in targets if isinstance(row["target"], Decimal)}
    pacer = figures.pacer(version)
    now = {row["date"]: row["net_sales"] for row in daily}
    before = {row["date"]: row["net_sales__before"] for row in daily}
    points, sold, last, done = [], _ZERO, _ZERO, _ZERO
    for day in _days(period):
        if day.day == 1 and day != period.start:
            done += goals.get((day - timedelta(days=1)).replace(day=1), _ZERO)
        sold += _amount(now.get(day))
        last += _amount(before.get(day))
        goal = goals.get(day.replace(day=1))
        over = day <= result.period.end
        due = done + (goal or _ZERO) * Decimal(pacer.share(day)) if goals else None
        points.append(
            PacePoint(
                day,
                pacer.days.is_selling(day),
                sold if over else None,
                due.quantize(CENT) if due is not None else None,
                last if over else None,
            )
        )
    return PaceLine(tuple(points), pacer.curve(result.period.end.replace(day=1)).months, result)


def _days(period: Period) -> list[date]:
    return [period.start + timedelta(days=step) for step in range(period.days)]


def _amount(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else _ZERO
