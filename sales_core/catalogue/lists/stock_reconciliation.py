"""Does a distributor's stock report balance: opening + in − out = closing?"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.stock_facts import REPORTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Reports without any movement cannot be checked and are left out.
_SQL = """
WITH reported AS (
    SELECT f.holder, coalesce(k.name, f.holder) AS holder_name, f.product, f.date AS day,
        coalesce(sum(f.opening), 0) AS opening, coalesce(sum(f.inbound), 0) AS inbound,
        coalesce(sum(f.outbound), 0) AS outbound, coalesce(sum(f.quantity), 0) AS closing
    FROM {scan:distributor_reports} AS f LEFT JOIN {entity:holder} k ON k.customer = f.holder
    GROUP BY f.holder, k.name, f.product, f.date
    HAVING count(f.opening) > 0 OR count(f.inbound) > 0 OR count(f.outbound) > 0
)
SELECT r.holder, r.holder_name, r.product, r.day, r.opening, r.inbound, r.outbound, r.closing,
    r.closing - (r.opening + r.inbound - r.outbound) AS difference
FROM reported r
"""

LIST = ListSpec(
    id="stock_reconciliation",
    right=Right.VIEW_STOCK,
    scans=(Scan(REPORTS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("holder", kind=ColumnKind.CODE, dimension="holder"),
        ListColumn("holder_name", dimension="holder"),
        ListColumn("product", kind=ColumnKind.CODE, dimension="product"),
        ListColumn("day", kind=ColumnKind.DATE),
        ListColumn("opening", Unit.QUANTITY),
        ListColumn("inbound", Unit.QUANTITY),
        ListColumn("outbound", Unit.QUANTITY),
        ListColumn("closing", Unit.QUANTITY),
        ListColumn("difference", Unit.QUANTITY),
    ),
    sql=_SQL,
    order=("holder", "day", "product"),
    drill=(Drill("holder", "distributor_stock_quantity"),),
)
