"""Overdue customers as values, with what they promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.catalogue.lists.overdue_customers import Action
from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class OverdueCustomer:
    """One row of the list `overdue_customers`. `days` is of the oldest; unapplied cash is in `open` only."""

    customer: str
    customer_name: str
    rep: str
    branch: str
    overdue: Decimal
    open: Decimal
    unapplied: Decimal
    days: int
    documents: int
    action: Action
    is_large: bool
    promise: PromiseStanding | None = None


def overdue_customers(
    reader: FigureReader,
    day: date,
    *,
    filters: tuple[Filter, ...] = (),
    promises: Mapping[str, PromiseStanding] | None = None,
) -> tuple[OverdueCustomer, ...]:
    """Customers with overdue items on `day`, the largest amount first. Raises as `FigureReader.run_list`."""
    return tuple(_customer(row, promises or {}) for row in reader.list_on("overdue_customers", day, filters))


def _customer(row: Mapping[str, Any], promises: Mapping[str, PromiseStanding]) -> OverdueCustomer:
    own = {name: row[name] for name in ("customer", "customer_name", "rep", "branch", "overdue", "open", "unapplied")}
    return OverdueCustomer(
        **own,
        days=row["days"],
        documents=row["documents"],
        action=Action(row["action"]),
        is_large=row["is_large"],
        promise=promises.get(row["customer"]),
    )
