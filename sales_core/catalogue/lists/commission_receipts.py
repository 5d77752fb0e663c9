"""What counts for commission on collections in a period: receipts by rep, day, document and customer."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.receivables_facts import COLLECTIONS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="commission_receipts",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(COLLECTIONS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("document", kind=ColumnKind.CODE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_class", dimension="customer_class"),
        ListColumn("amount", Unit.MONEY),
    ),
    sql="""
SELECT f.rep, f.date, f.document, f.customer, f.customer_class, sum(f.amount) AS amount
FROM {scan:collections} AS f
WHERE f.rep <> ''
GROUP BY f.rep, f.date, f.document, f.customer, f.customer_class
""",
    order=("rep", "date", "document", "customer"),
    drill=(Drill("customer", "collections", within=("rep",)),),
)
