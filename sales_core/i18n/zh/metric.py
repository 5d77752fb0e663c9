"""Words that every metric may use."""

TEXTS: dict[str, str] = {
    "metric.null_reason": "没有可计算的数据",
    "metric.days": "期间天数",
    "metric.formula_result": "{formula} = {result}",
}
