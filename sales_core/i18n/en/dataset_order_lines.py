"""The dataset order_lines: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.order_lines.label": "Order lines",
    "dataset.order_lines.purpose": "One row per product on an order, undated",
    "dataset.order_lines.order_no.label": "Order no",
    "dataset.order_lines.line_no.label": "Line no",
    "dataset.order_lines.quantity.label": "Quantity",
    "dataset.order_lines.shipped.label": "Shipped",
    "dataset.order_lines.list_price.label": "List price",
    "dataset.order_lines.price.label": "Net price",
    "dataset.order_lines.unit_cost.label": "Unit cost",
}
