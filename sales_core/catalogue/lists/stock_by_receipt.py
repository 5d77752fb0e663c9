"""Own stock on a day by product and by the day it was received (else made)."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.stock_facts import POSITION
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="stock_by_receipt",
    right=Right.VIEW_STOCK,
    scans=(Scan(POSITION),),
    columns=(
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("since", kind=ColumnKind.DATE),
        ListColumn("quantity", Unit.QUANTITY),
        ListColumn("value", Unit.MONEY),
    ),
    sql="""
SELECT f.product, coalesce(f.received, f.made) AS since, sum(f.quantity) AS quantity, sum(f.value) AS value
FROM {scan:stock} AS f WHERE f.quantity <> 0 GROUP BY f.product, coalesce(f.received, f.made)
""",
    order=("product", "since"),
    drill=(Drill("product", "stock_value"),),
)
