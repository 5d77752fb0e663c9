"""Name, payment terms and credit limit of the customers whose receivables one may see."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="payment_terms",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(MOVEMENTS),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("term_days", Unit.DAYS),
        ListColumn("credit_limit", Unit.MONEY),
    ),
    sql="""
SELECT w.customer, coalesce(k.name, w.customer) AS customer_name, k.term_days,
    CASE WHEN k.credit_limit > 0 THEN k.credit_limit END AS credit_limit
FROM (SELECT DISTINCT f.customer FROM {scan:receivable_movements} AS f) AS w
LEFT JOIN {entity:customer} k ON k.customer = w.customer
""",
    order=("customer",),
    drill=(Drill("customer", "receivables_open"),),
)
