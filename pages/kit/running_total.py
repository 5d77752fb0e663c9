"""Running totals by day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from sales_core.charts.forms.cumulative import Point
from sales_core.kernel.periods import add_months
from sales_core.kernel.terms import Period


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
