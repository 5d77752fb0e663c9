"""The dataset products: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.products.label": "Products",
    "dataset.products.purpose": "One row per product",
    "dataset.products.barcode.label": "Barcode",
    "dataset.products.spec.label": "Spec",
    "dataset.products.unit.label": "Unit",
    "dataset.products.list_price.label": "List price",
    "dataset.products.unit_cost.label": "Unit cost",
    "dataset.products.shelf_life_days.label": "Shelf life days",
    "dataset.products.launched.label": "Launched",
    "dataset.products.withdrawn.label": "Withdrawn",
    "dataset.products.lead_time_days.label": "Lead time days",
    "dataset.products.min_quantity.label": "Minimum",
    "dataset.products.case_size.label": "Pieces per case",
}
