"""Metrics of outlet audits: label, definition, formula, and why there is no value."""

_NO_AUDITS = "No outlet was audited in the period"

TEXTS: dict[str, str] = {
    "metric.outlet_score.label": "Outlet score",
    "metric.outlet_score.definition": "Average over outlets of the total score (0 to 100) at each one's latest audit in the period; outlets weigh equally. The total is as stated, else 40 % distribution and 20 % each facing, price and display, over the parts scored.",
    "metric.outlet_score.formula": "Σ latest score of each outlet ÷ outlets with a score",
    "metric.outlet_score.null_reason": _NO_AUDITS,
    "metric.outlet_distribution_score.label": "Distribution score",
    "metric.outlet_distribution_score.definition": "Average over outlets of the distribution score (0 to 100) at each one's latest audit in the period; outlets weigh equally.",
    "metric.outlet_distribution_score.formula": "Σ latest score of each outlet ÷ outlets with a score",
    "metric.outlet_distribution_score.null_reason": _NO_AUDITS,
    "metric.outlet_facing_score.label": "Facing score",
    "metric.outlet_facing_score.definition": "Average over outlets of the facing score (0 to 100) at each one's latest audit in the period; outlets weigh equally.",
    "metric.outlet_facing_score.formula": "Σ latest score of each outlet ÷ outlets with a score",
    "metric.outlet_facing_score.null_reason": _NO_AUDITS,
    "metric.outlet_price_score.label": "Price score",
    "metric.outlet_price_score.definition": "Average over outlets of the price score (0 to 100) at each one's latest audit in the period; outlets weigh equally.",
    "metric.outlet_price_score.formula": "Σ latest score of each outlet ÷ outlets with a score",
    "metric.outlet_price_score.null_reason": _NO_AUDITS,
    "metric.outlet_display_score.label": "Display score",
    "metric.outlet_display_score.definition": "Average over outlets of the display score (0 to 100) at each one's latest audit in the period; outlets weigh equally.",
    "metric.outlet_display_score.formula": "Σ latest score of each outlet ÷ outlets with a score",
    "metric.outlet_display_score.null_reason": _NO_AUDITS,
    "metric.outlets_audited.label": "Outlets audited",
    "metric.outlets_audited.definition": "Distinct outlets with at least one audit in the period.",
    "metric.outlets_audited.formula": "Count of distinct outlets audited",
    "metric.outlets_audited.null_reason": _NO_AUDITS,
    "metric.scheme_score.label": "Score 50/50",
    "metric.scheme_score.definition": "Half volume, half shelf: 0.5 × achievement (from 0 to at most 120 %) + 0.5 × outlet score ÷ 100; not computed when either is missing.",
    "metric.scheme_score.formula": "0.5 × min(120 %, {achievement}) + 0.5 × {outlet_score} ÷ 100",
    "metric.scheme_score.null_reason": "No target, or no outlet was audited in the period",
}
