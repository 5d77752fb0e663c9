"""The commission plans valid up to a day, one row a tier: of the posts that one's reps hold, and those for every post."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.pay_facts import COMMISSION_PLANS, REP_POSTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="commission_plans",
    right=Right.VIEW_PAY,
    scans=(
        Scan(REP_POSTS),
        Scan(SALES, columns=("rep",)),
        Scan(REP_POSTS, id="every_post", reference="all posts of a rep one sees: their names and days, no amount"),
        Scan(COMMISSION_PLANS, reference="what a post is paid by: rules, nobody's amounts"),
    ),
    columns=(
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("post"),
        ListColumn("basis", value_texts="pay.basis"),
        ListColumn("mode", value_texts="pay.mode"),
        ListColumn("plan_category"),
        ListColumn("plan_customer_class"),
        ListColumn("tier_start", Unit.MONEY),
        ListColumn("commission_rate", Unit.PERCENT),
        ListColumn("accelerator_from", Unit.PERCENT),
        ListColumn("accelerator", Unit.QUANTITY),
        ListColumn("pay_minimum", Unit.MONEY),
        ListColumn("pay_maximum", Unit.MONEY),
        ListColumn("team_share", Unit.PERCENT),
        ListColumn("hold_back_rate", Unit.PERCENT),
        ListColumn("hold_back_days", Unit.COUNT),
        ListColumn("claws_back", kind=ColumnKind.FLAG),
    ),
    sql="""
WITH own AS (SELECT DISTINCT o.rep FROM {scan:rep_posts} AS o),
held AS (SELECT DISTINCT lower(trim(e.post)) AS post FROM {scan:every_post} AS e JOIN own AS o ON o.rep = e.rep)
SELECT f.date, coalesce(f.post, '') AS post, coalesce(nullif(f.basis, ''), 'sales') AS basis,
    coalesce(nullif(f.mode, ''), 'marginal') AS mode, coalesce(f.plan_category, '') AS plan_category,
    coalesce(f.plan_customer_class, '') AS plan_customer_class, f.tier_start, f.commission_rate,
    f.accelerator_from, f.accelerator, f.pay_minimum, f.pay_maximum, f.team_share, f.hold_back_rate, f.hold_back_days,
    coalesce(f.claws_back, TRUE) AS claws_back, f.upload_id, f.sheet, f.source_row
FROM {scan:commission_plans} AS f
WHERE lower(trim(coalesce(f.post, ''))) IN (SELECT h.post FROM held AS h)
    OR (coalesce(trim(f.post), '') = ''
        AND (EXISTS (SELECT 1 FROM own) OR EXISTS (SELECT s.rep FROM {scan:sales} AS s)))
""",
    order=("-date", "post", "plan_category", "plan_customer_class", "tier_start"),
    has_lineage=True,
)
