"""Outlets: customers whose shelf is visited and scored."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity

ENTITY = Entity(id="outlet", code="customer", name="customer_name", order=6, kind_of="customer")
