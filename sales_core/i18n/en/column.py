"""Columns that several datasets carry under one name."""

TEXTS: dict[str, str] = {
    "column.country.label": "Country",
    "column.region.label": "Region",
    "column.branch.label": "Branch",
    "column.rep.label": "Rep code",
    "column.rep_name.label": "Sales rep",
    "column.customer.label": "Customer code",
    "column.customer_name.label": "Customer",
    "column.product.label": "Product code",
    "column.product_name.label": "Product",
    "column.category.label": "Category",
    "column.subcategory.label": "Sub-category",
    "column.brand.label": "Brand",
    "column.channel.label": "Channel",
    "column.segment.label": "Segment",
    "column.warehouse.label": "Warehouse",
    "column.currency.label": "Currency",
}
