"""A value as a plain exact figure, for formulas."""

from __future__ import annotations

from decimal import Decimal

from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit


def written(value: Value, unit: Unit) -> str:
    """A value as a plain exact figure: thousands apart, cents for money, percent for fractions, a dash for none."""
    if value is None:
        return "—"
    if unit is Unit.PERCENT and isinstance(value, float | int | Decimal):
        return f"{float(value) * 100:,.2f}%"
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if unit is Unit.MONEY else f"{value.normalize():,f}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
