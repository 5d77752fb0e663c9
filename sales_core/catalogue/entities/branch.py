"""Branches and stores: the places of the sales organisation."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity, EntityAttribute

ENTITY = Entity(
    id="branch",
    code="branch",
    name="branch_name",
    order=4,
    master="branches",
    table="dim_branch",
    words=("分公司", "branch"),
    attributes=(EntityAttribute("country"), EntityAttribute("region", is_expected=True)),
)
