"""Stock reports of distributors with their balance check, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One distributor, product and report: opening + inbound − outbound should be closing. Quantities."""

    holder: str
    holder_name: str
    product: str
    day: date
    opening: Decimal
    inbound: Decimal
    outbound: Decimal
    closing: Decimal
    difference: Decimal
    """Closing as reported less what it should be; 0 = it balances."""


def balance_lines(reader: FigureReader, period: Period, *, filters: tuple[Filter, ...] = ()) -> tuple[BalanceLine, ...]:
    """Every reported line of the period with its balance check; reports without movements are left out."""
    query = ListQuery("stock_reconciliation", period, filters, as_of=period.end)
    return tuple(BalanceLine(**cast("dict[str, Any]", row)) for row in reader.run_list(query))
