"""Names of the figures shown before → after: `measure.<id>` of a dataset's headlines."""

TEXTS = {
    "measure.expenses": "Expenses",
    "measure.orders": "Orders",
    "measure.column": "{dataset} · {column}",
    "measure.rows": "{dataset} · rows",
}
