"""Customers: who is sold to, who owes, who holds stock as a distributor."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity, EntityAttribute, EntityProfile

ENTITY = Entity(
    id="customer",
    code="customer",
    name="customer_name",
    order=2,
    master="customers",
    table="dim_customer",
    words=("客户", "customer"),
    parent="branch",
    profile=EntityProfile(
        figures=(
            "net_sales",
            "margin",
            "order_count",
            "return_rate",
            "receivables_open",
            "receivables_overdue",
            "visits_done",
        ),
        split="product",
        lists=("open_items", "sales_documents", "receivable_documents", "receipts_by_day", "visits"),
    ),
    attributes=(
        EntityAttribute("customer_class", is_expected=True),
        EntityAttribute("channel", is_expected=True),
        EntityAttribute("segment"),
        EntityAttribute("country"),
        EntityAttribute("region", is_expected=True),
        EntityAttribute("branch", is_expected=True),
        EntityAttribute("rep", is_expected=True),
        EntityAttribute("credit_limit", is_expected=True),
        EntityAttribute("term_days", is_expected=True),
        EntityAttribute("opened"),
        EntityAttribute("closed"),
        EntityAttribute("is_distributor"),
        EntityAttribute("city"),
    ),
    accepts_manual_rows=True,
    unknown_problem="W_NEW_CUSTOMER",
)
