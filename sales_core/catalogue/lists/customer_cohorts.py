"""How many of the customers who first bought in one month bought in each later month, and for how much.

`age` 0 is the month of the first purchase. A customer belongs to one cohort of the whole company; whose rows one does
not see is in none. Customers of the first month that was ever loaded are left out: they may have bought before.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH firsts AS (
    SELECT f.customer, min(f.month) AS cohort FROM {scan:first_sales} AS f WHERE f.date <= {closes} GROUP BY f.customer
),
known AS (SELECT min(cohort) AS month FROM firsts),
months AS (
    SELECT f.customer, f.month, sum(f.amount) AS net_sales, sum(f.gross_amount) AS bought
    FROM {scan:sales} AS f WHERE f.customer <> '' GROUP BY f.customer, f.month
),
placed AS (
    SELECT o.cohort, m.customer, m.net_sales, m.bought,
        CAST(12 * (extract(YEAR FROM m.month) - extract(YEAR FROM o.cohort))
            + extract(MONTH FROM m.month) - extract(MONTH FROM o.cohort) AS INTEGER) AS age
    FROM months AS m JOIN firsts AS o ON o.customer = m.customer CROSS JOIN known AS k
    WHERE o.cohort > k.month AND o.cohort >= CAST(date_trunc('month', {opens}) AS DATE)
),
sizes AS (SELECT cohort, count(DISTINCT customer) AS size FROM placed GROUP BY cohort)
SELECT p.cohort, p.age, s.size, count(DISTINCT CASE WHEN p.bought > 0 THEN p.customer END) AS customers,
    CAST(count(DISTINCT CASE WHEN p.bought > 0 THEN p.customer END) AS DOUBLE) / s.size AS retention,
    CAST(sum(p.net_sales) AS DECIMAL(18, 4)) AS net_sales
FROM placed AS p JOIN sizes AS s ON s.cohort = p.cohort
GROUP BY p.cohort, p.age, s.size
"""

LIST = ListSpec(
    id="customer_cohorts",
    right=Right.VIEW_SALES,
    scans=(
        Scan(SALES, columns=("month", "customer", "amount", "gross_amount")),
        Scan(FIRST_SALES, reference="when a customer first bought of the company; a day, no amount"),
    ),
    columns=(
        ListColumn("cohort", kind=ColumnKind.DATE),
        ListColumn("age", Unit.COUNT),
        ListColumn("size", Unit.COUNT),
        ListColumn("customers", Unit.COUNT),
        ListColumn("retention", Unit.PERCENT),
        ListColumn("net_sales", Unit.MONEY),
    ),
    sql=_SQL,
    order=("cohort", "age"),
)
