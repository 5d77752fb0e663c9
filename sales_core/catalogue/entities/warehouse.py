"""Warehouses: known by what stock and sales rows call them, without a master."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity

ENTITY = Entity(id="warehouse", code="warehouse", name="warehouse", order=5, words=("仓库", "warehouse"))
