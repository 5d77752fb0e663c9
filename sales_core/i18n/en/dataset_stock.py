"""The dataset stock: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.stock.label": "Stock",
    "dataset.stock.purpose": "Stock on a day, down to batch and expiry",
    "dataset.stock.date.label": "Stock date",
    "dataset.stock.date.help": "Asked once when the file has none",
    "dataset.stock.holder.label": "Holder",
    "dataset.stock.holder.help": "Empty = own stock, else the distributor's customer code",
    "dataset.stock.holder_name.label": "Distributor",
    "dataset.stock.batch.label": "Batch",
    "dataset.stock.received.label": "Received",
    "dataset.stock.made.label": "Made",
    "dataset.stock.expiry.label": "Expiry",
    "dataset.stock.quantity.label": "Quantity",
    "dataset.stock.unit_cost.label": "Unit cost",
    "dataset.stock.value.label": "Stock value",
    "dataset.stock.opening.label": "Opening",
    "dataset.stock.inbound.label": "In",
    "dataset.stock.outbound.label": "Out",
    "dataset.stock.min_quantity.label": "Minimum",
}
