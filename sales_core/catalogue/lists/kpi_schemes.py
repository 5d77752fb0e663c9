"""The schemes of scorecards valid up to a day, one row a measure: of the posts of one's reps, and those for every post."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.pay_facts import REP_POSTS
from sales_core.catalogue.metrics.score_facts import KPI_SCHEMES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="kpi_schemes",
    right=Right.VIEW_SALES,
    scans=(
        Scan(REP_POSTS),
        Scan(SALES, columns=("rep",)),
        Scan(REP_POSTS, id="every_post", reference="all posts of a rep one sees: their names and days, no amount"),
        Scan(KPI_SCHEMES, reference="what a post is scored by: rules, nobody's figures"),
    ),
    columns=(
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("post"),
        ListColumn("kpi", value_texts="score.kpi"),
        ListColumn("weight", Unit.PERCENT),
        ListColumn("cap", Unit.PERCENT),
    ),
    sql="""
WITH own AS (SELECT DISTINCT o.rep FROM {scan:rep_posts} AS o),
held AS (SELECT DISTINCT lower(trim(e.post)) AS post FROM {scan:every_post} AS e JOIN own AS o ON o.rep = e.rep)
SELECT f.date, coalesce(f.post, '') AS post, f.kpi, f.weight, f.cap, f.upload_id, f.sheet, f.source_row
FROM {scan:kpi_schemes} AS f
WHERE lower(trim(coalesce(f.post, ''))) IN (SELECT h.post FROM held AS h)
    OR (coalesce(trim(f.post), '') = ''
        AND (EXISTS (SELECT 1 FROM own) OR EXISTS (SELECT s.rep FROM {scan:sales} AS s)))
""",
    order=("-date", "post", "kpi"),
    has_lineage=True,
)
