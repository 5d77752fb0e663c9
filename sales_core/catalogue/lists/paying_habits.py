"""How late customers pay: median days between due date and payment over the year up to a day."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.receivables_facts import SETTLEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: The row without a customer is of all of them together. Negative days = paid early.
_SQL = """
SELECT f.customer, count(*) AS documents, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.days_late) AS days
FROM {scan:receivable_settlements} AS f
GROUP BY GROUPING SETS ((f.customer), ())
"""

LIST = ListSpec(
    id="paying_habits",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(SETTLEMENTS, time=TimeWindow.TRAILING, days=365),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("documents", Unit.COUNT),
        ListColumn("days", Unit.DAYS),
    ),
    sql=_SQL,
    order=("-days", "customer"),
)
