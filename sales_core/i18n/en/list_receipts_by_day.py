"""The list of receipts by day."""

TEXTS = {
    "list.receipts_by_day.label": "Receipts by day",
    "list.receipts_by_day.help": "Receipts of a period by customer, document and day",
}
