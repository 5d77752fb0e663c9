"""Metrics of credit limits: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "No receivable documents up to that day"

TEXTS: dict[str, str] = {
    "metric.over_limit_customers.label": "Customers over limit",
    "metric.over_limit_customers.definition": "Customers who owe more than their credit limit; a limit of 0 or blank means none is set and is not counted.",
    "metric.over_limit_customers.formula": "count (balance > limit)",
    "metric.over_limit_customers.null_reason": _NO_DOCUMENTS,
    "metric.over_limit_amount.label": "Amount over limit",
    "metric.over_limit_amount.definition": "What customers over their limit owe beyond it.",
    "metric.over_limit_amount.formula": "Σ max(0, balance − limit)",
    "metric.over_limit_amount.null_reason": _NO_DOCUMENTS,
    "metric.no_limit_customers.label": "Debtors without a limit",
    "metric.no_limit_customers.definition": "Customers who owe money and have no credit limit set (0 or blank).",
    "metric.no_limit_customers.formula": "count",
    "metric.no_limit_customers.null_reason": _NO_DOCUMENTS,
    "metric.debtors.label": "Debtors",
    "metric.debtors.definition": "Customers who owe money on the day.",
    "metric.debtors.formula": "count (balance > 0)",
    "metric.debtors.null_reason": _NO_DOCUMENTS,
    "metric.credit_limit.label": "Credit limit",
    "metric.credit_limit.definition": "Credit limits of customers that have a limit and ever had a document.",
    "metric.credit_limit.formula": "Σ limits",
    "metric.credit_limit.null_reason": _NO_DOCUMENTS,
    "metric.credit_used.label": "Credit used",
    "metric.credit_used.definition": "What customers with a limit owe (negative balances count 0).",
    "metric.credit_used.formula": "Σ max(0, balance)",
    "metric.credit_used.null_reason": _NO_DOCUMENTS,
    "metric.credit_utilisation.label": "Credit utilisation",
    "metric.credit_utilisation.definition": "Customers with a limit: what they owe ÷ their limits.",
    "metric.credit_utilisation.formula": "{credit_used} ÷ {credit_limit}",
    "metric.credit_utilisation.null_reason": "No customer has a limit",
}
