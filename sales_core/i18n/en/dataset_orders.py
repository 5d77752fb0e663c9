"""The dataset orders: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.orders.label": "Order headers",
    "dataset.orders.purpose": "One row per order; joins order lines by order number",
    "dataset.orders.order_no.label": "Order no",
    "dataset.orders.date.label": "Order date",
    "dataset.orders.delivery_date.label": "Delivery date",
    "dataset.orders.status.label": "Status",
}
