"""Where a period will land, with everything the landing is made of, so that it can be shown as well as told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales_core.forecast.progress import CENT, Progress, decimal
from sales_core.kernel.query import Value

LOW, HIGH = 0.1, 0.9
ERRORS_NEEDED = 4
NARROW, WIDE = 0.8, 1.2


@dataclass(frozen=True, slots=True)
class Rest:
    """What the closing month is still expected to bring: the curve's reading and the past months' mean, weighed by
    the share of the month that is usually over. Either may be missing; then the other stands alone.
    """

    amount: float
    from_curve: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """What the whole months still to come are expected to bring: last year's sales of them at this year's growth, or,
    without last year, `mean_month` of the past spread over their selling days.
    """

    amount: float
    last_year: Decimal | None = None
    now: Decimal | None = None
    before: Decimal | None = None
    mean_month: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Factors on what is ahead for the low and the high end. `factors`: how each past month's rest came out over what
    the same rule had told; empty when they are too few, and the range is the plain one.
    """

    low: float
    high: float
    factors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A landing and its parts. `rest`, `later` and `spread` are None once the period is over: it landed."""

    actual: Decimal
    in_month: Decimal
    rest: Rest | None = None
    later: Later | None = None
    spread: Spread | None = None

    @property
    def ahead(self) -> float:
        """Everything still expected."""
        return (self.rest.amount if self.rest else 0.0) + (self.later.amount if self.later else 0.0)

    def at(self, factor: float) -> Decimal:
        """Where the period lands when what is ahead comes out at `factor` times what is expected."""
        return self.actual + Decimal(self.ahead * factor).quantize(CENT)

    @property
    def factors(self) -> tuple[float, float]:
        """The factors of the low and the high end; more of what is negative is the low end."""
        low, high = (self.spread.low, self.spread.high) if self.spread else (1.0, 1.0)
        return (low, high) if self.ahead >= 0 else (high, low)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a period is expected to end: money, the likely value between a low and a high."""

    low: Decimal
    base: Decimal
    high: Decimal


def outlook(row: dict[str, Value], progress: Progress) -> Outlook | None:
    """Sales to date, the usual rest of this month, and last year's later months at this year's growth; None without
    the history for it.

    The range takes the 10th to 90th percentile of how past months' rest came out against the same rule.
    """
    actual, in_month = decimal(row.get("net_sales")), decimal(row.get("net_sales_mtd"))
    if actual is None or in_month is None:
        return None
    if progress.over:
        return Outlook(actual, in_month)
    rest, later = _rest(float(in_month), progress), _later(row, progress)
    if rest is None or later is None:
        return None
    return Outlook(actual, in_month, rest, later, _spread(progress))


def landing(row: dict[str, Value], progress: Progress) -> Landing | None:
    """The low end, the likely landing and the high end; None without the history for it."""
    found = outlook(row, progress)
    if found is None:
        return None
    low, high = found.factors
    return Landing(found.at(low), found.at(1.0), found.at(high))


def rests(progress: Progress) -> tuple[Decimal, ...]:
    """What each past month still sold after the same point."""
    return tuple(full - part for part, full in progress.past)


def _rest(in_month: float, progress: Progress) -> Rest | None:
    """The rest of the closing month. Too early in the month to read it off the curve, the past months' mean
    stands in.
    """
    if progress.share >= 1:
        return Rest(0.0)
    usual = [float(each) for each in rests(progress)]
    mean = sum(usual) / len(usual) if usual else None
    if progress.share <= 0:
        return None if mean is None else Rest(mean, mean=mean)
    from_curve = in_month / progress.share * (1 - progress.share)
    if mean is None:
        return Rest(from_curve, from_curve)
    return Rest(progress.share * from_curve + (1 - progress.share) * mean, from_curve, mean)


def _later(row: dict[str, Value], progress: Progress) -> Later | None:
    if not progress.later_days:
        return Later(0.0)
    now, before = decimal(row.get("net_sales_ytd")), decimal(row.get("net_sales_ytd_last_year"))
    then = progress.later_last_year
    if then is not None and now is not None and before is not None and before > 0:
        return Later(float(then) * float(now / before), then, now, before)
    full = [float(whole) for _, whole in progress.past]
    if not full or not progress.total:
        return None
    mean = sum(full) / len(full)
    return Later(mean / progress.total * progress.later_days, mean_month=mean)


def _spread(progress: Progress) -> Spread:
    """Low and high factor on the rest, from past months told by the same rule at the same point."""
    factors = []
    for number, (part, full) in enumerate(progress.past):
        others = progress.past[:number] + progress.past[number + 1 :]
        told = _told(part, others, progress.share)
        if told > 0:
            factors.append(float(full - part) / told)
    if len(factors) < ERRORS_NEEDED:
        return Spread(NARROW, WIDE)
    return Spread(min(_percentile(factors, LOW), 1.0), max(_percentile(factors, HIGH), 1.0), tuple(factors))


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
    found, target = landing(row, progress), decimal(row.get("target"))
    return float(found.base / target) if found and target is not None and target > 0 else None
