"""Where a period stands: elapsed selling days, the usual share of them, days ahead and what is needed a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sales_core.forecast.curve import LINE, Curve
from sales_core.kernel.query import ResultRow, Value
from sales_core.kernel.units import CENT


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """The closing month of a row's period, in selling days, and the row's own past.

    `elapsed` of `total` selling days of the closing month are over, `share` of a month is usually sold by then;
    `remaining` selling days are left until the end of the asked period. `past`: per earlier month, the row's
    sales up to the same point and of the whole month. `later_last_year`: last year's sales of the whole months
    still to come.
    """

    elapsed: int
    total: int
    share: float
    remaining: int
    curve: Curve = LINE
    over: bool = False
    """The asked period has ended."""
    past: tuple[tuple[Decimal, Decimal], ...] = ()
    later_last_year: Decimal | None = None
    later_days: int = 0
    """Selling days of the whole months still to come."""


def decimal(value: Value) -> Decimal | None:
    """The value when it is money or a quantity, else None."""
    return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class Position:
    """Where the actual sits on the usual curve of the closing month.

    `reached`: the share of the closing month's target that is sold, months before it counting as brought to target;
    `day`: the selling day by which that share is usually sold.
    """

    reached: float
    day: float


def position(row: ResultRow, progress: PeriodProgress) -> Position | None:
    """Where the row stands on the curve; None without a target of the closing month."""
    actual, expected = decimal(row.get("net_sales")), decimal(row.get("expected_to_date"))
    month_target = decimal(row.get("target_closing_month"))
    if actual is None or expected is None or month_target is None or month_target <= 0:
        return None
    reached = float(actual - expected) + float(month_target) * progress.share
    # Rounded, so that the last decimal of what was due does not move who sold nothing along a curve that starts flat.
    share = round(reached / float(month_target), 6)
    return Position(share, progress.curve.position(share, progress.total))


def days_ahead(row: ResultRow, progress: PeriodProgress) -> Value:
    """Selling days ahead (+) or behind (−) of target: where the actual sits on the usual curve, minus the days
    elapsed.
    """
    found = position(row, progress)
    return found.day - progress.elapsed if found else None


def needed_per_day(row: ResultRow, progress: PeriodProgress) -> Value:
    """Money a remaining selling day has to bring to reach the target; 0 once reached; None when no day is left."""
    actual, target = decimal(row.get("net_sales")), decimal(row.get("target"))
    if actual is None or target is None or target <= 0 or progress.remaining <= 0:
        return None
    return (max(target - actual, Decimal(0)) / progress.remaining).quantize(CENT)
