"""The dataset receipts: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receipts.label": "Receipts",
    "dataset.receipts.purpose": "One row per receipt and the document it pays",
    "dataset.receipts.receipt.label": "Receipt",
    "dataset.receipts.receipt.help": "A receipt without a number is told by its day and customer",
    "dataset.receipts.date.label": "Receipt date",
    "dataset.receipts.document.label": "Document paid",
    "dataset.receipts.amount.label": "Amount",
    "dataset.receipts.method.label": "Method",
    "dataset.receipts.exchange_rate.label": "Exchange rate",
}
