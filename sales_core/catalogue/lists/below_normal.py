"""Customers below their own normal: the closing month against the median of their comparable months before.

Months before a customer's first purchase do not count, later months without one count as zero; three are needed to
speak of a normal. Middle values are added, not averaged, so that they stay exact: `doubled` is twice the median.
Among the ordered months those without a purchase stand between the negative and the positive ones: `position`.
`enough`: how many of all such customers close the gap together, the same in every row; NULL when all do not.
"""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Months before the closing one that make the normal.
NORMAL_MONTHS = 12

_SQL = f"""
WITH this AS (SELECT CAST(date_trunc('month', {{closes}}) AS DATE) AS month),
sold AS (
    SELECT s.customer, s.net_sales_same_point AS amount,
        CAST(12 * (extract(YEAR FROM t.month) - extract(YEAR FROM s.month))
            + extract(MONTH FROM t.month) - extract(MONTH FROM s.month) AS INTEGER) AS ago
    FROM {{metrics:sold}} AS s CROSS JOIN this AS t
    WHERE s.customer <> '' AND s.net_sales_same_point IS NOT NULL
),
customers AS (
    SELECT customer, coalesce(sum(CASE WHEN ago = 0 THEN amount END), 0) AS actual,
        least({NORMAL_MONTHS}, max(ago)) AS months,
        sum(CASE WHEN ago BETWEEN 1 AND {NORMAL_MONTHS} THEN 1 ELSE 0 END) AS bought
    FROM sold GROUP BY customer HAVING max(ago) >= 3
),
ordered AS (
    SELECT s.customer, s.amount, row_number() OVER (PARTITION BY s.customer ORDER BY s.amount)
        + CASE WHEN s.amount > 0 THEN c.months - c.bought ELSE 0 END AS position
    FROM sold AS s JOIN customers AS c ON c.customer = s.customer WHERE s.ago BETWEEN 1 AND {NORMAL_MONTHS}
),
normal AS (
    SELECT c.customer, c.actual, c.months,
        coalesce(sum(CASE WHEN 2 * o.position IN (c.months, c.months + 1) THEN o.amount END), 0)
        + coalesce(sum(CASE WHEN 2 * o.position IN (c.months + 1, c.months + 2) THEN o.amount END), 0) AS doubled
    FROM customers AS c JOIN ordered AS o ON o.customer = c.customer GROUP BY c.customer, c.actual, c.months
),
ranked AS (
    SELECT *, sum(doubled - 2 * actual) OVER (ORDER BY doubled - 2 * actual DESC, customer) AS closed,
        row_number() OVER (ORDER BY doubled - 2 * actual DESC, customer) AS place
    FROM normal WHERE doubled > 0 AND doubled > 2 * actual
)
SELECT place, customer, CAST(actual AS DECIMAL(18, 4)) AS actual, doubled, months,
    (SELECT min(place) FROM ranked WHERE closed >= 2 * CAST({{param:gap}} AS DECIMAL(38, 4))) AS enough
FROM ranked
"""

LIST = ListSpec(
    id="below_normal",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(MetricScan("sold", ("net_sales_same_point",), ("customer", "month")),),
    columns=(
        ListColumn("place", Unit.COUNT),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("actual", Unit.MONEY),
        ListColumn("doubled", Unit.MONEY, is_shown=False),
        ListColumn("months", Unit.COUNT),
        ListColumn("enough", Unit.COUNT),
    ),
    sql=_SQL,
    order=("place",),
    parameters=(ListParameter("gap", Decimal(0)),),
    drill=(Drill("customer", "net_sales"),),
)
