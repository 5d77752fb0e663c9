"""One line of the stock plan: a product, or a product at a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class StockState(StrEnum):
    """Where a line stands; texts are `stock.state.<value>`."""

    OUT = "out"
    REORDER = "reorder"
    """At or below the reorder point."""
    HEALTHY = "healthy"
    EXCESS = "excess"
    NO_MOVEMENT = "no_movement"
    """Stock, and nothing sold in the window."""
    EMPTY = "empty"
    """Neither stock nor sales."""


@dataclass(frozen=True, slots=True)
class StockLine:
    """One product at one place. Quantities in the product's unit, rates per calendar day, money at cost.

    `outflow` is the average a day over `window_days` up to `snapshot_day`; `outflow_sd` the deviation of
    daily sales in it, split like the outflow where warehouses share a branch's sales. `lost_sales` is an
    estimate for lines out of stock: days since the last sale × average outflow before it × average price.
    None = not known.
    """

    product: str
    product_name: str
    category: str
    branch: str
    warehouse: str
    snapshot_day: date
    quantity: Decimal
    value: Decimal | None
    """None also where the viewer may not see it."""
    outflow: float | None
    outflow_sd: float | None
    window_days: int
    lead_time_days: int
    lead_time_assumed: bool
    min_quantity: Decimal | None
    days_of_supply: float | None
    safety_stock: float | None
    reorder_point: float | None
    shortage: float
    excess: float
    excess_value: Decimal | None
    out_days: int
    lost_sales: Decimal
    active: bool
    state: StockState
    """What to think of it; no judgement on movement where no sales are loaded."""
