"""The dataset order_lines: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.order_lines.label": "Order lines",
    "dataset.order_lines.purpose": "One row per product on an order, undated",
    "dataset.order_lines.unlocks": "products, quantities and amounts on orders; sales once joined to orders by number",
    "dataset.order_lines.menu_guanjiapo": "Sales › Sales reports › Order detail 销售订单明细查询",
    "dataset.order_lines.menu_sap": "SE16N on table VBAP",
    "dataset.order_lines.menu_odoo": "Sales › Orders › Orders, Export with “Order Lines”",
    "dataset.order_lines.order_no.label": "Order no",
    "dataset.order_lines.line_no.label": "Line no",
    "dataset.order_lines.quantity.label": "Quantity",
    "dataset.order_lines.shipped.label": "Shipped",
    "dataset.order_lines.list_price.label": "List price",
    "dataset.order_lines.price.label": "Net price",
    "dataset.order_lines.unit_cost.label": "Unit cost",
}
