"""Which post each rep holds from when to when: of reps who belong to one's part in the days asked, or sold in it."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.pay_facts import REP_POSTS
from sales_core.kernel.terms import Right

LIST = ListSpec(
    id="rep_posts",
    right=Right.VIEW_SALES,
    scans=(
        Scan(REP_POSTS),
        Scan(SALES, time=TimeWindow.PERIOD, columns=("rep",)),
        Scan(REP_POSTS, id="every_post", reference="all posts of a rep one sees: their names and days, no amount"),
    ),
    columns=(
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("post"),
        ListColumn("valid_from", kind=ColumnKind.DATE),
        ListColumn("valid_to", kind=ColumnKind.DATE),
        ListColumn("is_own", kind=ColumnKind.FLAG),
        ListColumn("manager", kind=ColumnKind.CODE, dimension="rep"),
    ),
    sql="""
WITH own AS (SELECT DISTINCT o.rep FROM {scan:rep_posts} AS o WHERE o.valid_to >= {opens}),
sold AS (SELECT DISTINCT s.rep FROM {scan:sales} AS s)
SELECT f.rep, f.post, f.date AS valid_from, nullif(f.valid_to, CAST('9999-12-31' AS DATE)) AS valid_to,
    f.rep IN (SELECT o.rep FROM own AS o) AS is_own, f.manager
FROM {scan:every_post} AS f
WHERE f.rep IN (SELECT o.rep FROM own AS o) OR f.rep IN (SELECT s.rep FROM sold AS s)
""",
    order=("rep", "valid_from"),
    drill=(Drill("rep", "net_sales"),),
)
