"""Sales by document: one row an order or invoice number of a customer."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.facts import SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
SELECT f.order_no, f.customer, min(f.date) AS date, min(f.rep) AS rep, count(*) AS line_count, sum(f.amount) AS amount
FROM {scan:sales} AS f
WHERE f.order_no <> '' AND ({param:number} = '' OR strpos(lower(f.order_no), lower({param:number})) > 0)
GROUP BY f.order_no, f.customer
"""

LIST = ListSpec(
    id="sales_documents",
    right=Right.VIEW_SALES,
    scans=(Scan(SALES, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("order_no", kind=ColumnKind.CODE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("line_count", Unit.COUNT, metric="line_count"),
        ListColumn("amount", Unit.MONEY),
    ),
    sql=_SQL,
    order=("-date", "order_no", "customer"),
    parameters=(ListParameter("number", ""),),
    drill=(Drill("customer", "net_sales"),),
    document="order_no",
)
