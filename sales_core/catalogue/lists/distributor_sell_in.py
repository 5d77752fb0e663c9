"""What distributors bought of us, day by day: net, and gross of what they returned."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.facts import SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="distributor_sell_in",
    right=Right.VIEW_STOCK,
    scans=(Scan(SALES, time=TimeWindow.PERIOD, filter_names=(("holder", "customer"),)),),
    columns=(
        ListColumn("holder", kind=ColumnKind.CODE, dimension="holder"),
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("quantity", Unit.QUANTITY),
        ListColumn("gross", Unit.QUANTITY),
    ),
    sql="""
SELECT f.customer AS holder, f.date, sum(f.quantity) AS quantity, sum(greatest(f.quantity, 0)) AS gross
FROM {scan:sales} AS f GROUP BY f.customer, f.date
""",
    order=("holder", "date"),
    drill=(Drill("holder", "quantity", "customer"),),
)
