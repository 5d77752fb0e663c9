"""What distributors sold on, month by month, by their own reports."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.stock_facts import REPORTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="distributor_sell_out",
    right=Right.VIEW_STOCK,
    scans=(Scan(REPORTS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("holder", kind=ColumnKind.CODE, dimension="holder"),
        ListColumn("month", kind=ColumnKind.DATE),
        ListColumn("quantity", Unit.QUANTITY),
    ),
    sql="""
SELECT f.holder, f.month, sum(f.outbound) AS quantity
FROM {scan:distributor_reports} AS f WHERE f.outbound IS NOT NULL GROUP BY f.holder, f.month
""",
    order=("holder", "month"),
    drill=(Drill("holder", "sell_out"),),
)
