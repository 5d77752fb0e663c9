"""Customers as `customer_values` has them, with what they owe late; who leaves, who came, on how few it hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.catalogue.lists.customer_values import CustomerStep, RfmSegment
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader

#: Segments whose money is at stake.
LEAVING = (RfmSegment.AT_RISK, RfmSegment.LOST)


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """One row of the list `customer_values`; see there. Money in the reporting currency, shares as fractions.

    `visits`: how many were made in the year, None where nobody's are loaded; `last_visit` may lie before the year.

    `late` is what he owes late, where the reader may see receivables; None where he owes nothing late or may not.
    """

    customer: str
    customer_name: str
    value_class: str
    rfm_segment: RfmSegment
    step: CustomerStep
    net_sales: Decimal | None
    earlier: Decimal | None
    growth: float | None
    gross_profit: Decimal | None
    margin: float | None
    return_rate: float | None
    last_order: date
    days_since: int
    purchase_days: int
    first_order: date
    recency: int | None
    frequency: int | None
    money: int | None
    at_stake: Decimal | None
    life_value: Decimal | None
    churn: float | None
    rep: str
    branch: str
    channel: str
    completeness: float
    last_visit: date | None
    visits: int | None
    late: OverdueCustomer | None = None

    @property
    def stake(self) -> Decimal:
        """The money at stake; 0 where nothing is or it may not be seen."""
        return self.at_stake or Decimal(0)


def year_to(day: date) -> Period:
    """The twelve months that end on `day`: whole months where it ends one, else from the day after, a year before."""
    if (day + timedelta(days=1)).day == 1:
        return Period(add_months(day.replace(day=1), -11), day)
    return Period(add_months(day, -12) + timedelta(days=1), day)


def customer_values(
    reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = (), is_late_shown: bool = False
) -> tuple[CustomerValue, ...]:
    """Every customer of the year to `day`, the largest first. Raises as `FigureReader.run_list`.

    `is_late_shown`: with what each owes late, which takes the right to see receivables.
    """
    late = {one.customer: one for one in overdue_customers(reader, day, filters=filters)} if is_late_shown else {}
    rows = reader.run_list(ListQuery("customer_values", year_to(day), filters))
    return tuple(_customer(row, late.get(str(row["customer"]))) for row in rows)


def _customer(row: Mapping[str, Any], late: OverdueCustomer | None) -> CustomerValue:
    given = {
        name: row[name] for name in CustomerValue.__dataclass_fields__ if name not in {"late", "rfm_segment", "step"}
    }
    return CustomerValue(**given, rfm_segment=RfmSegment(row["rfm_segment"]), step=CustomerStep(row["step"]), late=late)


def leaving(customers: Sequence[CustomerValue]) -> tuple[CustomerValue, ...]:
    """Those at risk and lost, the most money at stake first."""
    found = (one for one in customers if one.rfm_segment in LEAVING)
    return tuple(sorted(found, key=lambda one: (-one.stake, one.customer)))


def repeat_rate(customers: Sequence[CustomerValue]) -> float | None:
    """Customers with two purchase days or more ÷ customers with one; None without any."""
    active = [one for one in customers if one.purchase_days > 0]
    return sum(one.purchase_days > 1 for one in active) / len(active) if active else None


@dataclass(frozen=True, slots=True)
class Recruits:
    """New customers of a stretch: how many, what they brought, how many came back of those whose days are over."""

    count: int
    net_sales: Decimal | None
    again_60: float | None
    again_90: float | None
    judged_60: int
    judged_90: int
    once: int
    """How many have bought on one day only although 90 days are over."""


def recruits(rows: Sequence[Mapping[str, Any]]) -> Recruits:
    """From rows of the list `recruited_customers`; money is None where it may not be seen."""
    shares: dict[str, tuple[float | None, int]] = {}
    for name in ("again_60", "again_90"):
        known = [row for row in rows if row[name] is not None]
        shares[name] = (sum(bool(row[name]) for row in known) / len(known) if known else None, len(known))
    amounts = [row["net_sales"] for row in rows]
    hidden = any(amount is None for amount in amounts)
    return Recruits(
        len(rows),
        None if hidden else sum(amounts, Decimal(0)),
        shares["again_60"][0], shares["again_90"][0], shares["again_60"][1], shares["again_90"][1],
        sum(row["second_order"] is None and row["again_90"] is not None for row in rows),
    )  # fmt: skip
