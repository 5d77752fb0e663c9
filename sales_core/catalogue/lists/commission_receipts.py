"""What counts for commission on collections in a period: receipts by rep, day, document and customer; of a
shared document each has a row with his share, and the amount of the whole."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.pay_facts import CREDITED_COLLECTIONS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="commission_receipts",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(CREDITED_COLLECTIONS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("document", kind=ColumnKind.CODE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_class", dimension="customer_class"),
        ListColumn("sold_by", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("split_share", Unit.PERCENT),
        ListColumn("amount", Unit.MONEY),
    ),
    sql="""
SELECT f.rep, f.date, f.document, f.customer, f.customer_class, f.sold_by, f.split_share,
    sum(f.amount) AS amount
FROM {scan:credited_collections} AS f
WHERE f.rep <> ''
GROUP BY f.rep, f.date, f.document, f.customer, f.customer_class, f.sold_by, f.split_share
""",
    order=("rep", "date", "document", "customer", "sold_by"),
    drill=(Drill("customer", "collections", within=("rep",)),),
)
