"""Running totals by day: what was sold, and what the target makes due on the learned curve. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from sales_core.charts.cumulative import Point
from sales_core.metrics.periods import add_months
from sales_core.terms import Period


def due_by_day(
    targets: Mapping[date, Decimal], period: Period, share: Callable[[date], float]
) -> list[Point]:
    """What is due by the end of each day: full targets of months over, the usual share of the running one.

    `targets` by first of month; `share` gives the usual share of its month sold by the end of a day.
    """
    points, before = [], Decimal(0)
    for month in period.months():
        target = targets.get(month.start, Decimal(0))
        for step in range(month.days):
            day = month.start + timedelta(days=step)
            if period.contains(day):
                points.append(Point(day, before + target * Decimal(str(share(day)))))
        before += target
    return points


def running_total(daily: Mapping[date, Decimal], period: Period, *, years_later: int = 0) -> list[Point]:
    """The sum up to the end of each day of `period`; days without sales stay level.

    `years_later` writes the days of a later year, so that two years lie on each other.
    """
    points, total = [], Decimal(0)
    for step in range(period.days):
        day = period.start + timedelta(days=step)
        total += daily.get(day, Decimal(0))
        points.append(Point(add_months(day, 12 * years_later), total))
    return points
