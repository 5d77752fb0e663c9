"""Where stock figures come from; see store/views/40_stock.sql."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, source
from sales_core.kernel.terms import Right

_WHERE = "country region branch warehouse product category subcategory brand batch"

#: A snapshot row counts from its date through `until`.
_VALID = "until >= {closes}"
_POSITION = (
    source(
        "stock_position",
        "date",
        f"date counted month until {_WHERE} received made expiry shelf_life_days quantity value min_quantity"
        " in_stock active outflow outflow_days slow excess_quantity excess_value month_last",
    ),
)
_HELD = (
    source(
        "distributor_stock",
        "date",
        "date counted month until country region branch holder rep channel product category brand batch expiry"
        " quantity value opening inbound outbound",
    ),
)
_HELD_DIMENSIONS = ("country", "region", "branch", "rep", "holder", "channel", "product", "category", "brand")

#: Own stock as it stands on a day, with the demand it meets.
POSITION = Fact(
    id="stock",
    sources=_POSITION,
    dimensions=tuple(_WHERE.split()),
    detail=("counted", "batch", "received", "expiry", "quantity", "value", "outflow"),
    where=_VALID,
    is_snapshot=True,
    right=Right.VIEW_STOCK,
    computed_from=(("excess_value", ("value",)),),
)

#: The same rows, every snapshot of a period.
SNAPSHOTS = Fact(
    id="stock_snapshots",
    sources=_POSITION,
    dimensions=tuple(_WHERE.split()),
    detail=("counted", "batch", "quantity", "value"),
    is_snapshot=True,
    right=Right.VIEW_STOCK,
)

#: What distributors hold on a day, by their own reports.
HELD = Fact(
    id="distributor_stock",
    sources=_HELD,
    dimensions=_HELD_DIMENSIONS,
    detail=("counted", "batch", "opening", "inbound", "outbound", "quantity", "value"),
    where=_VALID,
    is_snapshot=True,
    right=Right.VIEW_STOCK,
)

#: Every report of a period.
REPORTS = Fact(
    id="distributor_reports",
    sources=_HELD,
    dimensions=_HELD_DIMENSIONS,
    detail=("counted", "batch", "opening", "inbound", "outbound", "quantity", "value"),
    right=Right.VIEW_STOCK,
)
