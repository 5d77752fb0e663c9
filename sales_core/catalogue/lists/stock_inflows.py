"""What came into stock month by month: the change of month-end stock plus what was sold."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.stock_facts import SNAPSHOTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH ends AS (
    SELECT f.product, f.month, max(f.date) AS day, sum(f.quantity) AS quantity
    FROM {scan:stock_snapshots} AS f WHERE f.month_last GROUP BY f.product, f.month
),
sold AS (
    SELECT f.product, f.month, sum(f.quantity) AS quantity FROM {scan:sales} AS f GROUP BY f.product, f.month
),
steps AS (
    SELECT e.product, e.month, e.day, e.quantity,
        lag(e.quantity) OVER (PARTITION BY e.product ORDER BY e.month) AS before
    FROM ends e
)
SELECT s.product, s.day, s.quantity - s.before + coalesce(d.quantity, 0) AS inflow
FROM steps s LEFT JOIN sold d ON d.product = s.product AND d.month = s.month
WHERE s.before IS NOT NULL
"""

LIST = ListSpec(
    id="stock_inflows",
    right=Right.VIEW_STOCK,
    # Sales seldom name a warehouse: its filter narrows the stock only.
    scans=(Scan(SNAPSHOTS), Scan(SALES, ignored_filters=("warehouse",))),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("day", kind=ColumnKind.DATE),
        ListColumn("inflow", Unit.QUANTITY),
    ),
    sql=_SQL,
    order=("product", "day"),
    drill=(Drill("product", "stock_quantity"),),
)
