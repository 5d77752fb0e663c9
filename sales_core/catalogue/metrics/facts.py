"""The facts of sales and targets. Stock, receivables and expenses declare theirs beside their metrics."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, RequiredRows, source
from sales_core.catalogue.metrics import target_cuts

_MEASURES = "quantity amount gross_amount return_amount return_quantity cost costed_amount lines"
_ORG = "country region branch rep"

SALES = Fact(
    id="sales",
    sources=(
        source("sales_day", "date", f"date month {_ORG} {_MEASURES}"),
        source(
            "sales_month_product", "month", f"month {_ORG} product category subcategory brand {_MEASURES}"
        ),
        source(
            "sales_month_customer", "month", f"month {_ORG} customer channel segment customer_class {_MEASURES}"
        ),
        source(
            "sales_day_customer", "date", f"date month {_ORG} customer channel segment customer_class {_MEASURES}"
        ),
        source(
            "sales_lines",
            "date",
            f"date month {_ORG} customer channel segment customer_class product category subcategory brand"
            f" warehouse promotion order_no is_return {_MEASURES}",
        ),
    ),
    dimensions=(
        "country", "region", "branch", "rep", "customer", "channel", "segment", "customer_class",
        "product", "category", "subcategory", "brand", "warehouse", "promotion",
    ),
    detail=("date", "order_no", "quantity", "amount", "cost"),
    has_month_column=True,
)  # fmt: skip

#: Lines of each customer's first-ever day of buying: who won the customer, with what.
FIRST_SALES = Fact(
    id="first_sales",
    sources=(
        source(
            "first_lines",
            "date",
            f"date month {_ORG} customer channel segment customer_class product category subcategory brand amount",
        ),
    ),
    dimensions=(
        "country", "region", "branch", "rep", "customer", "channel", "segment", "customer_class",
        "product", "category", "subcategory", "brand",
    ),
    detail=("date", "order_no", "quantity", "amount"),
    coverage_fact=SALES,
)  # fmt: skip

#: Stated targets and, per stated parent, what its children leave open; adds up at every level (see 20_targets.sql).
TARGETS = Fact(
    id="targets",
    sources=(
        source(
            "target_lines",
            "month",
            f"month measure family {_ORG} channel customer category product target has_children",
        ),
    ),
    dimensions=("country", "region", "branch", "rep", "channel", "customer", "category", "product"),
    detail=("month", "measure", "level", "target", "stated"),
    time=("month", "quarter", "year"),
    whole_months=True,
    row_condition=target_cuts.condition,
)

FACTS: tuple[Fact, ...] = (SALES, FIRST_SALES, TARGETS)

#: What has to be loaded for a figure of sales to be known.
AMOUNTS = RequiredRows("f.amount_stated IS NOT NULL")
QUANTITIES = RequiredRows("f.quantity IS NOT NULL")
COSTS = RequiredRows("f.cost IS NOT NULL")
ORDER_NUMBERS = RequiredRows("f.order_no <> ''")
BUYERS = RequiredRows("f.amount_stated IS NOT NULL AND f.customer <> ''")
