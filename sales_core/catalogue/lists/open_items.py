"""Open items: every document, over-payment and unapplied receipt not zero on a day, also one in the past.

The pattern of a list: its facts as `scans`, SQL over `{scan:…}` places (never a table name), columns with unit or kind,
order, right, parameters and drills. Nothing else has to be written but its texts: `list.open_items.label` and `.help`,
and `list_column.<id>.label` or `list.open_items.<id>.label` for each shown column. Analyses read its rows as values:
`reader.run_list(ListQuery("open_items", …))`.
"""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec, Scan
from sales_core.catalogue.metrics.receivable_buckets import AGE_BUCKETS, bucket_case
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: The day `{scan:…}` leaves open: `closed` is the day an item came to nothing, far ahead while it has not.
_OPEN = "f.closed > {closes}"
_IS_CASH = "f.kind IN ('over_payment', 'unapplied')"
_LATE = "({closes} - i.due)"
_AGE = "({closes} - i.dated)"
_YOUNG = f"CASE WHEN {_AGE} BETWEEN 0 AND 30 THEN '0_30' ELSE 'none' END"

#: Most items are closed; they are dropped before anything else is worked out of them.
OPEN_ITEMS_SQL = f"""
WITH movements AS (SELECT f.* FROM {{scan:receivable_movements}} AS f WHERE {_OPEN}),
open_ones AS (
    SELECT f.document, f.instalment, {_IS_CASH} AS is_cash
    FROM movements f
    GROUP BY f.document, f.instalment, {_IS_CASH}
    HAVING abs(sum(f.amount)) >= {{param:smallest}}
),
items AS (
    SELECT f.document, f.instalment, min(f.customer) AS customer, min(coalesce(k.name, f.customer)) AS customer_name,
        min(f.rep) AS rep, min(f.region) AS region, min(f.branch) AS branch,
        nullif(min(f.item_date), CAST('9999-12-31' AS DATE)) AS dated,
        nullif(min(f.due), CAST('9999-12-31' AS DATE)) AS due,
        coalesce(min(CASE WHEN {_IS_CASH} THEN f.kind END),
            max(CASE WHEN f.kind IN ('invoice', 'credit_note') THEN f.kind END), 'prepayment') AS kind,
        sum(CASE WHEN f.kind IN ('invoice', 'credit_note') THEN f.amount ELSE 0 END) AS amount,
        -sum(CASE WHEN f.kind IN ('receipt', 'stated', 'stated_undated') THEN f.amount ELSE 0 END) AS paid,
        -sum(CASE WHEN f.kind = 'credit' THEN f.amount ELSE 0 END) AS credited,
        sum(f.amount) AS open, min(f.date) AS first_day,
        coalesce(min(f.upload_id) FILTER (WHERE f.reference = f.document), min(f.upload_id)) AS upload_id,
        coalesce(min(f.sheet) FILTER (WHERE f.reference = f.document), min(f.sheet)) AS sheet,
        coalesce(min(f.source_row) FILTER (WHERE f.reference = f.document), min(f.source_row)) AS source_row
    FROM movements f
    JOIN open_ones o ON o.document = f.document AND o.instalment = f.instalment AND o.is_cash = ({_IS_CASH})
    LEFT JOIN {{entity:customer}} k ON k.customer = f.customer
    GROUP BY f.document, f.instalment, CASE WHEN {_IS_CASH} THEN f.kind ELSE '' END
)
SELECT i.document, i.instalment, i.kind, i.customer, i.customer_name, i.rep, i.region, i.branch,
    CASE WHEN i.instalment = '' THEN i.document ELSE i.document || '/' || i.instalment END AS item,
    coalesce(i.dated, i.first_day) AS item_date, i.due, i.amount, i.paid, i.credited, i.paid + i.credited AS settled,
    i.open,
    greatest(0, coalesce({_LATE}, 0)) AS days_overdue,
    greatest(0, {{closes}} - coalesce(i.dated, i.first_day)) AS age,
    {bucket_case(_LATE, "'not_due'")} AS bucket, {bucket_case(_AGE, _YOUNG, AGE_BUCKETS[1:])} AS age_bucket,
    i.upload_id, i.sheet, i.source_row
FROM items i
"""

LIST = ListSpec(
    id="open_items",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(MOVEMENTS),),
    columns=(
        ListColumn("document", kind=ColumnKind.CODE),
        ListColumn("instalment", kind=ColumnKind.CODE),
        ListColumn("item", kind=ColumnKind.CODE),
        ListColumn("kind", value_texts="receivables.item"),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("region", dimension="region"),
        ListColumn("branch", dimension="branch"),
        ListColumn("item_date", kind=ColumnKind.DATE),
        ListColumn("due", kind=ColumnKind.DATE),
        ListColumn("amount", Unit.MONEY),
        ListColumn("paid", Unit.MONEY),
        ListColumn("credited", Unit.MONEY),
        ListColumn("settled", Unit.MONEY),
        ListColumn("open", Unit.MONEY),
        ListColumn("days_overdue", Unit.COUNT, hides_zero=True),
        ListColumn("age", Unit.COUNT),
        ListColumn("bucket", value_texts="receivables.bucket"),
        ListColumn("age_bucket", value_texts="receivables.bucket"),
    ),
    sql=OPEN_ITEMS_SQL,
    order=("due", "document", "instalment"),
    parameters=(ListParameter("smallest", Decimal("0.01")),),
    drill=(Drill("customer", "receivables_open"), Drill("customer_name", "receivables_open")),
    has_lineage=True,
)
