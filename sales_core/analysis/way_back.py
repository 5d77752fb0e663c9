"""The shortest way back: the few customers below their own normal whose return would close the gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from sales_core.analysis.selection import Selection
from sales_core.metrics.figures import Figures
from sales_core.metrics.periods import add_months
from sales_core.terms import Period, Viewer

MONTHS = 12
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BelowNormal:
    """A customer, the rep who sold most to him, this month's sales, his normal (median) and what is missing to it."""

    customer: str
    rep: str
    actual: Decimal
    normal: Decimal
    months: int
    """Comparable months the normal was taken from."""

    @property
    def missing(self) -> Decimal:
        """Normal minus actual, positive."""
        return self.normal - self.actual


@dataclass(frozen=True, slots=True)
class WayBack:
    """`customers` in order of what is missing, largest first. The first `enough` of them close the `gap`.

    `gap` is positive: what is missing to target (running month: to what is due), else to the same days of last year.
    `enough` is None when even all of them would not; 0 when there is no gap. `month` is the month looked at.
    """

    gap: Decimal
    basis: str
    month: Period
    customers: tuple[BelowNormal, ...]
    enough: int | None


def way_back(
    figures: Figures, viewer: Viewer, selection: Selection, version: int | None = None, limit: int = 50
) -> WayBack:
    """Customers of the selection's closing month below the median of their last 12 comparable months.

    Comparable: each past month up to the same point in selling days. Months before a customer's first purchase
    do not count;
    later months without a purchase count as zero. At least three months are needed to speak of a normal.
    """
    told = figures.run(selection.query("net_sales"), viewer, version)
    month = Period(told.period.end.replace(day=1), told.period.end)
    closing = Selection(Period.month_of(month.start), selection.filters, told.period.end)
    gap, basis = _gap(figures, viewer, closing, version)
    found = _below(figures, viewer, closing, month, version)
    return WayBack(gap, basis, month, tuple(found[:limit]), _enough(found, gap))


def _gap(figures: Figures, viewer: Viewer, closing: Selection, version: int | None) -> tuple[Decimal, str]:
    asked = ["net_sales", "net_sales_last_year"]
    named = [item.dimension for item in closing.filters]
    if figures.supports("gap_to_pace", named):
        asked.append("gap_to_pace")
    row = figures.run(closing.query(*asked), viewer, version).one()
    to_pace = row.get("gap_to_pace")
    if isinstance(to_pace, Decimal):
        return max(-to_pace, _ZERO), "gap_to_pace"
    now, before = row["net_sales"], row["net_sales_last_year"]
    missing = (before if isinstance(before, Decimal) else _ZERO) - (now if isinstance(now, Decimal) else _ZERO)
    return max(missing, _ZERO), "net_sales_last_year"


def _below(
    figures: Figures, viewer: Viewer, closing: Selection, month: Period, version: int | None
) -> list[BelowNormal]:
    span = Period(add_months(month.start, -MONTHS), month.end)
    wide = Selection(span, closing.filters, closing.as_of)
    amounts: dict[str, dict[date, Decimal]] = defaultdict(dict)
    reps: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in figures.run(wide.query("net_sales_same_point", by=("customer", "rep", "month")), viewer, version):
        customer, at, amount = str(row["customer"]), row["month"], row["net_sales_same_point"]
        if not customer or not isinstance(at, date) or not isinstance(amount, Decimal):
            continue
        amounts[customer][at] = amounts[customer].get(at, _ZERO) + amount
        reps[customer][str(row["rep"])] += amount
    found = [
        one
        for customer, months in amounts.items()
        if (one := _customer(customer, reps[customer], months, month.start)) is not None
    ]
    return sorted(found, key=lambda one: (-one.missing, one.customer))


def _customer(customer: str, reps: dict[str, Decimal], months: dict[date, Decimal], now: date) -> BelowNormal | None:
    past = [add_months(now, -back) for back in range(MONTHS, 0, -1)]
    known = [months.get(month, _ZERO) for month in past if month >= min(months)]
    if len(known) < 3:
        return None
    normal, actual = median(known), months.get(now, _ZERO)
    if normal <= 0 or actual >= normal:
        return None
    rep = max(sorted(reps), key=lambda name: reps[name])
    return BelowNormal(customer, rep, actual, normal, len(known))


def _enough(found: list[BelowNormal], gap: Decimal) -> int | None:
    closed = _ZERO
    if gap <= 0:
        return 0
    for number, one in enumerate(found, start=1):
        closed += one.missing
        if closed >= gap:
            return number
    return None
