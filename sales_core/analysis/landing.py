"""How good past landings were: what would have been told at the same point of each past month, beside what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.analysis.selection import Selection
from sales_core.metrics.figures import Figures
from sales_core.metrics.periods import add_months
from sales_core.terms import Period, Viewer

MONTHS = 12
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Told:
    """A past month: what the landing said at the same point in selling days, and how the month ended."""

    month: date
    low: Decimal
    told: Decimal
    high: Decimal
    came: Decimal

    @property
    def error(self) -> Decimal:
        """Told minus came."""
        return self.told - self.came

    @property
    def inside(self) -> bool:
        """Whether it ended within the range."""
        return self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Past months, oldest first. `wape` = Σ|told − came| ÷ Σ came; `bias` = Σ(told − came) ÷ Σ came; None
    without months.
    """

    months: tuple[Told, ...]
    wape: float | None
    bias: float | None
    inside: int
    """Months that ended within their range."""


def track_record(
    figures: Figures, viewer: Viewer, selection: Selection, version: int | None = None, months: int = MONTHS
) -> TrackRecord:
    """The record of the landing of this selection's closing month, each past month told only from what was
    known then.
    """
    closes = figures.run(selection.query("net_sales"), viewer, version).period.end
    pacer = figures.pacer(version)
    elapsed, total = pacer.days.elapsed(closes), len(pacer.days.month(closes))
    found = []
    for back in range(months, 0, -1):
        month = add_months(closes.replace(day=1), -back)
        index = round(elapsed * len(pacer.days.month(month)) / total)
        one = _told(figures, viewer, selection, month, pacer.days.cutoff(month, index), version)
        if one is not None:
            found.append(one)
    came = sum((abs(one.came) for one in found), _ZERO)
    return TrackRecord(
        tuple(found),
        float(sum((abs(one.error) for one in found), _ZERO) / came) if came else None,
        float(sum((one.error for one in found), _ZERO) / came) if came else None,
        sum(1 for one in found if one.inside),
    )


def _told(  # noqa: PLR0917 - passed through as given
    figures: Figures, viewer: Viewer, selection: Selection, month: date, at: date, version: int | None
) -> Told | None:
    whole = Period.month_of(month)
    then = Selection(whole, selection.filters, max(at, month))
    row = figures.run(then.query("landing_low", "landing", "landing_high"), viewer, version).one()
    came = figures.run(Selection(whole, selection.filters).query("net_sales"), viewer, version).one()["net_sales"]
    low, told, high = row["landing_low"], row["landing"], row["landing_high"]
    known = all(isinstance(value, Decimal) for value in (low, told, high, came))
    return Told(month, low, told, high, came) if known else None  # type: ignore[arg-type]
