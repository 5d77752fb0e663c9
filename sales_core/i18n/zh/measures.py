"""Names of the figures shown before → after: `measure.<id>` of a dataset's headlines."""

TEXTS = {
    "measure.expenses": "费用",
    "measure.orders": "订单数",
    "measure.column": "{dataset} · {column}",
    "measure.rows": "{dataset} · 行数",
}
