"""Products."""

from __future__ import annotations

from sales_core.catalogue.entity import Entity, EntityAttribute, EntityProfile

ENTITY = Entity(
    id="product",
    code="product",
    name="product_name",
    order=3,
    master="products",
    table="dim_product",
    profile=EntityProfile(
        figures=("net_sales", "quantity", "margin", "active_customers", "stock_value", "days_of_supply"),
        split="customer",
        lists=("reorder_list", "expiring_lots"),
    ),
    words=("产品", "商品", "product"),
    attributes=(
        EntityAttribute("category", is_expected=True),
        EntityAttribute("subcategory"),
        EntityAttribute("brand", is_expected=True),
        EntityAttribute("barcode"),
        EntityAttribute("spec"),
        EntityAttribute("unit", is_expected=True),
        EntityAttribute("list_price", is_expected=True),
        EntityAttribute("unit_cost", is_expected=True),
        EntityAttribute("shelf_life_days"),
        EntityAttribute("launched"),
        EntityAttribute("withdrawn"),
        EntityAttribute("lead_time_days"),
        EntityAttribute("min_quantity"),
    ),
    is_priced=True,
    accepts_manual_rows=True,
    unknown_problem="W_UNKNOWN_PRODUCT",
)
