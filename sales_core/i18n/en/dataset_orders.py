"""The dataset orders: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.orders.label": "Order headers",
    "dataset.orders.purpose": "One row per order; joins order lines by order number",
    "dataset.orders.unlocks": "customer, day and status of orders, which complete order lines",
    "dataset.orders.menu_yonyou": "Supply chain › Sales › Orders › Order list 销售订单列表",
    "dataset.orders.menu_kingdee": "Supply chain › Sales › Orders › Order list 销售订单列表 › Export 引出",
    "dataset.orders.menu_guanjiapo": "Sales › Order management 销售订单管理",
    "dataset.orders.menu_sap": "VA05 (list of sales orders)",
    "dataset.orders.menu_odoo": "Sales › Orders › Orders, Export",
    "dataset.orders.menu_shopify": "Orders › Export",
    "dataset.orders.order_no.label": "Order no",
    "dataset.orders.date.label": "Order date",
    "dataset.orders.delivery_date.label": "Delivery date",
    "dataset.orders.status.label": "Status",
}
