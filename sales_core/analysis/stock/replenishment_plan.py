"""What to reorder, what is missing, what is too much: one line per product, or per product and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sales_core.analysis.stock.policy import Policy, daily_sd, safety_stock
from sales_core.analysis.stock.replenishment_line import StockLine
from sales_core.analysis.visible import STOCK_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Viewer
from sales_core.semantic.sql import Sql
from sales_core.warehouse.snapshot import Snapshot

Place = Literal["product", "branch", "warehouse"]

_SQL = """
WITH position AS (
    SELECT f.product, {branch} AS branch, {warehouse} AS warehouse, max(f.category) AS category,
        max(f.counted) AS day,
        {own_pool} AS pool,
        sum(f.quantity) AS quantity, sum(f.value) AS value, sum(f.outflow) AS outflow,
        sum(f.excess_quantity) AS excess, sum(f.excess_value) AS excess_value,
        max(f.outflow_days) AS window_days, max(f.min_quantity) AS min_quantity, bool_or(f.active) AS active
    FROM stock_position f
    WHERE f.date <= {at} AND f.until >= {at} AND {visible}
    GROUP BY 1, 2, 3
),
newest AS (SELECT max(day) AS day FROM position),
pools AS (SELECT DISTINCT f.pool, f.branch FROM stock_position f WHERE f.date <= {at} AND f.until >= {at}),
warehouse_pools AS (SELECT DISTINCT pool, substr(pool, 11) AS warehouse FROM pools WHERE pool LIKE 'warehouse %'),
branches AS (SELECT DISTINCT branch FROM pools WHERE pool <> 'company' AND branch <> ''),
daily AS (
    SELECT f.product, f.date, {sold_pool} AS pool,
        sum(f.quantity) AS quantity, sum(f.amount) AS amount
    FROM sales f
    CROSS JOIN newest n
    LEFT JOIN warehouse_pools w ON w.warehouse = f.warehouse
    LEFT JOIN branches b ON b.branch = f.branch
    WHERE f.date <= n.day AND f.date > n.day - 90 AND {sold}
    GROUP BY 1, 2, 3
),
moved AS (
    SELECT product, pool, sum(quantity) AS sold, sum(amount) AS amount,
        sum(CAST(quantity AS DOUBLE) * CAST(quantity AS DOUBLE)) AS squares,
        max(CASE WHEN quantity > 0 THEN date END) AS last_sale
    FROM daily GROUP BY product, pool
)
SELECT p.product, coalesce(m.name, p.product) AS product_name, p.category,
    p.branch, p.warehouse, p.day, p.quantity, p.value, p.excess, p.excess_value,
    p.outflow, p.window_days, p.min_quantity, p.active, m.lead_time_days,
    d.sold, d.amount, d.squares, d.last_sale
FROM position p
LEFT JOIN moved d ON d.product = p.product AND d.pool = p.pool
LEFT JOIN dim_product m ON m.product = p.product
ORDER BY p.product, p.branch, p.warehouse
"""


@dataclass(frozen=True, slots=True)
class _Grain:
    """How stock and sales of one place meet: stock rows and sales lines with the same pool."""

    branch: str
    warehouse: str
    own_pool: str
    sold_pool: str


_GRAINS: dict[Place, _Grain] = {
    "product": _Grain("''", "''", "'all'", "'all'"),
    "branch": _Grain(
        "f.branch",
        "''",
        "CASE WHEN min(f.pool) = 'company' THEN 'company' ELSE 'branch ' || f.branch END",
        "CASE WHEN b.branch IS NOT NULL THEN 'branch ' || f.branch ELSE 'company' END",
    ),
    "warehouse": _Grain(
        "f.branch",
        "f.warehouse",
        "min(f.pool)",
        "coalesce(w.pool, CASE WHEN b.branch IS NOT NULL THEN 'branch ' || f.branch END, 'company')",
    ),
}


def stock_plan(
    snapshot: Snapshot,
    viewer: Viewer,
    at: date,
    *,
    place: Place = "product",
    policy: Policy | None = None,
    filters: Sequence[Filter] = (),
) -> tuple[StockLine, ...]:
    """Own stock on `at` (each warehouse's last snapshot) with demand, reorder point, shortage and excess.

    `place`: product = one line per product, all places together; branch, warehouse = per product and place.
    """
    grain = _GRAINS[place]
    # Sales seldom name a warehouse; the line's share of its pool's outflow narrows them instead.
    narrowing = [item for item in filters if item.dimension != "warehouse"]
    sql = bind(
        _SQL,
        at,
        visible=visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, filters),
        sold=visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, narrowing),
        branch=Sql(grain.branch),
        warehouse=Sql(grain.warehouse),
        own_pool=Sql(grain.own_pool),
        sold_pool=Sql(grain.sold_pool),
    )
    rules = policy or Policy()
    return tuple(_line(row, rules) for row in snapshot.rows(sql.text, sql.params))


def _line(row: dict[str, Any], policy: Policy) -> StockLine:
    quantity, value = Decimal(row["quantity"]), Decimal(row["value"] or 0)
    days = int(row["window_days"] or 0)
    known = row["outflow"] is not None and days > 0
    flow = max(0.0, float(row["outflow"])) / days if known else None
    spread = _spread(row, days) if known else None
    lead = int(row["lead_time_days"] or policy.lead_time_days)
    safety = order_at = None
    if flow is not None and spread is not None:
        safety = safety_stock(policy.z, flow, spread, lead, policy.lead_time_sd)
        order_at = max(flow * lead + safety, float(row["min_quantity"] or 0)) if flow > 0 else 0.0
    out_days, lost = _lost(row, quantity, days)
    return StockLine(
        product=row["product"],
        product_name=row["product_name"],
        category=row["category"],
        branch=row["branch"],
        warehouse=row["warehouse"],
        snapshot_day=row["day"],
        quantity=quantity,
        value=value,
        outflow=flow,
        outflow_sd=spread,
        window_days=days,
        lead_time_days=lead,
        lead_time_assumed=row["lead_time_days"] is None,
        min_quantity=row["min_quantity"],
        days_of_supply=float(quantity) / flow if flow else None,
        safety_stock=safety,
        reorder_point=order_at,
        shortage=max(0.0, order_at - float(quantity)) if order_at is not None and row["active"] else 0.0,
        excess=float(row["excess"] or 0),
        excess_value=Decimal(row["excess_value"] or 0),
        out_days=out_days,
        lost_sales=lost,
        active=bool(row["active"]),
    )


def _spread(row: dict[str, Any], days: int) -> float:
    sold = float(row["sold"] or 0)
    whole = daily_sd(float(row["squares"] or 0), sold, days)
    share = float(row["outflow"]) / sold if sold else 0.0
    return whole * min(1.0, max(0.0, share))


def _lost(row: dict[str, Any], quantity: Decimal, days: int) -> tuple[int, Decimal]:
    last, sold = row["last_sale"], row["sold"]
    if quantity > 0 or last is None or not row["active"] or not sold or sold <= 0:
        return 0, Decimal(0)
    out = (row["day"] - last).days
    selling_days = days - out
    if selling_days <= 0:
        return out, Decimal(0)
    share = Decimal(str(row["outflow"])) / Decimal(sold)
    return out, (Decimal(row["amount"]) * share * out / selling_days).quantize(Decimal("0.01"))
