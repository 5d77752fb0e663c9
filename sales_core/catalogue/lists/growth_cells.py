"""Sales now and in the same days of last year, split by old and new products and customers.

New: launched (or first sold), or first buying, after the days of last year. The two periods are summed apart: nothing
is lost by it, and joining them cell by cell would cost more than reading both.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, MetricScan, Scan
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH both_times AS (
    SELECT n.customer, n.product, CAST(n.net_sales AS DECIMAL(18, 4)) AS now, CAST(0 AS DECIMAL(18, 4)) AS earlier
    FROM {metrics:now} AS n
    UNION ALL
    SELECT e.customer, e.product, CAST(0 AS DECIMAL(18, 4)), CAST(e.net_sales AS DECIMAL(18, 4))
    FROM {metrics:earlier} AS e
),
products AS (
    SELECT s.product, coalesce(max(d.launched), min(s.month)) AS first_day
    FROM {scan:sales} AS s LEFT JOIN {entity:product} AS d ON d.product = s.product
    GROUP BY s.product
),
customers AS (SELECT f.customer, min(f.date) AS first_day FROM {scan:first_sales} AS f GROUP BY f.customer)
SELECT coalesce(p.first_day > {earlier_closes}, FALSE) AS new_product,
    coalesce(o.first_day > {earlier_closes}, FALSE) AS new_customer,
    coalesce(sum(c.now), 0) AS now, coalesce(sum(c.earlier), 0) AS earlier
FROM both_times AS c
LEFT JOIN products AS p ON p.product = c.product AND c.product <> ''
LEFT JOIN customers AS o ON o.customer = c.customer
GROUP BY 1, 2
"""

LIST = ListSpec(
    id="growth_cells",
    right=Right.VIEW_SALES,
    scans=(
        Scan(SALES, columns=("month", "product"), reference="when the company first sold a product; a day, no amount"),
        Scan(FIRST_SALES, reference="when a customer first bought of the company; a day, no amount"),
    ),
    metric_scans=(
        MetricScan("now", ("net_sales",), ("customer", "product")),
        MetricScan("earlier", ("net_sales",), ("customer", "product"), on_compared=Compare.LAST_YEAR),
    ),
    columns=(
        ListColumn("new_product", kind=ColumnKind.FLAG),
        ListColumn("new_customer", kind=ColumnKind.FLAG),
        ListColumn("now", Unit.MONEY),
        ListColumn("earlier", Unit.MONEY),
    ),
    sql=_SQL,
    order=("new_product", "new_customer"),
)
