"""Stock by remaining life: bands, and which batches to sell first (first expired, first out)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.analysis.visible import STOCK_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Viewer
from sales_core.warehouse.snapshot import Snapshot

#: By remaining share of shelf life, from the worst; texts are `stock.expiry.<id>`; near = near_expiry_value.
BANDS: tuple[str, ...] = (
    "expired",
    "near",
    "third_to_half",
    "half_to_two_thirds",
    "fresh",
    "no_shelf_life",
    "no_expiry",
)

_SQL = """
SELECT f.product, coalesce(m.name, f.product) AS product_name, f.category, f.branch, f.warehouse, f.batch,
    f.expiry, f.shelf_life_days, sum(f.quantity) AS quantity, sum(f.value) AS value, min(f.date) AS day,
    sum(f.outflow) AS outflow, max(f.outflow_days) AS outflow_days
FROM stock_position f
LEFT JOIN dim_product m ON m.product = f.product
WHERE f.date <= {at} AND f.until >= {at} AND f.quantity > 0 AND {visible}
GROUP BY f.product, m.name, f.category, f.branch, f.warehouse, f.batch, f.expiry, f.shelf_life_days
ORDER BY f.expiry NULLS LAST, f.product, f.batch
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch in one warehouse. `left_share` is days left ÷ shelf life.

    `unsold` is what will not be sold before it expires at the average pace, older batches of the product in
    the same warehouse going first; `value_at_risk` its cost. None where the pace is not known.
    """

    product: str
    product_name: str
    category: str
    branch: str
    warehouse: str
    batch: str
    expiry: date | None
    days_left: int | None
    left_share: float | None
    band: str
    quantity: Decimal
    value: Decimal
    unsold: float | None
    value_at_risk: Decimal | None


@dataclass(frozen=True, slots=True)
class Band:
    """Stock in one band of remaining life; all bands add up to positive stock."""

    band: str
    quantity: Decimal
    value: Decimal
    batches: int


def band_of(days_left: int | None, shelf_life_days: int | None) -> str:
    """The band of a batch; the border third belongs to the better band, as in near_expiry_value."""
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


def batches_by_expiry(
    snapshot: Snapshot, viewer: Viewer, at: date, *, filters: Sequence[Filter] = ()
) -> tuple[Batch, ...]:
    """Own batches in stock on `at`, the first to expire first; those without an expiry last."""
    where = visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, filters)
    sql = bind(_SQL, at, visible=where)
    rows = snapshot.rows(sql.text, sql.params)
    pace = _pace(rows)
    ahead: dict[tuple[str, str, str], float] = {}
    return tuple(_batch(row, at, pace, ahead) for row in rows)


def expiry_bands(batches: Iterable[Batch]) -> tuple[Band, ...]:
    """Sums per band, from the worst; bands without stock are there with zeros."""
    found: dict[str, list[Batch]] = {band: [] for band in BANDS}
    for batch in batches:
        found[batch.band].append(batch)
    return tuple(
        Band(
            band,
            sum((batch.quantity for batch in own), Decimal(0)),
            sum((batch.value for batch in own), Decimal(0)),
            len(own),
        )
        for band, own in found.items()
    )


def _place(row: dict[str, Any]) -> tuple[str, str, str]:
    return (row["product"], row["branch"], row["warehouse"])


def _pace(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str, str], float]:
    """Average units a day per product and warehouse; absent where no sales are loaded."""
    found: dict[tuple[str, str, str], float] = {}
    for row in rows:
        if row["outflow"] is not None and row["outflow_days"]:
            flow = max(0.0, float(row["outflow"])) / float(row["outflow_days"])
            found[_place(row)] = found.get(_place(row), 0.0) + flow
    return found


def _batch(
    row: dict[str, Any],
    at: date,
    pace: dict[tuple[str, str, str], float],
    ahead: dict[tuple[str, str, str], float],
) -> Batch:
    place, quantity, value = _place(row), Decimal(row["quantity"]), Decimal(row["value"] or 0)
    left = (row["expiry"] - at).days if row["expiry"] else None
    life = row["shelf_life_days"]
    unsold = None
    if left is not None and place in pace:
        # What this place can still sell before the batch expires, less what older batches will take of it.
        sellable = pace[place] * max(0, left + 1) - ahead.get(place, 0.0)
        unsold = min(float(quantity), max(0.0, float(quantity) - max(0.0, sellable)))
        ahead[place] = ahead.get(place, 0.0) + float(quantity) - unsold
    return Batch(
        product=row["product"],
        product_name=row["product_name"],
        category=row["category"],
        branch=row["branch"],
        warehouse=row["warehouse"],
        batch=row["batch"],
        expiry=row["expiry"],
        days_left=left,
        left_share=left / life if left is not None and life else None,
        band=band_of(left, life),
        quantity=quantity,
        value=value,
        unsold=unsold,
        value_at_risk=None if unsold is None else (value * Decimal(unsold) / quantity).quantize(Decimal("0.01")),
    )
