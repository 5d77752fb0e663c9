"""The dataset sales: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.sales.label": "销售明细",
    "dataset.sales.purpose": "每行一笔订单或发票上的一个产品",
    "dataset.sales.date.label": "日期",
    "dataset.sales.order_no.label": "单据编号",
    "dataset.sales.line_no.label": "行号",
    "dataset.sales.quantity.label": "数量",
    "dataset.sales.price.label": "单价",
    "dataset.sales.amount.label": "金额",
    "dataset.sales.amount.help": "净额，退货为负；文件没有金额列时由数量×单价得出",
    "dataset.sales.list_price.label": "标价",
    "dataset.sales.discount.label": "折扣率",
    "dataset.sales.unit_cost.label": "单位成本",
    "dataset.sales.cost.label": "成本",
    "dataset.sales.profit.label": "毛利",
    "dataset.sales.line_type.label": "单据类型",
    "dataset.sales.promotion.label": "促销编号",
    "dataset.sales.exchange_rate.label": "汇率",
    "dataset.sales.tax_rate.label": "税率",
}
