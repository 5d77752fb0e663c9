"""Words that every metric may use."""

TEXTS: dict[str, str] = {
    "metric.null_reason": "Nothing to compute it from",
    "metric.days": "Days of the period",
    "metric.formula_result": "{formula} = {result}",
}
