"""Where a period will land, with everything the landing is made of, so that its formula can be shown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales_core.forecast.progress import PeriodProgress, decimal
from sales_core.kernel.query import ResultRow, Value
from sales_core.kernel.units import CENT

LOW, HIGH = 0.1, 0.9
ERRORS_NEEDED = 4
NARROW, WIDE = 0.8, 1.2


@dataclass(frozen=True, slots=True)
class CurrentMonthRemainder:
    """What the closing month is still expected to bring: the curve's reading and the past months' mean, weighed by
    the share of the month that is usually over. Either may be missing; then the other stands alone.
    """

    amount: float
    from_curve: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class FutureMonths:
    """What the whole months still to come are expected to bring: last year's sales of them at this year's growth, or,
    without last year, `mean_month` of the past spread over their selling days.
    """

    amount: float
    last_year: Decimal | None = None
    now: Decimal | None = None
    before: Decimal | None = None
    mean_month: float | None = None


@dataclass(frozen=True, slots=True)
class ForecastInterval:
    """Factors on what is ahead for the low and the high end. `factors`: how each past month's rest came out over what
    the same rule had forecast; empty when they are too few, and the range is the plain one.
    """

    low: float
    high: float
    factors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """A landing and its parts. `remainder`, `future` and `interval` are None once the period is over: it landed."""

    actual: Decimal
    in_month: Decimal
    remainder: CurrentMonthRemainder | None = None
    future: FutureMonths | None = None
    interval: ForecastInterval | None = None

    @property
    def ahead(self) -> float:
        """Everything still expected."""
        return (self.remainder.amount if self.remainder else 0.0) + (self.future.amount if self.future else 0.0)

    def at(self, factor: float) -> Decimal:
        """Where the period lands when what is ahead comes out at `factor` times what is expected."""
        return self.actual + Decimal(self.ahead * factor).quantize(CENT)

    @property
    def factors(self) -> tuple[float, float]:
        """The factors of the low and the high end; more of what is negative is the low end."""
        low, high = (self.interval.low, self.interval.high) if self.interval else (1.0, 1.0)
        return (low, high) if self.ahead >= 0 else (high, low)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a period is expected to end: money, the likely value between a low and a high."""

    low: Decimal
    base: Decimal
    high: Decimal


def forecast(row: ResultRow, progress: PeriodProgress) -> Forecast | None:
    """Sales to date, the usual rest of this month, and last year's later months at this year's growth; None without
    the history for it.

    The range takes the 10th to 90th percentile of how past months' rest came out against the same rule.
    """
    actual, in_month = decimal(row.get("net_sales")), decimal(row.get("net_sales_mtd"))
    if actual is None or in_month is None:
        return None
    if progress.over:
        return Forecast(actual, in_month)
    remainder, future = _current_month_remainder(float(in_month), progress), _future_months(row, progress)
    if remainder is None or future is None:
        return None
    return Forecast(actual, in_month, remainder, future, _forecast_interval(progress))


def landing(row: ResultRow, progress: PeriodProgress) -> Landing | None:
    """The low end, the likely landing and the high end; None without the history for it."""
    found = forecast(row, progress)
    if found is None:
        return None
    low, high = found.factors
    return Landing(found.at(low), found.at(1.0), found.at(high))


def past_remainders(progress: PeriodProgress) -> tuple[Decimal, ...]:
    """What each past month still sold after the same point."""
    return tuple(full - part for part, full in progress.past)


def _current_month_remainder(in_month: float, progress: PeriodProgress) -> CurrentMonthRemainder | None:
    """The rest of the closing month. Too early in the month to read it off the curve, the past months' mean
    stands in.
    """
    if progress.share >= 1:
        return CurrentMonthRemainder(0.0)
    usual = [float(each) for each in past_remainders(progress)]
    mean = sum(usual) / len(usual) if usual else None
    if progress.share <= 0:
        return None if mean is None else CurrentMonthRemainder(mean, mean=mean)
    from_curve = in_month / progress.share * (1 - progress.share)
    if mean is None:
        return CurrentMonthRemainder(from_curve, from_curve)
    return CurrentMonthRemainder(progress.share * from_curve + (1 - progress.share) * mean, from_curve, mean)


def _future_months(row: ResultRow, progress: PeriodProgress) -> FutureMonths | None:
    if not progress.later_days:
        return FutureMonths(0.0)
    now, before = decimal(row.get("net_sales_ytd")), decimal(row.get("net_sales_ytd_last_year"))
    then = progress.later_last_year
    if then is not None and now is not None and before is not None and before > 0:
        return FutureMonths(float(then) * float(now / before), then, now, before)
    full = [float(whole) for _, whole in progress.past]
    if not full or not progress.total:
        return None
    mean = sum(full) / len(full)
    return FutureMonths(mean / progress.total * progress.later_days, mean_month=mean)


def _forecast_interval(progress: PeriodProgress) -> ForecastInterval:
    """Low and high factor on the rest, from past months forecast by the same rule at the same point."""
    factors = []
    for number, (part, full) in enumerate(progress.past):
        others = progress.past[:number] + progress.past[number + 1 :]
        expected = _expected_remainder(part, others, progress.share)
        if expected > 0:
            factors.append(float(full - part) / expected)
    if len(factors) < ERRORS_NEEDED:
        return ForecastInterval(NARROW, WIDE)
    return ForecastInterval(min(_percentile(factors, LOW), 1.0), max(_percentile(factors, HIGH), 1.0), tuple(factors))


def _expected_remainder(part: Decimal, others: Sequence[tuple[Decimal, Decimal]], share: float) -> float:
    mean = sum(float(full - early) for early, full in others) / len(others) if others else 0.0
    from_curve = float(part) / share * (1 - share) if share > 0 else mean
    return share * from_curve + (1 - share) * mean


def _percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def landing_low(row: ResultRow, progress: PeriodProgress) -> Value:
    """The low end of the landing."""
    found = landing(row, progress)
    return found.low if found else None


def landing_base(row: ResultRow, progress: PeriodProgress) -> Value:
    """The likely landing."""
    found = landing(row, progress)
    return found.base if found else None


def landing_high(row: ResultRow, progress: PeriodProgress) -> Value:
    """The high end of the landing."""
    found = landing(row, progress)
    return found.high if found else None


def landing_achievement(row: ResultRow, progress: PeriodProgress) -> Value:
    """Likely landing as a fraction of the target."""
    found, target = landing(row, progress), decimal(row.get("target"))
    return float(found.base / target) if found and target is not None and target > 0 else None
