"""What to reorder, what is missing, what is too much: one row per product, or per product and place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any, cast

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListContext, ListParameter, ListRow, ListSpec, Scan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.stock import EXCESS_DAYS
from sales_core.catalogue.metrics.stock_facts import POSITION
from sales_core.forecast.safety_stock import Policy, daily_sd, safety_stock
from sales_core.kernel.terms import Right
from sales_core.kernel.units import CENT, Unit

_SQL = """
WITH position AS (
    SELECT f.product, {sql:branch} AS branch, {sql:warehouse} AS warehouse, max(f.category) AS category,
        max(f.counted) AS day, {sql:own_pool} AS pool,
        sum(f.quantity) AS quantity, sum(f.value) AS value, sum(f.outflow) AS outflow,
        sum(f.excess_quantity) AS excess, sum(f.excess_value) AS excess_value,
        max(f.outflow_days) AS window_days, max(f.min_quantity) AS min_quantity, bool_or(f.active) AS active
    FROM {scan:stock} AS f
    GROUP BY 1, 2, 3
),
newest AS (SELECT max(day) AS day FROM position),
pools AS (SELECT DISTINCT f.pool, f.branch FROM {scan:every_place} AS f),
warehouse_pools AS (SELECT DISTINCT pool, substr(pool, 11) AS warehouse FROM pools WHERE pool LIKE 'warehouse %'),
branches AS (SELECT DISTINCT branch FROM pools WHERE pool <> 'company' AND branch <> ''),
daily AS (
    SELECT f.product, f.date, {sql:sold_pool} AS pool, sum(f.quantity) AS quantity, sum(f.amount) AS amount
    FROM {scan:sales} AS f
    CROSS JOIN newest n
    LEFT JOIN warehouse_pools w ON w.warehouse = f.warehouse
    LEFT JOIN branches b ON b.branch = f.branch
    WHERE f.date <= n.day AND f.date > n.day - 90
    GROUP BY 1, 2, 3
),
moved AS (
    SELECT product, pool, sum(quantity) AS sold, sum(amount) AS amount,
        sum(CAST(quantity AS DOUBLE PRECISION) * CAST(quantity AS DOUBLE PRECISION)) AS squares,
        max(CASE WHEN quantity > 0 THEN date END) AS last_sale
    FROM daily GROUP BY product, pool
)
SELECT p.product, coalesce(m.name, p.product) AS product_name, p.category,
    p.branch, p.warehouse, p.day AS snapshot_day, p.quantity, p.value, p.excess, p.excess_value,
    p.outflow AS sold_from_place, p.window_days, p.min_quantity, p.active, m.lead_time_days AS stated_lead_time,
    d.sold, d.amount, d.squares, d.last_sale
FROM position p
LEFT JOIN moved d ON d.product = p.product AND d.pool = p.pool
LEFT JOIN {entity:product} m ON m.product = p.product
"""

#: How stock and sales of one place meet: stock rows and sales lines with the same pool.
_PLACES = {
    "product": {"branch": "''", "warehouse": "''", "own_pool": "'all'", "sold_pool": "'all'"},
    "branch": {
        "branch": "f.branch",
        "warehouse": "''",
        "own_pool": "CASE WHEN min(f.pool) = 'company' THEN 'company' ELSE 'branch ' || f.branch END",
        "sold_pool": "CASE WHEN b.branch IS NOT NULL THEN 'branch ' || f.branch ELSE 'company' END",
    },
    "warehouse": {
        "branch": "f.branch",
        "warehouse": "f.warehouse",
        "own_pool": "min(f.pool)",
        "sold_pool": "coalesce(w.pool, CASE WHEN b.branch IS NOT NULL THEN 'branch ' || f.branch END, 'company')",
    },
}


def _lines(rows: Sequence[ListRow], context: ListContext) -> Sequence[ListRow]:
    given = cast("dict[str, Any]", context.parameters)
    policy = Policy(
        float(given["service_level"]), int(given["default_lead_time_days"]), float(given["lead_time_deviation"])
    )
    return list(map(partial(_line, policy=policy), cast("Sequence[dict[str, Any]]", rows)))


def _line(row: dict[str, Any], policy: Policy) -> ListRow:
    quantity, value = Decimal(row["quantity"]), Decimal(row["value"] or 0)
    days = int(row["window_days"] or 0)
    is_known = row["sold_from_place"] is not None and days > 0
    flow = max(0.0, float(row["sold_from_place"])) / days if is_known else None
    spread = _spread(row, days) if is_known else None
    lead = int(row["stated_lead_time"] or policy.lead_time_days)
    safety = order_at = None
    if flow is not None and spread is not None:
        safety = safety_stock(policy.z, flow, spread, lead, policy.lead_time_sd)
        order_at = max(flow * lead + safety, float(row["min_quantity"] or 0)) if flow > 0 else 0.0
    out_days, lost = _lost(row, quantity, days)
    made = row | {
        "value": value,
        "window_days": days,
        "outflow": flow,
        "outflow_sd": spread,
        "lead_time_days": lead,
        "lead_time_assumed": row["stated_lead_time"] is None,
        "days_of_supply": float(quantity) / flow if flow else None,
        "safety_stock": safety,
        "reorder_point": order_at,
        "shortage": max(0.0, order_at - float(quantity)) if order_at is not None and row["active"] else 0.0,
        "excess": float(row["excess"] or 0),
        "excess_value": Decimal(row["excess_value"] or 0),
        "out_days": out_days,
        "lost_sales": lost,
        "active": bool(row["active"]),
    }
    return made | {"state": _state(made)}


def _state(line: dict[str, Any]) -> str:
    """What to think of a line; no judgement on movement where no sales are loaded."""
    if line["quantity"] <= 0:
        return "out" if line["active"] and line["outflow"] else "empty"
    if line["outflow"] is None:
        return "healthy"
    if line["outflow"] == 0:
        return "no_movement"
    if line["shortage"] > 0:
        return "reorder"
    cover = line["days_of_supply"]
    return "excess" if cover is not None and cover > EXCESS_DAYS else "healthy"


def _spread(row: dict[str, Any], days: int) -> float:
    sold = float(row["sold"] or 0)
    whole = daily_sd(float(row["squares"] or 0), sold, days)
    share = float(row["sold_from_place"]) / sold if sold else 0.0
    return whole * min(1.0, max(0.0, share))


def _lost(row: dict[str, Any], quantity: Decimal, days: int) -> tuple[int, Decimal]:
    """Days since the last sale of what is out of stock, and the money it would have brought in them."""
    last, sold = row["last_sale"], row["sold"]
    if quantity > 0 or last is None or not row["active"] or not sold or sold <= 0:
        return 0, Decimal(0)
    out = (row["snapshot_day"] - last).days
    selling_days = days - out
    if selling_days <= 0:
        return out, Decimal(0)
    share = Decimal(str(row["sold_from_place"])) / Decimal(sold)
    return out, (Decimal(row["amount"]) * share * out / selling_days).quantize(CENT)


LIST = ListSpec(
    id="reorder_list",
    right=Right.VIEW_STOCK,
    scans=(
        Scan(POSITION),
        Scan(POSITION, id="every_place", reference="which branches and warehouses hold stock at all; never shown"),
        # Sales seldom name a warehouse; the line's share of its pool's outflow narrows them instead.
        Scan(SALES, ignored_filters=("warehouse",)),
    ),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("product_name", dimension="product"),
        ListColumn("category", dimension="category"),
        ListColumn("branch", dimension="branch"),
        ListColumn("warehouse", dimension="warehouse"),
        ListColumn("state", value_texts="stock.state", is_computed=True),
        ListColumn("snapshot_day", kind=ColumnKind.DATE),
        ListColumn("quantity", Unit.QUANTITY, metric="stock_quantity"),
        ListColumn("value", Unit.MONEY, metric="stock_value"),
        ListColumn("outflow", Unit.QUANTITY, is_computed=True),
        ListColumn("outflow_sd", Unit.QUANTITY, is_computed=True),
        ListColumn("window_days", Unit.COUNT),
        ListColumn("lead_time_days", Unit.COUNT, is_computed=True),
        ListColumn("lead_time_assumed", kind=ColumnKind.FLAG, is_computed=True),
        ListColumn("min_quantity", Unit.QUANTITY),
        ListColumn("days_of_supply", Unit.DAYS, metric="days_of_supply", is_computed=True),
        ListColumn("safety_stock", Unit.QUANTITY, is_computed=True),
        ListColumn("reorder_point", Unit.QUANTITY, is_whole=True, is_computed=True),
        ListColumn("shortage", Unit.QUANTITY, is_whole=True, is_computed=True),
        ListColumn("excess", Unit.QUANTITY),
        ListColumn("excess_value", Unit.MONEY, metric="excess_value"),
        ListColumn("out_days", Unit.COUNT, is_computed=True),
        ListColumn("lost_sales", Unit.MONEY, hides_zero=True, is_computed=True),
        ListColumn("active", kind=ColumnKind.FLAG),
        *(
            ListColumn(name, kind=ColumnKind.NUMBER, is_shown=False)
            for name in ("sold_from_place", "stated_lead_time", "sold", "amount", "squares")
        ),
        ListColumn("last_sale", kind=ColumnKind.DATE, is_shown=False),
    ),
    sql=_SQL,
    order=("product", "branch", "warehouse"),
    parameters=(
        ListParameter("place", "product", _PLACES),
        ListParameter("service_level", Policy().service_level),
        ListParameter("default_lead_time_days", Policy().lead_time_days),
        ListParameter("lead_time_deviation", Policy().lead_time_sd),
    ),
    drill=(
        Drill("product", "stock_value"),
        Drill("product_name", "stock_value"),
        Drill("days_of_supply", "days_of_supply", "product"),
        Drill("excess_value", "excess_value", "product"),
    ),
    compute=_lines,
)
