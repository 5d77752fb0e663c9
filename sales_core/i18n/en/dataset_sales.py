"""The dataset sales: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.sales.label": "Sales lines",
    "dataset.sales.purpose": "One row per product on an order or invoice",
    "dataset.sales.date.label": "Date",
    "dataset.sales.order_no.label": "Order no",
    "dataset.sales.line_no.label": "Line no",
    "dataset.sales.quantity.label": "Quantity",
    "dataset.sales.price.label": "Unit price",
    "dataset.sales.amount.label": "Amount",
    "dataset.sales.amount.help": "Net, returns negative; quantity × price when absent",
    "dataset.sales.list_price.label": "List price",
    "dataset.sales.discount.label": "Discount",
    "dataset.sales.unit_cost.label": "Unit cost",
    "dataset.sales.cost.label": "Cost",
    "dataset.sales.profit.label": "Profit",
    "dataset.sales.line_type.label": "Line type",
    "dataset.sales.promotion.label": "Promotion",
    "dataset.sales.exchange_rate.label": "Exchange rate",
    "dataset.sales.tax_rate.label": "Tax rate",
}
