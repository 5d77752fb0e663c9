"""The dataset order_lines: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.order_lines.label": "订单明细",
    "dataset.order_lines.purpose": "每行订单上的一个产品，无日期",
    "dataset.order_lines.unlocks": "订单里的产品、数量与金额；与订单按订单号相连后成为销售",
    "dataset.order_lines.menu_guanjiapo": "销售管理 › 销售报表 › 销售订单明细查询",
    "dataset.order_lines.menu_sap": "SE16N 查看表 VBAP",
    "dataset.order_lines.menu_odoo": "销售 › 订单 › 订单，导出时选“订单行”",
    "dataset.order_lines.order_no.label": "订单号",
    "dataset.order_lines.line_no.label": "行号",
    "dataset.order_lines.quantity.label": "订货数量",
    "dataset.order_lines.shipped.label": "已发数量",
    "dataset.order_lines.list_price.label": "标价",
    "dataset.order_lines.price.label": "单价",
    "dataset.order_lines.unit_cost.label": "单位成本",
}
