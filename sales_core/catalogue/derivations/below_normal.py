"""Customers below their own normal: this month against the median of their comparable months before.

Months before a customer's first purchase do not count, later months without one count as zero; three are needed to
speak of a normal. Middle values are added, not averaged, so that they stay exact: `doubled` is twice the median.
Every row carries how many of all such customers close the gap together (`enough`, NULL when all do not).
"""

from __future__ import annotations

from sales_core.catalogue.derivation import Derivation

_SQL = """
WITH listed AS (
    SELECT customer, list(net_sales_same_point) FILTER (month < {param:now}) AS past,
        coalesce(sum(CASE WHEN month = {param:now} THEN net_sales_same_point END), 0) AS actual,
        least({param:months}, datediff('month', min(month), {param:now})) AS months
    FROM ({rows:sold}) AS s WHERE customer <> '' AND net_sales_same_point IS NOT NULL GROUP BY customer
),
ordered AS (
    SELECT customer, actual, months, list_sort(list_resize(past, months, 0)) AS past
    FROM listed WHERE months >= 3
),
normal AS (
    SELECT customer, actual, months, past[(months + 1) // 2] + past[months // 2 + 1] AS doubled FROM ordered
),
ranked AS (
    SELECT *, sum(doubled - 2 * actual) OVER (ORDER BY doubled - 2 * actual DESC, customer) AS closed,
        row_number() OVER (ORDER BY doubled - 2 * actual DESC, customer) AS place
    FROM normal WHERE doubled > 0 AND doubled > 2 * actual
)
SELECT customer, CAST(actual AS DECIMAL(18, 4)) AS actual, doubled, months,
    (SELECT min(place) FROM ranked WHERE closed >= 2 * CAST({param:gap} AS DECIMAL(38, 4))) AS enough
FROM ranked ORDER BY place LIMIT {param:limit}
"""

DERIVATION = Derivation("below_normal", _SQL, ("customer", "actual", "doubled", "months", "enough"))
