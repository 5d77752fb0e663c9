"""Kinds of things that rows mention."""

TEXTS: dict[str, str] = {
    "entity.rep.label": "Rep",
    "entity.customer.label": "Customer",
    "entity.product.label": "Product",
    "entity.branch.label": "Branch",
    "entity.outlet.label": "Outlet",
    "entity.warehouse.label": "Warehouse",
}
