"""Receipts of a period by customer, document ('' where a receipt names none) and day."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.receivables_facts import COLLECTIONS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="receipts_by_day",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(COLLECTIONS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("document", kind=ColumnKind.CODE),
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("amount", Unit.MONEY),
    ),
    sql="""
SELECT f.customer, f.document, f.date, sum(f.amount) AS amount
FROM {scan:collections} AS f GROUP BY f.customer, f.document, f.date
""",
    order=("date", "customer", "document"),
    drill=(Drill("customer", "collections"),),
)
