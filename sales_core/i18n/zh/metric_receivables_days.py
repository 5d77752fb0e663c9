"""Metrics of days of receivables: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "截至该日没有应收单据"
_NO_SALES = "期间没有开票，无法折算天数"

TEXTS: dict[str, str] = {
    "metric.overdue_share.label": "逾期占比",
    "metric.overdue_share.definition": "逾期应收占应收余额的比例。",
    "metric.overdue_share.formula": "{receivables_overdue} ÷ {receivables_open}",
    "metric.overdue_share.null_reason": "没有应收余额",
    "metric.invoiced_per_month.label": "月均开票额",
    "metric.invoiced_per_month.definition": "期间开票额 ÷ 期间涉及的月数。",
    "metric.invoiced_per_month.formula": "开票额 ÷ 月数",
    "metric.invoiced_per_month.null_reason": _NO_DOCUMENTS,
    "metric.dso_simple.label": "应收周转天数（简单法）",
    "metric.dso_simple.definition": "期末应收 ÷ 期间开票额 × 期间天数。月度与季度口径的结果不同。",
    "metric.dso_simple.formula": "{receivables_open} ÷ {invoiced} × {days}",
    "metric.dso_simple.null_reason": _NO_SALES,
    "metric.dso_best_possible.label": "最佳可能周转天数",
    "metric.dso_best_possible.definition": "假如没有任何逾期时的周转天数：期末未到期应收 ÷ 期间开票额 × 期间天数。",
    "metric.dso_best_possible.formula": "{receivables_not_due} ÷ {invoiced} × {days}",
    "metric.dso_best_possible.null_reason": _NO_SALES,
    "metric.dso_countback.label": "应收周转天数（倒推法）",
    "metric.dso_countback.definition": "从期末应收中逐月倒扣开票额：扣尽的月份计整月天数，最后一个月按比例；无开票的月份计其天数，最多倒推 18 个月。",
    "metric.dso_countback.formula": "Σ 被应收覆盖的天数",
    "metric.dso_countback.null_reason": _NO_DOCUMENTS,
    "metric.cei.label": "催收有效率",
    "metric.cei.definition": "期间可收款项中实际收回的比例。100% 表示到期的全部收回。",
    "metric.cei.formula": "({receivables_opening} + {invoiced_per_month} − {receivables_open}) ÷ ({receivables_opening} + {invoiced_per_month} − {receivables_not_due})",
    "metric.cei.null_reason": "期间没有可收款项",
}
