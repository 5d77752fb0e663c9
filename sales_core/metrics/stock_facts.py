"""Where stock figures come from; see store/views/40_stock.sql."""

from __future__ import annotations

from sales_core.metrics.declare import Fact, source
from sales_core.terms import Right, Text

_WHERE = "country region branch warehouse product category subcategory brand batch"

#: Own stock at each snapshot, with the demand it meets.
POSITION = Fact(
    id="stock",
    label=Text("库存", "Stock"),
    sources=(
        source(
            "stock_position",
            "date",
            f"date month until {_WHERE} received made expiry shelf_life_days quantity value min_quantity"
            " in_stock active outflow outflow_days slow excess_quantity excess_value month_last",
        ),
    ),
    dimensions=tuple(_WHERE.split()),
    detail=("date", "batch", "received", "expiry", "quantity", "value", "outflow"),
    right=Right.VIEW_STOCK,
)

#: What distributors hold, by their own reports.
HELD = Fact(
    id="distributor_stock",
    label=Text("经销商库存", "Distributor stock"),
    sources=(
        source(
            "distributor_stock",
            "date",
            "date month until country region branch holder rep channel product category brand batch expiry"
            " quantity value opening inbound outbound",
        ),
    ),
    dimensions=("country", "region", "branch", "rep", "holder", "channel", "product", "category", "brand"),
    detail=("date", "batch", "opening", "inbound", "outbound", "quantity", "value"),
    right=Right.VIEW_STOCK,
)
