"""Sales now and before, split by old and new products and customers.

The two periods are summed apart: nothing is lost by it, and joining them cell by cell would cost more than reading both.
"""

from __future__ import annotations

from sales_core.catalogue.derivation import Derivation, ReferenceScan
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES

_SQL = """
WITH both_times AS (
    SELECT n.customer, n.product, CAST(n.net_sales AS DECIMAL(18, 4)) AS now, CAST(0 AS DECIMAL(18, 4)) AS earlier
    FROM ({rows:now}) AS n
    UNION ALL
    SELECT e.customer, e.product, CAST(0 AS DECIMAL(18, 4)), CAST(e.net_sales AS DECIMAL(18, 4))
    FROM ({rows:earlier}) AS e
),
products AS (
    SELECT s.product, coalesce(max(d.launched), min(s.month)) AS first_day
    FROM {reference:sales} AS s LEFT JOIN {entity:product} AS d ON d.product = s.product
    GROUP BY s.product
),
customers AS (SELECT f.customer, min(f.date) AS first_day FROM {reference:first_sales} AS f GROUP BY f.customer)
SELECT coalesce(p.first_day > {param:since}, FALSE) AS new_product,
    coalesce(o.first_day > {param:since}, FALSE) AS new_customer,
    coalesce(sum(c.now), 0) AS now, coalesce(sum(c.earlier), 0) AS earlier
FROM both_times AS c
LEFT JOIN products AS p ON p.product = c.product AND c.product <> ''
LEFT JOIN customers AS o ON o.customer = c.customer
GROUP BY 1, 2
"""

DERIVATION = Derivation(
    "growth_cells",
    _SQL,
    ("new_product", "new_customer", "now", "earlier"),
    references=(
        ReferenceScan(SALES, ("month", "product"), "when the company first sold a product"),
        ReferenceScan(FIRST_SALES, ("date", "customer"), "when a customer first bought of the company"),
    ),
)
