"""The learned selling-day curve: what share of a month is usually sold by its n-th selling day. Pure."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from sales_core.forecast.selling_days import SellingDays

STEPS = 100
CURVE_MONTHS_NEEDED = 3
MONTHS_LEARNED = 12


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulative share of a month's sales at each hundredth of its selling days; rises from 0 to 1.

    `months` is how many past months it was learned from; 0 = a straight line for want of history.
    """

    shares: tuple[float, ...]
    months: int = 0

    def share(self, elapsed: float, total: int) -> float:
        """Share usually sold once `elapsed` of `total` selling days are over."""
        if total <= 0 or elapsed >= total:
            return 1.0
        at = max(elapsed, 0.0) / total * STEPS
        low = int(at)
        return self.shares[low] + (self.shares[low + 1] - self.shares[low]) * (at - low)

    def position(self, share: float, total: int) -> float:
        """The selling day (fraction of days allowed) at which `share` is usually reached.

        Past the ends it goes on at the month's average speed: 110 % of a month is one tenth of its days beyond its end.
        """
        if share >= 1:
            return share * total
        if share <= 0:
            return share * total
        high = bisect.bisect_left(self.shares, share)
        low = max(high - 1, 0)
        rise = self.shares[high] - self.shares[low]
        part = (share - self.shares[low]) / rise if rise > 0 else 0.0
        return (low + part) / STEPS * total


LINE = Curve(tuple(step / STEPS for step in range(STEPS + 1)))


def learn(daily: Mapping[date, Decimal], months: Sequence[date], days: SellingDays) -> Curve:
    """The mean curve of these finished months; LINE when fewer than three of them have sales.

    `daily` is net sales by calendar day; `months` are first days of months.
    """
    shapes = [shape for month in months if (shape := _shape(daily, month, days)) is not None]
    if len(shapes) < CURVE_MONTHS_NEEDED:
        return LINE
    mean = [sum(values) / len(shapes) for values in zip(*shapes, strict=True)]
    rising = list(accumulate((min(max(value, 0.0), 1.0) for value in mean), max))
    return Curve((0.0, *rising[1:-1], 1.0), len(shapes))


def _shape(daily: Mapping[date, Decimal], month: date, days: SellingDays) -> list[float] | None:
    """One month's cumulative shares at each hundredth of its selling days."""
    selling = days.month(month)
    sums = [Decimal(0)] * (len(selling) + 1)
    for day, amount in daily.items():
        if (day.year, day.month) == (month.year, month.month):
            sums[bisect.bisect_right(selling, day)] += amount
    total = sum(sums)
    if total <= 0:
        return None
    reached = [float(value / total) for value in accumulate(sums)]
    shape = []
    for step in range(STEPS + 1):
        at = step / STEPS * len(selling)
        low = min(int(at), len(selling) - 1)
        shape.append(reached[low] + (reached[low + 1] - reached[low]) * (at - low))
    return shape
