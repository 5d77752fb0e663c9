"""Customers below their own normal: the closing month against the median of their comparable months before.

Months before a customer's first purchase do not count, later months without one count as zero; three are needed to
speak of a normal. Middle values are added, not averaged, so that they stay exact: `doubled` is twice the median.
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
listed AS (
    SELECT s.customer, list(s.net_sales_same_point) FILTER (s.month < t.month) AS past,
        coalesce(sum(CASE WHEN s.month = t.month THEN s.net_sales_same_point END), 0) AS actual,
        least({NORMAL_MONTHS}, datediff('month', min(s.month), t.month)) AS months
    FROM {{metrics:sold}} AS s CROSS JOIN this AS t
    WHERE s.customer <> '' AND s.net_sales_same_point IS NOT NULL
    GROUP BY s.customer, t.month
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
