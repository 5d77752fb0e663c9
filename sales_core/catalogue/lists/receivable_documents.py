"""Invoices and credit notes by number, open or closed."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec, Scan
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_IS_DOCUMENT = "f.kind IN ('invoice', 'credit_note')"
_SQL = f"""
SELECT f.document, f.customer, nullif(min(f.item_date), CAST('9999-12-31' AS DATE)) AS item_date,
    nullif(min(f.due), CAST('9999-12-31' AS DATE)) AS due,
    sum(CASE WHEN {_IS_DOCUMENT} THEN f.amount ELSE 0 END) AS amount, sum(f.amount) AS open
FROM {{scan:receivable_movements}} AS f
WHERE f.document <> '' AND ({{param:number}} = '' OR strpos(lower(f.document), lower({{param:number}})) > 0)
GROUP BY f.document, f.customer
HAVING count(CASE WHEN {_IS_DOCUMENT} THEN 1 END) > 0
"""

LIST = ListSpec(
    id="receivable_documents",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(MOVEMENTS),),
    columns=(
        ListColumn("item_date", kind=ColumnKind.DATE),
        ListColumn("document", kind=ColumnKind.CODE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("due", kind=ColumnKind.DATE),
        ListColumn("amount", Unit.MONEY),
        ListColumn("open", Unit.MONEY),
    ),
    sql=_SQL,
    order=("-item_date", "document", "customer"),
    parameters=(ListParameter("number", ""),),
    drill=(Drill("customer", "receivables_open"),),
    document="document",
)
