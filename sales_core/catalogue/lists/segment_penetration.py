"""How many customers of each segment buy each product group, and what is missing to the segment's median.

A segment's customers are those who bought anything in the days of the question; what a customer bought counts in the
segment in which it was sold. The median is that of all of them, who bought nothing of the group counting as zero: where
fewer than half buy there is nothing that "others like him" buy, and no white space. White space of a customer is the
median minus his own, where he is below it. Source: formulas, "Penetration, white space".

Middle values are added, not averaged, so that only the last step rounds. Among the ordered customers those without the
group stand between the negative amounts and the positive ones: `position`.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: What customers may be divided by, and products.
SEGMENT_CUTS = ("channel", "customer_class", "segment")
GROUP_CUTS = ("category", "subcategory", "brand")

SPACE_SCANS = (
    MetricScan("bought", ("net_sales", "gross_sales"), ("customer",), by_parameters=("segment_by", "group_by")),
)
SPACE_PARAMETERS = (
    ListParameter("segment_by", SEGMENT_CUTS[0], {name: {"segment": f's."{name}"'} for name in SEGMENT_CUTS}),
    ListParameter("group_by", GROUP_CUTS[0], {name: {"group": f's."{name}"'} for name in GROUP_CUTS}),
)
#: CTEs up to `cells`, with `members` (who is in which segment) and `bought` (what of each group); read by `white_space`.
CELLS_SQL = """
bought AS (
    SELECT {sql:segment} AS segment, {sql:group} AS product_group, s.customer, s.net_sales AS amount,
        coalesce(s.gross_sales, 0) > 0 AS is_buyer
    FROM {metrics:bought} AS s WHERE s.customer <> '' AND {sql:segment} <> ''
),
members AS (SELECT segment, customer FROM bought WHERE is_buyer GROUP BY segment, customer),
sizes AS (SELECT segment, count(*) AS customers FROM members GROUP BY segment),
amounts AS (
    SELECT b.segment, b.product_group, b.customer, b.amount, b.is_buyer
    FROM bought AS b JOIN members AS m ON m.segment = b.segment AND m.customer = b.customer
    WHERE b.product_group <> ''
),
groups AS (SELECT product_group FROM amounts WHERE is_buyer GROUP BY product_group),
placed AS (
    SELECT a.segment, a.product_group, a.amount, a.is_buyer, z.customers,
        row_number() OVER (PARTITION BY a.segment, a.product_group ORDER BY a.amount)
        + CASE WHEN a.amount > 0 THEN z.customers - count(*) OVER (PARTITION BY a.segment, a.product_group)
            ELSE 0 END AS position
    FROM amounts AS a JOIN sizes AS z ON z.segment = a.segment
),
middles AS (
    SELECT segment, product_group, sum(CASE WHEN is_buyer THEN 1 ELSE 0 END) AS buyers,
        coalesce(sum(CASE WHEN 2 * position IN (customers, customers + 1) THEN amount END), 0)
        + coalesce(sum(CASE WHEN 2 * position IN (customers + 1, customers + 2) THEN amount END), 0) AS doubled
    FROM placed GROUP BY segment, product_group
),
cells AS (
    SELECT z.segment, g.product_group, z.customers, coalesce(m.buyers, 0) AS buyers,
        CAST(coalesce(m.doubled, 0) * 0.5 AS DECIMAL(18, 4)) AS peer_median
    FROM sizes AS z CROSS JOIN groups AS g
    LEFT JOIN middles AS m ON m.segment = z.segment AND m.product_group = g.product_group
),
missing AS (
    SELECT c.segment, c.product_group, m.customer, c.customers, c.buyers, c.peer_median,
        CAST(coalesce(a.amount, 0) AS DECIMAL(18, 4)) AS bought,
        CAST(c.peer_median - coalesce(a.amount, 0) AS DECIMAL(18, 4)) AS white_space
    FROM cells AS c
    JOIN members AS m ON m.segment = c.segment
    LEFT JOIN amounts AS a ON a.segment = c.segment AND a.product_group = c.product_group AND a.customer = m.customer
    WHERE c.peer_median > 0 AND coalesce(a.amount, 0) < c.peer_median
)
"""
_SQL = f"""
WITH {CELLS_SQL},
worth AS (
    SELECT segment, product_group, count(*) AS customers_below, sum(white_space) AS white_space
    FROM missing GROUP BY segment, product_group
)
SELECT c.segment, c.product_group, CAST(c.customers AS INTEGER) AS customers, CAST(c.buyers AS INTEGER) AS buyers,
    CAST(c.buyers AS DOUBLE) / c.customers AS penetration, c.peer_median,
    CAST(coalesce(w.customers_below, 0) AS INTEGER) AS customers_below,
    CAST(coalesce(w.white_space, 0) AS DECIMAL(18, 4)) AS white_space
FROM cells AS c
LEFT JOIN worth AS w ON w.segment = c.segment AND w.product_group = c.product_group
"""
#: Columns that name the cell; of both lists.
CELL_COLUMNS = (
    ListColumn("segment", kind=ColumnKind.CODE, dimension_parameter="segment_by"),
    ListColumn("product_group", kind=ColumnKind.CODE, dimension_parameter="group_by"),
)

LIST = ListSpec(
    id="segment_penetration",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=SPACE_SCANS,
    parameters=SPACE_PARAMETERS,
    columns=(
        *CELL_COLUMNS,
        ListColumn("customers", Unit.COUNT),
        ListColumn("buyers", Unit.COUNT),
        ListColumn("penetration", Unit.PERCENT),
        ListColumn("peer_median", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("customers_below", Unit.COUNT),
        ListColumn("white_space", Unit.MONEY, made_of=("net_sales",)),
    ),
    sql=_SQL,
    order=("-white_space", "segment", "product_group"),
)
