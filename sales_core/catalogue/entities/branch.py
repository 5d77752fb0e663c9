"""Branches and stores: the places of the sales organisation."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity, EntityAttribute, EntityProfile

ENTITY = Entity(
    id="branch",
    code="branch",
    name="branch_name",
    order=4,
    master="branches",
    table="dim_branch",
    profile=EntityProfile(
        figures=(
            "net_sales",
            "achievement",
            "gap_to_pace",
            "margin",
            "expense_usage",
            "contribution",
            "branch_profit",
            "active_customers",
            "receivables_overdue",
        ),
        split="rep",
        lists=("expense_usage", "branch_accounts", "overdue_customers", "reorder_list", "expiring_lots"),
    ),
    words=("分公司", "branch"),
    attributes=(EntityAttribute("country"), EntityAttribute("region", is_expected=True)),
)
