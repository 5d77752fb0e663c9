"""The facts of sales and targets. Stock, receivables and expenses declare theirs beside their metrics."""

from __future__ import annotations

from sales_core.catalogue.datasets.sales import DATASET
from sales_core.catalogue.metric import Fact, RequiredRows, rollup_sources, source
from sales_core.catalogue.metrics import target_cuts

_ORG = "country region branch rep"
_DIMENSIONS = (
    "country", "region", "branch", "rep", "customer", "channel", "segment", "customer_class",
    "product", "category", "subcategory", "brand", "warehouse", "promotion",
)  # fmt: skip

SALES = Fact(
    id="sales",
    sources=rollup_sources(DATASET.id, DATASET.rollups, (*_DIMENSIONS, "order_no", "is_return")),
    dimensions=_DIMENSIONS,
    detail=("date", "order_no", "quantity", "amount", "cost"),
    has_month_column=True,
)

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
