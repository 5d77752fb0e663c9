"""Visits by class of customer: whom they reach and how often an order follows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sales_core.analysis.customers.value import CustomerValue
from sales_core.catalogue.lists.customer_values import RfmSegment

#: Class of who was visited and bought nothing in twelve months: the lost, and who may become a customer.
NO_CLASS = ""
_ORDER = ("A", "B", "C", NO_CLASS)


@dataclass(frozen=True, slots=True)
class ClassVisits:
    """One class of customers and the visits of a stretch. Counts; money in the reporting currency.

    `customers`: who bought in the twelve months; of `NO_CLASS` who was planned or visited. `unvisited`: of these
    without a visit. The days are those of `customer_visits`; see there.
    """

    value_class: str
    customers: int
    planned_customers: int
    visited: int
    visits: int
    judged_visits: int
    followed_visits: int
    asked_days: int
    ordering_days: int
    unvisited: int
    net_sales: Decimal | None

    @property
    def coverage(self) -> float | None:
        """Visited ÷ customers; None without customers."""
        return self.visited / self.customers if self.customers else None

    @property
    def sales_per_visit(self) -> Decimal | None:
        """Net sales ÷ visits; None without visits or where sales are unknown or hidden."""
        return self.net_sales / self.visits if self.visits and self.net_sales is not None else None

    @property
    def followed_share(self) -> float | None:
        """Judged visits that an order followed ÷ judged visits."""
        return self.followed_visits / self.judged_visits if self.judged_visits else None

    @property
    def usual_share(self) -> float | None:
        """The same of every day of the customers without a visit."""
        return self.ordering_days / self.asked_days if self.asked_days else None


def visits_by_class(rows: Sequence[Mapping[str, Any]], customers: Sequence[CustomerValue]) -> tuple[ClassVisits, ...]:
    """From rows of the list `customer_visits` and the customers of the year; classes without anybody are left out."""
    letters = {one.customer: one.value_class for one in customers if one.rfm_segment is not RfmSegment.LOST}
    found: dict[str, list[Mapping[str, Any]]] = {letter: [] for letter in _ORDER}
    for row in rows:
        letter = letters.get(str(row["customer"]), NO_CLASS)
        if letter != NO_CLASS or row["visits"] or row["planned"]:
            found[letter].append(row)
    return tuple(_class(letter, own) for letter, own in found.items() if own)


def _class(letter: str, rows: Sequence[Mapping[str, Any]]) -> ClassVisits:
    def whole(name: str) -> int:
        return sum(row[name] or 0 for row in rows)

    amounts = [row["net_sales"] for row in rows if row["net_sales"] is not None]
    return ClassVisits(
        letter, len(rows), sum(row["planned"] > 0 for row in rows), sum(row["visits"] > 0 for row in rows),
        whole("visits"), whole("judged_visits"), whole("followed_visits"), whole("asked_days"),
        whole("ordering_days"), sum(row["visits"] == 0 for row in rows), sum(amounts, Decimal(0)) if amounts else None,
    )  # fmt: skip
