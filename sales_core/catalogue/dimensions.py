"""Every dimension a figure can be split by, with where its names come from."""

from __future__ import annotations

from sales_core.catalogue.metric import Dimension

#: From the finest to the coarsest; values are the first day of the span (DATE).
TIME_GRAINS: tuple[str, ...] = ("date", "week", "month", "quarter", "year")

#: What every row about a customer can be split by.
CUSTOMER_DIMENSIONS: tuple[str, ...] = (
    "country", "region", "branch", "rep", "customer", "channel", "segment", "customer_class",
)  # fmt: skip

#: How a company is divided, from the whole down: each lies inside the one before it.
ORGANISATION: tuple[str, ...] = ("region", "branch", "rep")

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("date", is_time=True),
    Dimension("week", is_time=True),
    Dimension("month", is_time=True),
    Dimension("quarter", is_time=True),
    Dimension("year", is_time=True),
    Dimension("country"),
    Dimension("region"),
    Dimension("branch", "dim_branch", "name"),
    Dimension("rep", "dim_rep", "name", has_peers=True),
    Dimension("customer", "dim_customer", "name"),
    Dimension("channel"),
    Dimension("segment"),
    Dimension("customer_class"),
    Dimension("product", "dim_product", "name"),
    Dimension("category"),
    Dimension("subcategory"),
    Dimension("brand"),
    Dimension("warehouse"),
    Dimension("promotion"),
    Dimension("holder", "dim_customer", "name"),
    Dimension("batch"),
    Dimension("document_type"),
    Dimension("method"),
    Dimension("currency"),
    Dimension("type"),
    Dimension("owner"),
)
