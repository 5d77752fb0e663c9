"""Names of the figures shown before → after: `measure.<id>` of a dataset's headlines."""

TEXTS = {
    "measure.net_sales": "净销售额",
    "measure.quantity": "销量",
    "measure.target": "目标",
    "measure.stock_quantity": "库存数量",
    "measure.stock_value": "库存金额",
    "measure.receivables": "应收单据金额",
    "measure.collections": "回款",
    "measure.expenses": "费用",
    "measure.outlet_score": "售点得分",
    "measure.orders": "订单数",
    "measure.column": "{dataset} · {column}",
    "measure.rows": "{dataset} · 行数",
}
