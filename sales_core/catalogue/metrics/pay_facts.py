"""Where pay is worked out from: commission plans, who holds which post from when to when, and whom documents count for."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, source
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.receivables_facts import COLLECTIONS
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


def _credited(table: str, document: str, columns: str) -> str:
    """Rows of a table by whom they count for: who stands on them, or each who shares the document, placed by his post
    on the day. Place, rep, `sold_by` and `split_share` come first."""
    own = ", ".join(f"f.{name}" for name in columns.split())
    place = ", ".join(f"coalesce(p.{name}, '') AS {name}" for name in _PLACE)
    return (
        f"(SELECT {', '.join(f'f.{name}' for name in _PLACE)}, f.rep, f.rep AS sold_by,"
        f" CAST(1 AS DECIMAL(18, 6)) AS split_share, {own} FROM {table} AS f"
        f" WHERE coalesce(f.{document}, '') NOT IN (SELECT s.document FROM deal_splits AS s)"
        f" UNION ALL SELECT {place}, s.rep, f.rep AS sold_by, s.split_share, {own} FROM {table} AS f"
        f" JOIN deal_splits AS s ON s.document = f.{document} LEFT JOIN rep_postings AS p"
        " ON p.rep = s.rep AND f.date BETWEEN p.valid_from AND p.valid_to)"
    )


_PLACE = ("country", "region", "branch")
_LINEAGE = " upload_id sheet source_row source_col"
_SOLD = (
    "date month customer channel segment customer_class product category subcategory brand warehouse promotion"
    " order_no is_return amount amount_stated cost"
)
_RECEIVED = "date month customer channel segment customer_class document amount"
_CREDIT = "country region branch rep sold_by split_share "

#: Lines of sales by whom they count for, where documents are shared.
CREDITED_SALES = Fact(
    id="credited_sales",
    sources=(source(_credited("sales_lines", "order_no", _SOLD + _LINEAGE), "date", _CREDIT + _SOLD),),
    dimensions=SALES.dimensions,
    detail=("date", "order_no", "sold_by", "split_share", "amount", "cost"),
    coverage_fact=SALES,
    right=Right.VIEW_SALES,
)

#: Money received by whom it counts for, where documents are shared.
CREDITED_COLLECTIONS = Fact(
    id="credited_collections",
    sources=(source(_credited("collections", "document", _RECEIVED + _LINEAGE), "date", _CREDIT + _RECEIVED),),
    dimensions=COLLECTIONS.dimensions,
    detail=("date", "document", "sold_by", "split_share", "amount"),
    coverage_fact=COLLECTIONS,
    right=Right.VIEW_RECEIVABLES,
)

FACTS = (COMMISSION_PLANS, REP_POSTS, CREDITED_SALES, CREDITED_COLLECTIONS)
