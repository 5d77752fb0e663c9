"""Sales reps, with their postings."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity, EntityAttribute, EntityProfile, Validity

ENTITY = Entity(
    id="rep",
    code="rep",
    name="rep_name",
    order=1,
    master="reps",
    table="dim_rep",
    profile=EntityProfile(
        figures=(
            "net_sales",
            "achievement",
            "gap_to_pace",
            "margin",
            "active_customers",
            "receivables_overdue",
            "visits_done",
        ),
        split="customer",
        lists=("overdue_customers", "sales_documents", "open_items", "unvisited_customers", "visits"),
    ),
    words=("业务员", "rep"),
    parent="branch",
    attributes=(
        EntityAttribute("country", is_dated=True),
        EntityAttribute("region", is_dated=True, is_expected=True),
        EntityAttribute("branch", is_dated=True, is_expected=True),
        EntityAttribute("team", is_dated=True),
        EntityAttribute("role", is_dated=True),
        EntityAttribute("area_class", is_dated=True),
        EntityAttribute("manager"),
        EntityAttribute("hired"),
        EntityAttribute("left_on", "left"),
    ),
    validity=Validity(("valid_from", "hired"), "valid_to"),
    history_table="rep_postings",
    accepts_manual_rows=True,
    unknown_problem="E_UNKNOWN_REP",
    unknown_problem_in_masters="W_UNKNOWN_REP",
)
