"""Credit control: how much of his limit each customer uses."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.orders_facts import OPEN_ORDERS
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH owed AS (
    SELECT f.customer, sum(f.amount) AS balance,
        sum(CASE WHEN f.due < {closes} THEN f.amount ELSE 0 END) AS overdue,
        sum(CASE WHEN f.term_end < {closes} THEN f.amount ELSE 0 END) AS over_term
    FROM {scan:receivable_movements} AS f GROUP BY f.customer
),
ordered AS (SELECT o.customer, sum(o.amount) AS amount FROM {scan:open_orders} AS o GROUP BY o.customer)
SELECT w.customer, coalesce(k.name, w.customer) AS customer_name,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.rep, '') AS rep, coalesce(k.branch, '') AS branch,
    w.balance, w.overdue, w.over_term, CAST(coalesce(o.amount, 0) AS DECIMAL(18, 4)) AS open_orders,
    CASE WHEN k.credit_limit > 0 THEN k.credit_limit END AS credit_limit, k.term_days,
    (w.balance + CAST(coalesce(o.amount, 0) AS DECIMAL(18, 4))) / nullif(CAST(k.credit_limit AS DOUBLE PRECISION), 0)
        AS utilisation
FROM owed w
LEFT JOIN {entity:customer} k ON k.customer = w.customer
LEFT JOIN ordered o ON o.customer = w.customer
WHERE w.balance <> 0 OR o.amount > 0
"""

LIST = ListSpec(
    id="credit_lines",
    right=Right.VIEW_RECEIVABLES,
    scans=(
        Scan(MOVEMENTS),
        Scan(OPEN_ORDERS, reference="joined to customers whose receivables are in scope; orders name no region"),
    ),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("customer_class", dimension="customer_class"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
        ListColumn("balance", Unit.MONEY),
        ListColumn("overdue", Unit.MONEY),
        ListColumn("over_term", Unit.MONEY),
        ListColumn("open_orders", Unit.MONEY),
        ListColumn("credit_limit", Unit.MONEY),
        ListColumn("utilisation", Unit.PERCENT),
        ListColumn("term_days", Unit.DAYS),
    ),
    sql=_SQL,
    order=("-utilisation", "-balance", "customer"),
    drill=(Drill("customer", "receivables_open"), Drill("customer_name", "receivables_open")),
)
