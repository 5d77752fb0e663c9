"""Metrics of invoices and receipts: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "截至该日没有应收单据"

TEXTS: dict[str, str] = {
    "metric.invoiced.label": "开票额",
    "metric.invoiced.definition": "期间开出的应收单据净额，贷项为负。",
    "metric.invoiced.formula": "Σ 单据金额",
    "metric.invoiced.null_reason": _NO_DOCUMENTS,
    "metric.collections.label": "回款额",
    "metric.collections.definition": "期间收到的款项：全部回款，加上没有回款明细而单据写明结清日期的已收金额。",
    "metric.collections.formula": "Σ 回款金额",
    "metric.collections.null_reason": "期间没有回款数据",
    "metric.settled_documents.label": "结清单据数",
    "metric.settled_documents.definition": "期间内全额结清的发票（分期按期）数。",
    "metric.settled_documents.formula": "计数",
    "metric.settled_documents.null_reason": "期间没有结清的单据",
    "metric.days_late_average.label": "平均逾期天数",
    "metric.days_late_average.definition": "期间结清的单据，从到期日到结清日的天数，提前或按时计 0，按张平均。",
    "metric.days_late_average.formula": "Σ max(0, 结清日 − 到期日) ÷ 张数",
    "metric.days_late_average.null_reason": "期间没有结清的单据",
    "metric.late_share.label": "逾期结清占比",
    "metric.late_share.definition": "期间结清的单据中，结清日晚于到期日的张数占比。",
    "metric.late_share.formula": "逾期结清张数 ÷ 结清张数",
    "metric.late_share.null_reason": "期间没有结清的单据",
}
