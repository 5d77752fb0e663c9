"""The dataset order_lines: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.order_lines.label": "订单明细",
    "dataset.order_lines.purpose": "每行订单上的一个产品，无日期",
    "dataset.order_lines.order_no.label": "订单号",
    "dataset.order_lines.line_no.label": "行号",
    "dataset.order_lines.quantity.label": "订货数量",
    "dataset.order_lines.shipped.label": "已发数量",
    "dataset.order_lines.list_price.label": "标价",
    "dataset.order_lines.price.label": "单价",
    "dataset.order_lines.unit_cost.label": "单位成本",
}
