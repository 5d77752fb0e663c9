"""Where a period stands: elapsed selling days, usual share, and what history says about the rest. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales_core.metrics.curve import LINE, Curve
from sales_core.metrics.query import Value

CENT = Decimal("0.01")
_LOW, _HIGH = 0.1, 0.9
_ERRORS_NEEDED = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """The closing month of a row's period, in selling days, and the row's own past.

    `elapsed` of `total` selling days of the closing month are over, `share` of a month is usually sold by then;
    `remaining` selling days are left until the end of the asked period. `past`: per earlier month, the row's
    sales up to the
    same point and of the whole month. `later_last_year`: last year's sales of the whole months still to come.
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


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a period is expected to end: money, the likely value between a low and a high."""

    low: Decimal
    base: Decimal
    high: Decimal


def _decimal(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def days_ahead(row: dict[str, Value], progress: Progress) -> Value:
    """Selling days ahead (+) or behind (−) of target: where the actual sits on the usual curve, minus the days
    elapsed.
    """
    actual, expected = _decimal(row.get("net_sales")), _decimal(row.get("expected_to_date"))
    month_target = _decimal(row.get("target_closing_month"))
    if actual is None or expected is None or month_target is None or month_target <= 0:
        return None
    expected_in_month = float(month_target) * progress.share
    reached = float(actual - expected) + expected_in_month
    # Rounded, so that the last decimal of what was due does not move who sold nothing along a curve that starts flat.
    return progress.curve.position(round(reached / float(month_target), 6), progress.total) - progress.elapsed


def needed_per_day(row: dict[str, Value], progress: Progress) -> Value:
    """Money a remaining selling day has to bring to reach the target; 0 once reached; None when no day is left."""
    actual, target = _decimal(row.get("net_sales")), _decimal(row.get("target"))
    if actual is None or target is None or target <= 0 or progress.remaining <= 0:
        return None
    return (max(target - actual, Decimal(0)) / progress.remaining).quantize(CENT)


def landing(row: dict[str, Value], progress: Progress) -> Landing | None:
    """Sales to date, plus the usual rest of this month, plus last year's later months at this year's growth.

    The range takes the 10th to 90th percentile of how past months' rest came out against the same rule.
    """
    actual, in_month = _decimal(row.get("net_sales")), _decimal(row.get("net_sales_mtd"))
    if actual is None or in_month is None:
        return None
    if progress.over:
        return Landing(actual, actual, actual)
    rest = _rest(float(in_month), progress)
    later = _later(row, progress)
    if rest is None or later is None:
        return None
    low, high = _spread(progress)
    ahead = rest + later
    made = [actual + Decimal(ahead * factor).quantize(CENT) for factor in (low, 1.0, high)]
    return Landing(min(made), made[1], max(made))


def _rest(in_month: float, progress: Progress) -> float | None:
    """The rest of the closing month. Too early in the month to read it off the curve, the past months' mean
    stands in.
    """
    if progress.share >= 1:
        return 0.0
    usual = [float(full - part) for part, full in progress.past]
    mean = sum(usual) / len(usual) if usual else None
    if progress.share <= 0:
        return mean
    from_curve = in_month / progress.share * (1 - progress.share)
    if mean is None:
        return from_curve
    return progress.share * from_curve + (1 - progress.share) * mean


def _later(row: dict[str, Value], progress: Progress) -> float | None:
    if not progress.later_days:
        return 0.0
    now, before = _decimal(row.get("net_sales_ytd")), _decimal(row.get("net_sales_ytd_last_year"))
    if progress.later_last_year is not None and now is not None and before is not None and before > 0:
        return float(progress.later_last_year) * float(now / before)
    full = [float(whole) for _, whole in progress.past]
    if not full or not progress.total:
        return None
    return sum(full) / len(full) / progress.total * progress.later_days


def _spread(progress: Progress) -> tuple[float, float]:
    """Low and high factor on the rest, from past months told by the same rule at the same point."""
    factors = []
    for number, (part, full) in enumerate(progress.past):
        others = progress.past[:number] + progress.past[number + 1 :]
        told = _told(part, others, progress.share)
        if told > 0:
            factors.append(float(full - part) / told)
    if len(factors) < _ERRORS_NEEDED:
        return 0.8, 1.2
    return min(_percentile(factors, _LOW), 1.0), max(_percentile(factors, _HIGH), 1.0)


def _told(part: Decimal, others: Sequence[tuple[Decimal, Decimal]], share: float) -> float:
    mean = sum(float(full - early) for early, full in others) / len(others) if others else 0.0
    from_curve = float(part) / share * (1 - share) if share > 0 else mean
    return share * from_curve + (1 - share) * mean


def _percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def landing_low(row: dict[str, Value], progress: Progress) -> Value:
    """The low end of the landing."""
    found = landing(row, progress)
    return found.low if found else None


def landing_base(row: dict[str, Value], progress: Progress) -> Value:
    """The likely landing."""
    found = landing(row, progress)
    return found.base if found else None


def landing_high(row: dict[str, Value], progress: Progress) -> Value:
    """The high end of the landing."""
    found = landing(row, progress)
    return found.high if found else None


def landing_achievement(row: dict[str, Value], progress: Progress) -> Value:
    """Likely landing as a fraction of the target."""
    found, target = landing(row, progress), _decimal(row.get("target"))
    return float(found.base / target) if found and target is not None and target > 0 else None
