"""Metrics of credit limits: label, definition, formula, and why there is no value."""

_NO_DOCUMENTS = "截至该日没有应收单据"

TEXTS: dict[str, str] = {
    "metric.over_limit_customers.label": "超额度客户数",
    "metric.over_limit_customers.definition": "应收余额大于信用额度的客户数；额度为 0 或空视为未设额度，不计入。",
    "metric.over_limit_customers.formula": "计数（余额 > 额度）",
    "metric.over_limit_customers.null_reason": _NO_DOCUMENTS,
    "metric.over_limit_amount.label": "超额度金额",
    "metric.over_limit_amount.definition": "超额度客户的余额超出额度的部分之和。",
    "metric.over_limit_amount.formula": "Σ max(0, 余额 − 额度)",
    "metric.over_limit_amount.null_reason": _NO_DOCUMENTS,
    "metric.no_limit_customers.label": "未设额度的欠款客户数",
    "metric.no_limit_customers.definition": "有应收余额而未设信用额度（0 或空）的客户数。",
    "metric.no_limit_customers.formula": "计数",
    "metric.no_limit_customers.null_reason": _NO_DOCUMENTS,
    "metric.debtors.label": "欠款客户数",
    "metric.debtors.definition": "有应收余额的客户数。",
    "metric.debtors.formula": "计数（余额 > 0）",
    "metric.debtors.null_reason": _NO_DOCUMENTS,
    "metric.credit_limit.label": "信用额度",
    "metric.credit_limit.definition": "有过应收往来且设有额度的客户的信用额度之和。",
    "metric.credit_limit.formula": "Σ 额度",
    "metric.credit_limit.null_reason": _NO_DOCUMENTS,
    "metric.credit_used.label": "已用额度",
    "metric.credit_used.definition": "设有额度的客户的应收余额（负余额计 0）。",
    "metric.credit_used.formula": "Σ max(0, 余额)",
    "metric.credit_used.null_reason": _NO_DOCUMENTS,
    "metric.credit_utilisation.label": "额度使用率",
    "metric.credit_utilisation.definition": "设有额度的客户：应收余额 ÷ 额度。",
    "metric.credit_utilisation.formula": "{credit_used} ÷ {credit_limit}",
    "metric.credit_utilisation.null_reason": "没有设置额度的客户",
}
