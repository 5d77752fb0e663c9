"""How many reps each branch has on the last day, and what it sells for its share of them.

Head yield = share of net sales / share of reps, over the branches that have both; 1 = average, above it a branch has few
reps for what it sells. A rep counts where his post is on the last day. Source: formulas, "Resource yield".
"""

from __future__ import annotations

from sales_core.catalogue.list import Drill, ListColumn, ListSpec, MetricScan, Scan
from sales_core.catalogue.metrics.pay_facts import REP_POSTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH heads AS (
    SELECT f.branch, count(DISTINCT f.rep) AS heads FROM {scan:rep_posts} AS f
    WHERE f.branch <> '' AND f.valid_to >= {closes} GROUP BY f.branch
),
both_known AS (
    SELECT h.branch, CAST(h.heads AS INTEGER) AS heads, s.net_sales,
        CAST(h.heads AS DOUBLE) / sum(h.heads) OVER () AS head_share,
        CAST(s.net_sales AS DOUBLE) / nullif(CAST(sum(s.net_sales) OVER () AS DOUBLE), 0) AS share
    FROM heads AS h JOIN {metrics:sold} AS s ON s.branch = h.branch
    WHERE s.net_sales IS NOT NULL
)
SELECT branch, heads, head_share, net_sales, share, share / head_share AS head_yield,
    CAST(net_sales / heads AS DECIMAL(18, 4)) AS sales_per_head
FROM both_known
"""

LIST = ListSpec(
    id="branch_heads",
    right=Right.VIEW_SALES,
    scans=(Scan(REP_POSTS),),
    metric_scans=(MetricScan("sold", ("net_sales",), ("branch",)),),
    columns=(
        ListColumn("branch", dimension="branch"),
        ListColumn("heads", Unit.COUNT),
        ListColumn("head_share", Unit.PERCENT),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("share", Unit.PERCENT, made_of=("net_sales",)),
        ListColumn("head_yield", Unit.RATIO, made_of=("net_sales",)),
        ListColumn("sales_per_head", Unit.MONEY, made_of=("net_sales",)),
    ),
    sql=_SQL,
    order=("-head_yield", "branch"),
    drill=(Drill("net_sales", "net_sales", "branch"),),
)
