"""The dataset receivables: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receivables.label": "Receivable documents",
    "dataset.receivables.purpose": "One row per invoice or credit note (one per instalment)",
    "dataset.receivables.document.label": "Document",
    "dataset.receivables.instalment.label": "Instalment",
    "dataset.receivables.document_type.label": "Document type",
    "dataset.receivables.original.label": "Original document",
    "dataset.receivables.date.label": "Document date",
    "dataset.receivables.due.label": "Due date",
    "dataset.receivables.amount.label": "Amount",
    "dataset.receivables.paid.label": "Paid",
    "dataset.receivables.paid.help": "Paid as stated on the document; receipts, when loaded, take precedence",
    "dataset.receivables.settled.label": "Settled",
    "dataset.receivables.exchange_rate.label": "Exchange rate",
}
