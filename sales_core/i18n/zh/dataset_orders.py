"""The dataset orders: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.orders.label": "订单表头",
    "dataset.orders.purpose": "每行一张订单；与订单明细按订单号相连",
    "dataset.orders.unlocks": "订单的客户、日期与状态，用来补全订单明细",
    "dataset.orders.menu_yonyou": "供应链 › 销售管理 › 销售订货 › 销售订单列表",
    "dataset.orders.menu_kingdee": "供应链 › 销售管理 › 订单处理 › 销售订单列表 › 引出",
    "dataset.orders.menu_guanjiapo": "销售管理 › 销售订单管理",
    "dataset.orders.menu_sap": "VA05（销售订单清单）",
    "dataset.orders.menu_odoo": "销售 › 订单 › 订单，导出",
    "dataset.orders.menu_shopify": "订单 › 导出",
    "dataset.orders.order_no.label": "订单号",
    "dataset.orders.date.label": "订单日期",
    "dataset.orders.delivery_date.label": "交货日期",
    "dataset.orders.status.label": "状态",
}
