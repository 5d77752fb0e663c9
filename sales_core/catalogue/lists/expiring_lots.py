"""Which lots to sell first: own stock by expiry, and what of it will not be sold in time (first expired, first out)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListContext, ListRow, ListSpec, Scan
from sales_core.catalogue.metrics.stock_facts import POSITION
from sales_core.kernel.terms import Right
from sales_core.kernel.units import CENT, Unit

#: By remaining share of shelf life, from the worst, with how urgent it is (0 to 4); texts are `stock.expiry.<id>`;
#: near = near_expiry_value.
EXPIRY_BANDS: Mapping[str, int] = MappingProxyType(
    {
        "expired": 4,
        "near": 3,
        "third_to_half": 2,
        "half_to_two_thirds": 1,
        "fresh": 0,
        "no_shelf_life": 0,
        "no_expiry": 0,
    }
)

_SQL = """
SELECT f.product, coalesce(m.name, f.product) AS product_name, f.category, f.branch, f.warehouse, f.batch,
    f.expiry, f.shelf_life_days, sum(f.quantity) AS quantity, sum(f.value) AS value,
    sum(f.outflow) AS outflow, max(f.outflow_days) AS outflow_days
FROM {scan:stock} AS f
LEFT JOIN {entity:product} m ON m.product = f.product
WHERE f.quantity > 0
GROUP BY f.product, m.name, f.category, f.branch, f.warehouse, f.batch, f.expiry, f.shelf_life_days
"""

_Place = tuple[str, str, str]


def expiry_band(days_left: int | None, shelf_life_days: int | None) -> str:
    """The band of a lot; the border third belongs to the better band, as in near_expiry_value."""
    if days_left is None:
        return "no_expiry"
    if days_left < 0:
        return "expired"
    if not shelf_life_days:
        return "no_shelf_life"
    if 3 * days_left < shelf_life_days:
        return "near"
    if 2 * days_left < shelf_life_days:
        return "third_to_half"
    return "half_to_two_thirds" if 3 * days_left < 2 * shelf_life_days else "fresh"


def _lots(rows: Sequence[ListRow], context: ListContext) -> Sequence[ListRow]:
    """Lots with what is left unsold; the earlier expiry of a product in a warehouse sells first."""
    ordered = sorted(cast("Sequence[dict[str, Any]]", rows), key=_first_expired)
    pace = _pace(ordered)
    ahead: dict[_Place, float] = {}
    return [_lot(row, context.closes, pace, ahead) for row in ordered]


def _first_expired(row: dict[str, Any]) -> tuple[date, str, str]:
    return (row["expiry"] or date.max, row["product"], row["batch"])


def _place(row: dict[str, Any]) -> _Place:
    return (row["product"], row["branch"], row["warehouse"])


def _pace(rows: Sequence[dict[str, Any]]) -> dict[_Place, float]:
    """Average units a day per product and warehouse; absent where no sales are loaded."""
    found: dict[_Place, float] = {}
    for row in rows:
        if row["outflow"] is not None and row["outflow_days"]:
            flow = max(0.0, float(row["outflow"])) / float(row["outflow_days"])
            found[_place(row)] = found.get(_place(row), 0.0) + flow
    return found


def _lot(row: dict[str, Any], day: date, pace: dict[_Place, float], ahead: dict[_Place, float]) -> ListRow:
    place, quantity, value = _place(row), Decimal(row["quantity"]), Decimal(row["value"] or 0)
    left = (row["expiry"] - day).days if row["expiry"] else None
    life = row["shelf_life_days"]
    unsold = None
    if left is not None and place in pace:
        # What this place can still sell before the lot expires, less what older lots will take of it.
        sellable = pace[place] * max(0, left + 1) - ahead.get(place, 0.0)
        unsold = min(float(quantity), max(0.0, float(quantity) - max(0.0, sellable)))
        ahead[place] = ahead.get(place, 0.0) + float(quantity) - unsold
    return row | {
        "value": value,
        "days_left": left,
        "left_share": left / life if left is not None and life else None,
        "band": expiry_band(left, life),
        "unsold": unsold,
        "value_at_risk": None if unsold is None else (value * Decimal(unsold) / quantity).quantize(CENT),
    }


LIST = ListSpec(
    id="expiring_lots",
    right=Right.VIEW_STOCK,
    scans=(Scan(POSITION),),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("product_name", dimension="product"),
        ListColumn("category", dimension="category"),
        ListColumn("branch", dimension="branch"),
        ListColumn("warehouse", dimension="warehouse"),
        ListColumn("batch", kind=ColumnKind.CODE, dimension="batch"),
        ListColumn("expiry", kind=ColumnKind.DATE),
        ListColumn("days_left", Unit.COUNT, is_computed=True),
        ListColumn("left_share", Unit.PERCENT, is_computed=True),
        ListColumn("band", value_texts="stock.expiry", is_computed=True),
        ListColumn("quantity", Unit.QUANTITY, metric="stock_quantity"),
        ListColumn("value", Unit.MONEY, metric="stock_value"),
        ListColumn("unsold", Unit.QUANTITY, is_computed=True),
        ListColumn("value_at_risk", Unit.MONEY, made_of=("value",), is_computed=True),
        ListColumn("shelf_life_days", Unit.COUNT, is_shown=False),
        ListColumn("outflow", Unit.QUANTITY, is_shown=False),
        ListColumn("outflow_days", Unit.COUNT, is_shown=False),
    ),
    sql=_SQL,
    order=("expiry", "product", "batch"),
    drill=(
        Drill("product", "stock_value"),
        Drill("product_name", "stock_value"),
        Drill("value", "stock_value", "product", ("batch",)),
    ),
    compute=_lots,
)
