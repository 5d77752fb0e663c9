"""Metrics of days of receivables: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "No receivable documents up to that day"
_NO_SALES = "Nothing was invoiced in the period, so days cannot be worked out"

TEXTS: dict[str, str] = {
    "metric.overdue_share.label": "Overdue share",
    "metric.overdue_share.definition": "Overdue as a share of receivables.",
    "metric.overdue_share.formula": "{receivables_overdue} ÷ {receivables_open}",
    "metric.overdue_share.null_reason": "Nothing is owed",
    "metric.invoiced_per_month.label": "Invoiced per month",
    "metric.invoiced_per_month.definition": "Invoiced in the period ÷ the months it touches.",
    "metric.invoiced_per_month.formula": "invoiced ÷ months",
    "metric.invoiced_per_month.null_reason": _NO_DOCUMENTS,
    "metric.dso_simple.label": "DSO, simple",
    "metric.dso_simple.definition": "Receivables at the close ÷ invoiced in the period × its days. A month and a quarter give different answers.",
    "metric.dso_simple.formula": "{receivables_open} ÷ {invoiced} × {days}",
    "metric.dso_simple.null_reason": _NO_SALES,
    "metric.dso_best_possible.label": "DSO, best possible",
    "metric.dso_best_possible.definition": "What DSO would be with nothing overdue: not-due receivables at the close ÷ invoiced in the period × its days.",
    "metric.dso_best_possible.formula": "{receivables_not_due} ÷ {invoiced} × {days}",
    "metric.dso_best_possible.null_reason": _NO_SALES,
    "metric.dso_countback.label": "DSO, count-back",
    "metric.dso_countback.definition": "Receivables at the close, less each month's invoicing going back: a month used up counts its days, the last one in proportion; a month without invoicing adds its days; at most 18 months back.",
    "metric.dso_countback.formula": "Σ days covered by receivables",
    "metric.dso_countback.null_reason": _NO_DOCUMENTS,
    "metric.cei.label": "Collection effectiveness",
    "metric.cei.definition": "Of what could be collected in the period, the share that was. 100 % means everything due came in.",
    "metric.cei.formula": "({receivables_opening} + {invoiced_per_month} − {receivables_open}) ÷ ({receivables_opening} + {invoiced_per_month} − {receivables_not_due})",
    "metric.cei.null_reason": "Nothing was collectible in the period",
}
