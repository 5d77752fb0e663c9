"""Names of the figures shown before → after: `measure.<id>` of a dataset's headlines."""

TEXTS = {
    "measure.net_sales": "Net sales",
    "measure.quantity": "Quantity",
    "measure.target": "Target",
    "measure.stock_quantity": "Stock quantity",
    "measure.stock_value": "Stock value",
    "measure.receivables": "Receivable documents",
    "measure.collections": "Collections",
    "measure.expenses": "Expenses",
    "measure.outlet_score": "Outlet score",
    "measure.orders": "Orders",
    "measure.column": "{dataset} · {column}",
    "measure.rows": "{dataset} · rows",
}
