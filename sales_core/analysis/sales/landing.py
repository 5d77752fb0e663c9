"""How good past landings were: what would have been told at the same point of each past month, beside what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sales_core.analysis.sales.selection import Selection
from sales_core.forecast.curve import MONTHS_LEARNED
from sales_core.forecast.landing import landing
from sales_core.kernel.periods import Window, add_months
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.pacing import PacingModel
from sales_core.semantic.service import MetricService

_MONTHS = 12
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LandingOutcome:
    """A past month: what the landing said at the same point in selling days, and how the month ended."""

    month: date
    low: Decimal
    forecast: Decimal
    high: Decimal
    actual: Decimal

    @property
    def error(self) -> Decimal:
        """Forecast minus actual."""
        return self.forecast - self.actual

    @property
    def inside(self) -> bool:
        """Whether it ended within the range."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Past months, oldest first. `wape` = Σ|forecast − actual| ÷ Σ|actual|; `bias` = Σ(forecast − actual) ÷ Σ|actual|;
    None without months.
    """

    months: tuple[LandingOutcome, ...]
    wape: float | None
    bias: float | None
    inside: int
    """Months that ended within their range."""


def track_record(
    figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None, months: int = _MONTHS
) -> TrackRecord:
    """The record of the landing of this selection's closing month, each past month told only from what was
    known then.
    """
    closes = figures.run(selection.query("net_sales"), viewer, version).period.end
    pacer = figures.pacer(version)
    past = [add_months(closes.replace(day=1), -back) for back in range(months, 0, -1)]
    sold = _daily(figures, viewer, selection, past, version)
    outcome = _outcome_of(pacer, sold)
    found = [one for month in past if (one := outcome(month, max(month, _same_point(pacer, month, closes))))]
    actual = sum((abs(one.actual) for one in found), _ZERO)
    return TrackRecord(
        tuple(found),
        float(sum((abs(one.error) for one in found), _ZERO) / actual) if actual else None,
        float(sum((one.error for one in found), _ZERO) / actual) if actual else None,
        sum(1 for one in found if one.inside),
    )


def _daily(
    figures: MetricService, viewer: Viewer, selection: Selection, months: Sequence[date], version: int | None
) -> dict[date, Decimal]:
    """Sales of each day on which the selection sold, from a year before the first of `months` to the last's end.

    One question for all of them: what each month knew is a part of it.
    """
    span = Period(add_months(months[0], -MONTHS_LEARNED), Period.month_of(months[-1]).end)
    rows = figures.run(Selection(span, selection.filters).query("net_sales", by=("date",)), viewer, version)
    return {
        day: amount
        for row in rows
        if isinstance(day := row["date"], date) and isinstance(amount := row["net_sales"], Decimal)
    }


def _same_point(pacer: PacingModel, month: date, closes: date) -> date:
    """The day on which `month` had as large a share of its selling days behind it as the month of `closes` has."""
    index = round(pacer.days.elapsed(closes) * len(pacer.days.month(month)) / len(pacer.days.month(closes)))
    return pacer.days.cutoff(month, index)


def _outcome_of(pacer: PacingModel, sold: Mapping[date, Decimal]) -> Callable[[date, date], LandingOutcome | None]:
    """The forecast of a month on a day of it, and its actual; None when either is not known."""
    by_month: dict[date, list[tuple[date, Decimal]]] = {}
    for day, amount in sold.items():
        by_month.setdefault(day.replace(day=1), []).append((day, amount))

    def until(month: date, last: date) -> Decimal:
        return sum((amount for day, amount in by_month.get(month, ()) if day <= last), _ZERO)

    def past_of(at: date) -> tuple[tuple[Decimal, Decimal], ...]:
        span = pacer.past_of(at)
        months = [each.start for each in span.months()] if span else []
        since = next((number for number, month in enumerate(months) if month in by_month), len(months))
        return tuple((until(month, _same_point(pacer, month, at)), until(month, date.max)) for month in months[since:])

    def outcome(month: date, at: date) -> LandingOutcome | None:
        whole = Period.month_of(month)
        if not pacer.has_sales(Period(month, at)):
            return None
        actual = until(month, at)
        progress = replace(pacer.progress(Window(whole, Period(month, at), at)), past=past_of(at))
        found = landing({"net_sales": actual, "net_sales_mtd": actual}, progress)
        return LandingOutcome(month, found.low, found.base, found.high, until(month, date.max)) if found else None

    return outcome
