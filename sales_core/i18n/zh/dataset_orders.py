"""The dataset orders: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.orders.label": "订单表头",
    "dataset.orders.purpose": "每行一张订单；与订单明细按订单号相连",
    "dataset.orders.order_no.label": "订单号",
    "dataset.orders.date.label": "订单日期",
    "dataset.orders.delivery_date.label": "交货日期",
    "dataset.orders.status.label": "状态",
}
