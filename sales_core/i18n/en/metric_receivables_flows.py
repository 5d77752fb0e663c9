"""Metrics of invoices and receipts: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "No receivable documents up to that day"

TEXTS: dict[str, str] = {
    "metric.invoiced.label": "Invoiced",
    "metric.invoiced.definition": "Receivable documents dated in the period, credit notes negative.",
    "metric.invoiced.formula": "Σ document amounts",
    "metric.invoiced.null_reason": _NO_DOCUMENTS,
    "metric.collections.label": "Collections",
    "metric.collections.definition": "Cash that came in: all receipts, and what documents without receipts state as paid on a known day.",
    "metric.collections.formula": "Σ receipts",
    "metric.collections.null_reason": "No receipts in the period",
    "metric.settled_documents.label": "Documents settled",
    "metric.settled_documents.definition": "Invoices (per instalment) fully settled in the period.",
    "metric.settled_documents.formula": "count",
    "metric.settled_documents.null_reason": "No document was settled in the period",
    "metric.days_late_average.label": "Average days late",
    "metric.days_late_average.definition": "Days from due date to settlement of the documents settled in the period; early or on time counts 0; per document.",
    "metric.days_late_average.formula": "Σ max(0, settled − due) ÷ documents",
    "metric.days_late_average.null_reason": "No document was settled in the period",
    "metric.late_share.label": "Share paid late",
    "metric.late_share.definition": "Of the documents settled in the period, the share settled after their due date.",
    "metric.late_share.formula": "documents settled late ÷ documents settled",
    "metric.late_share.null_reason": "No document was settled in the period",
}
