"""A customer's account over a period: what he owed before it, then every document and receipt with the balance after."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH movements AS (SELECT f.* FROM {scan:receivable_movements} AS f),
lines AS (
    SELECT f.customer, {opens} AS day, 'opening' AS source, '' AS reference, CAST(NULL AS DATE) AS due,
        sum(f.amount) AS amount, CAST(NULL AS INTEGER) AS upload_id, '' AS sheet, CAST(NULL AS INTEGER) AS source_row,
        -1 AS place
    FROM movements f WHERE f.date < {opens} GROUP BY f.customer
    UNION ALL
    SELECT f.customer, f.date,
        CASE f.source WHEN 'credit' THEN 'credit_note' WHEN 'stated_undated' THEN 'stated' ELSE f.source END,
        f.reference, CASE WHEN f.source = 'invoice' THEN max(f.due) END, sum(f.amount),
        f.upload_id, f.sheet, f.source_row,
        CASE WHEN f.source = 'invoice' THEN 0 WHEN f.source LIKE 'credit%' THEN 1 ELSE 2 END
    FROM movements f WHERE f.date >= {opens}
    GROUP BY f.customer, f.date, f.source, f.reference, f.upload_id, f.sheet, f.source_row
)
SELECT l.customer, l.day, l.source, l.reference, l.due, greatest(l.amount, 0) AS debit, greatest(-l.amount, 0) AS credit,
    sum(l.amount) OVER account AS balance, row_number() OVER account AS line,
    l.upload_id, l.sheet, l.source_row
FROM lines l
WINDOW account AS (
    PARTITION BY l.customer ORDER BY l.day, l.place, l.reference, l.upload_id, l.source_row
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
"""

LIST = ListSpec(
    id="account_lines",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(MOVEMENTS),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("line", kind=ColumnKind.NUMBER, is_shown=False),
        ListColumn("day", kind=ColumnKind.DATE),
        ListColumn("source", value_texts="statement.source"),
        ListColumn("reference", kind=ColumnKind.CODE),
        ListColumn("due", kind=ColumnKind.DATE),
        ListColumn("debit", Unit.MONEY),
        ListColumn("credit", Unit.MONEY),
        ListColumn("balance", Unit.MONEY),
    ),
    sql=_SQL,
    order=("customer", "line"),
    has_lineage=True,
)
