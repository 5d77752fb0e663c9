"""Where pay is worked out from: commission plans, and which post a rep holds from when to when."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, source
from sales_core.kernel.terms import Right

_PLAN = (
    "post", "basis", "mode", "plan_category", "plan_customer_class", "tier_start", "commission_rate",
    "accelerator_from", "accelerator", "pay_minimum", "pay_maximum", "team_share", "hold_back_rate", "hold_back_days", "claws_back",
)  # fmt: skip

COMMISSION_PLANS = Fact(
    id="commission_plans",
    sources=(source("commission_plans", "date", f"date {' '.join(_PLAN)}"),),
    dimensions=(),
    detail=("date", *_PLAN),
    right=Right.VIEW_PAY,
)

#: Postings are worked out of all rows of a rep in the master: they have no source row of their own.
_POSTINGS = (
    "(SELECT p.rep, p.country, p.region, p.branch, p.role AS post, p.valid_from AS date,"
    " CAST(date_trunc('month', p.valid_from) AS DATE) AS month,"
    " least(p.valid_to, coalesce(d.left_on, p.valid_to)) AS valid_to, coalesce(d.manager, '') AS manager,"
    " CAST(NULL AS INTEGER) AS upload_id, CAST(NULL AS VARCHAR) AS sheet, CAST(NULL AS INTEGER) AS source_row,"
    " CAST(NULL AS VARCHAR) AS source_col"
    " FROM rep_postings AS p LEFT JOIN dim_rep AS d ON d.rep = p.rep)"
)

REP_POSTS = Fact(
    id="rep_posts",
    sources=(source(_POSTINGS, "date", "date month rep country region branch post valid_to manager"),),
    dimensions=("country", "region", "branch", "rep"),
    detail=("date", "post", "valid_to", "manager"),
    right=Right.VIEW_SALES,
)

FACTS = (COMMISSION_PLANS, REP_POSTS)
