"""The shortest way back: the few customers below their own normal whose return would close the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import ListQuery
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.service import MetricService

_MONTHS = 12
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BelowNormal:
    """A customer, the rep who sold most to him, this month's sales, his normal (median) and what is missing to it."""

    place: int
    """1 = the most is missing."""
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
    figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None, limit: int = 50
) -> WayBack:
    """Customers of the selection's closing month below the median of their last 12 comparable months.

    Comparable: each past month up to the same point in selling days. Months before a customer's first purchase
    do not count;
    later months without a purchase count as zero. At least three months are needed to speak of a normal.
    """
    result = figures.run(selection.query("net_sales"), viewer, version)
    month = Period(result.period.end.replace(day=1), result.period.end)
    closing = Selection(Period.month_of(month.start), selection.filters, result.period.end)
    gap, basis = _gap(figures, viewer, closing, version)
    wide = Selection(Period(add_months(month.start, -_MONTHS), month.end), selection.filters, result.period.end)
    rows = _below(figures, viewer, wide, gap, limit, version)
    reps = _reps(figures, viewer, wide, [row["customer"] for row in rows], version)
    found = [
        BelowNormal(
            row["place"], row["customer"], reps[row["customer"]], row["actual"], row["doubled"] / 2, row["months"]
        )
        for row in rows
    ]
    enough = rows[0]["enough"] if rows else None
    return WayBack(gap, basis, month, tuple(found), 0 if gap <= 0 else enough)


def _gap(figures: MetricService, viewer: Viewer, closing: Selection, version: int | None) -> tuple[Decimal, str]:
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


def _below(  # noqa: PLR0917 - passed through as given
    figures: MetricService, viewer: Viewer, wide: Selection, gap: Decimal, limit: int, version: int | None
) -> list[dict[str, Any]]:
    """The customers furthest below their normal; see the list."""
    query = ListQuery(
        "below_normal", wide.period, wide.filters, as_of=wide.as_of, parameters=(("gap", gap),), limit=limit
    )
    return cast("list[dict[str, Any]]", list(figures.reader(viewer, version).run_list(query)))


def _reps(
    figures: MetricService, viewer: Viewer, wide: Selection, customers: Sequence[str], version: int | None
) -> dict[str, str]:
    """Who sold most to each of the customers; of equals, the first by code."""
    if not customers:
        return {}
    asked = wide.narrowed("customer", *customers).query("net_sales_same_point", by=("customer", "rep"))
    best: dict[str, tuple[Decimal, str]] = {}
    for row in figures.run(asked, viewer, version):
        customer, rep, amount = str(row["customer"]), str(row["rep"]), row["net_sales_same_point"]
        if isinstance(amount, Decimal) and (customer not in best or amount > best[customer][0]):
            best[customer] = (amount, rep)
    return {customer: rep for customer, (_, rep) in best.items()}
