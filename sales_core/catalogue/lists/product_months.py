"""Net sales and quantity by product and month over the thirteen months up to a day."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="product_months",
    right=Right.VIEW_SALES,
    scans=(Scan(SALES),),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("category", dimension="category"),
        ListColumn("month", kind=ColumnKind.DATE),
        ListColumn("amount", Unit.MONEY),
        ListColumn("quantity", Unit.QUANTITY),
    ),
    sql="""
SELECT f.product, max(f.category) AS category, f.month, sum(f.amount) AS amount, sum(f.quantity) AS quantity
FROM {scan:sales} AS f WHERE f.month > CAST({closes} - INTERVAL '13 months' AS DATE) GROUP BY f.product, f.month
""",
    order=("product", "month"),
    drill=(Drill("product", "net_sales"),),
)
