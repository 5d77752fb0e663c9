"""What distributors hold on a day by their own reports, and what of it is near its expiry."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.stock_facts import HELD
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Near expiry: less than a third of the shelf life is left.
_SQL = """
SELECT f.holder, coalesce(k.name, f.holder) AS holder_name, sum(f.quantity) AS stock,
    coalesce(sum(f.value), 0) AS value, max(f.date) AS day,
    coalesce(sum(CASE WHEN f.quantity > 0 AND f.expiry IS NOT NULL
        AND 3 * (f.expiry - {closes}) < m.shelf_life_days THEN f.value END), 0) AS near_expiry
FROM {scan:distributor_stock} AS f
LEFT JOIN {entity:holder} k ON k.customer = f.holder
LEFT JOIN {entity:product} m ON m.product = f.product
GROUP BY f.holder, k.name
"""

LIST = ListSpec(
    id="distributor_stock",
    right=Right.VIEW_STOCK,
    scans=(Scan(HELD),),
    columns=(
        ListColumn("holder", kind=ColumnKind.CODE, dimension="holder"),
        ListColumn("holder_name", dimension="holder"),
        ListColumn("stock", Unit.QUANTITY),
        ListColumn("value", Unit.MONEY),
        ListColumn("day", kind=ColumnKind.DATE),
        ListColumn("near_expiry", Unit.MONEY, made_of=("value",)),
    ),
    sql=_SQL,
    order=("holder",),
    drill=(Drill("holder", "distributor_stock_value"), Drill("holder_name", "distributor_stock_value")),
)
