"""Reading figures out of rows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sales_core.format import as_decimal
from sales_core.kernel.query import Value

ZERO = Decimal(0)

Row = Mapping[str, Value]


def amount(row: Row, name: str) -> Decimal:
    """The value exactly; 0 when it is missing (only for sums and orders, never for display)."""
    return as_decimal(row.get(name)) or ZERO


def plain(row: Row, name: str) -> float | None:
    """The value as a float; None when missing."""
    found = as_decimal(row.get(name))
    return None if found is None else float(found)


def relative_change(now: Value, before: Value) -> Decimal | None:
    """now / before − 1; None when either is missing or `before` is not above zero."""
    new, old = as_decimal(now), as_decimal(before)
    return None if new is None or old is None or old <= 0 else new / old - 1


def share(part: Decimal, whole: Decimal) -> float | None:
    """part / whole; None when the whole is not positive."""
    return float(part / whole) if whole > 0 else None
