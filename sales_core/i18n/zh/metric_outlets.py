"""Metrics of outlet audits: label, definition, formula, and why there is no value."""

_NO_AUDITS = "期间没有售点检查"

TEXTS: dict[str, str] = {
    "metric.outlet_score.label": "售点得分",
    "metric.outlet_score.definition": "各售点在期间内最近一次检查总分的平均值（0–100，每个售点权重相同）。总分以文件为准；文件没有时为铺货 40%、排面 20%、价格 20%、陈列 20% 的加权，缺项的权重由其余项分担。",
    "metric.outlet_score.formula": "Σ 各售点最近一次得分 ÷ 有得分的售点数",
    "metric.outlet_score.null_reason": _NO_AUDITS,
    "metric.outlet_distribution_score.label": "铺货得分",
    "metric.outlet_distribution_score.definition": "各售点在期间内最近一次检查的铺货得分的平均值（0–100，每个售点权重相同）。",
    "metric.outlet_distribution_score.formula": "Σ 各售点最近一次得分 ÷ 有得分的售点数",
    "metric.outlet_distribution_score.null_reason": _NO_AUDITS,
    "metric.outlet_facing_score.label": "排面得分",
    "metric.outlet_facing_score.definition": "各售点在期间内最近一次检查的排面得分的平均值（0–100，每个售点权重相同）。",
    "metric.outlet_facing_score.formula": "Σ 各售点最近一次得分 ÷ 有得分的售点数",
    "metric.outlet_facing_score.null_reason": _NO_AUDITS,
    "metric.outlet_price_score.label": "价格得分",
    "metric.outlet_price_score.definition": "各售点在期间内最近一次检查的价格得分的平均值（0–100，每个售点权重相同）。",
    "metric.outlet_price_score.formula": "Σ 各售点最近一次得分 ÷ 有得分的售点数",
    "metric.outlet_price_score.null_reason": _NO_AUDITS,
    "metric.outlet_display_score.label": "陈列得分",
    "metric.outlet_display_score.definition": "各售点在期间内最近一次检查的陈列得分的平均值（0–100，每个售点权重相同）。",
    "metric.outlet_display_score.formula": "Σ 各售点最近一次得分 ÷ 有得分的售点数",
    "metric.outlet_display_score.null_reason": _NO_AUDITS,
    "metric.outlets_audited.label": "已检查售点数",
    "metric.outlets_audited.definition": "期间内至少检查过一次的不同售点数。",
    "metric.outlets_audited.formula": "有检查的售点去重计数",
    "metric.outlets_audited.null_reason": _NO_AUDITS,
    "metric.scheme_score.label": "综合(50/50)",
    "metric.scheme_score.definition": "销量 50%、售点表现 50%：0.5 × 达成率（最低 0，封顶 120%）＋ 0.5 × 售点得分 ÷ 100；缺一项则不计算。",
    "metric.scheme_score.formula": "0.5 × min(120%, {achievement}) + 0.5 × {outlet_score} ÷ 100",
    "metric.scheme_score.null_reason": "没有目标，或期间没有售点检查",
}
