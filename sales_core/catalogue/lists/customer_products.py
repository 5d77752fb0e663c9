"""What a customer buys of what the others buy, what he pays for it, and what he does not buy.

Every product bought in the days of the question by anybody; the question narrows it to a channel, so that the others are
his. Prices are what was paid before returns / quantity; `paid_more` is what he paid beyond the price of the others, whose
price is theirs together, so that a large one weighs more. Without others there is no price to compare with.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_PRICE = "CASE WHEN {0}.quantity > 0 THEN CAST({0}.amount AS DOUBLE) / CAST({0}.quantity AS DOUBLE) END"
_OWN, _THEIRS = _PRICE.format("o"), _PRICE.format("t")
_SQL = f"""
WITH own AS (
    SELECT b.product, sum(b.gross_sales) AS amount, sum(b.gross_quantity) AS quantity
    FROM {{metrics:bought}} AS b
    WHERE b.customer = {{param:customer}} AND b.product <> '' AND b.gross_sales > 0 GROUP BY b.product
),
others AS (
    SELECT b.product, sum(b.gross_sales) AS amount, sum(b.gross_quantity) AS quantity, count(*) AS buyers
    FROM {{metrics:bought}} AS b
    WHERE b.customer NOT IN ('', {{param:customer}}) AND b.product <> '' AND b.gross_sales > 0 GROUP BY b.product
),
peers AS (
    SELECT count(DISTINCT b.customer) AS customers FROM {{metrics:bought}} AS b
    WHERE b.customer NOT IN ('', {{param:customer}}) AND b.gross_sales > 0
),
joined AS (
    SELECT coalesce(o.product, t.product) AS product, o.amount, o.quantity, t.buyers, p.customers,
        {_OWN} AS own_price, {_THEIRS} AS their_price
    FROM own AS o FULL OUTER JOIN others AS t ON t.product = o.product CROSS JOIN peers AS p
)
SELECT j.product, coalesce(nullif(k.name, ''), j.product) AS product_name, coalesce(k.category, '') AS category,
    CAST(coalesce(j.amount, 0) AS DECIMAL(18, 4)) AS bought,
    CAST(coalesce(j.buyers, 0) AS INTEGER) AS buyers,
    CAST(coalesce(j.buyers, 0) AS DOUBLE) / nullif(j.customers, 0) AS penetration,
    CAST(j.own_price AS DECIMAL(18, 4)) AS paid_price, CAST(j.their_price AS DECIMAL(18, 4)) AS others_price,
    j.own_price / nullif(j.their_price, 0) - 1 AS price_gap,
    CAST((j.own_price - j.their_price) * CAST(j.quantity AS DOUBLE) AS DECIMAL(18, 4)) AS paid_more
FROM joined AS j
LEFT JOIN {{entity:product}} AS k ON k.product = j.product
"""

LIST = ListSpec(
    id="customer_products",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(MetricScan("bought", ("gross_sales", "gross_quantity"), ("customer", "product")),),
    parameters=(ListParameter("customer", ""),),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("product_name", dimension="product"),
        ListColumn("category", dimension="category"),
        ListColumn("bought", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("buyers", Unit.COUNT),
        ListColumn("penetration", Unit.PERCENT),
        ListColumn("paid_price", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("others_price", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("price_gap", Unit.PERCENT, made_of=("net_sales",)),
        ListColumn("paid_more", Unit.MONEY, made_of=("net_sales",)),
    ),
    sql=_SQL,
    order=("-bought", "-penetration", "product"),
    drill=(Drill("product", "net_sales"),),
)
