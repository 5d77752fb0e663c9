"""How the shelf looks: outlet scores of audits, and the 50/50 scheme of sales and outlets."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, Good, Metric, Time, source
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

WHO = "country region branch rep customer channel segment customer_class"
#: The most that an achievement counts for in the scheme.
CAP = 1.2
_SCORES = "distribution_score facing_score price_score display_score score"
_NO_AUDITS = Text("期间没有售点检查", "No outlet was audited in the period")

OUTLETS = Fact(
    id="outlet_audits",
    label=Text("售点检查", "Outlet audits"),
    sources=(source("outlet_audits", "date", f"date month {WHO} {_SCORES}"),),
    dimensions=tuple(WHO.split()),
    detail=("date", *_SCORES.split()),
    snapshot_of=("customer",),
)
FACTS = (OUTLETS,)


def _score(name: str, zh: str, en: str, definition: Text) -> Metric:
    """The plain average of one score over the outlets, each with its latest audit of the period."""
    column = name.removeprefix("outlet_")
    return Metric(
        name, Text(zh, en), definition,
        Text("Σ 各售点最近一次得分 ÷ 有得分的售点数", "Σ latest score of each outlet ÷ outlets with a score"),
        Unit.QUANTITY, Good.UP, OUTLETS,
        f"CAST(sum(f.{column}) AS DOUBLE) / nullif(count(f.{column}), 0)", (column,), Time.LAST,
        rows_where=f"f.{column} IS NOT NULL", why_none=_NO_AUDITS,
    )  # fmt: skip


def _part(name: str, zh: str, en: str) -> Metric:
    return _score(
        name, zh, en,
        Text(f"各售点在期间内最近一次检查的{zh}的平均值（0–100，每个售点权重相同）。",
             f"Average over outlets of the {en.lower()} (0 to 100) at each one's latest audit in the period; outlets weigh equally."),
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _score(
        "outlet_score", "售点得分", "Outlet score",
        Text("各售点在期间内最近一次检查总分的平均值（0–100，每个售点权重相同）。总分以文件为准；文件没有时为铺货 40%、排面 20%、"
             "价格 20%、陈列 20% 的加权，缺项的权重由其余项分担。",
             "Average over outlets of the total score (0 to 100) at each one's latest audit in the period; outlets weigh equally."
             " The total is as stated, else 40 % distribution and 20 % each facing, price and display, over the parts scored."),
    ),
    _part("outlet_distribution_score", "铺货得分", "Distribution score"),
    _part("outlet_facing_score", "排面得分", "Facing score"),
    _part("outlet_price_score", "价格得分", "Price score"),
    _part("outlet_display_score", "陈列得分", "Display score"),
    Metric(
        "outlets_audited", Text("已检查售点数", "Outlets audited"),
        Text("期间内至少检查过一次的不同售点数。", "Distinct outlets with at least one audit in the period."),
        Text("有检查的售点去重计数", "Count of distinct outlets audited"),
        Unit.COUNT, Good.UP, OUTLETS, "count(DISTINCT f.customer)", ("customer",), empty_is_zero=True,
        why_none=_NO_AUDITS,
    ),
    Metric(
        "scheme_score", Text("综合(50/50)", "Score 50/50"),
        Text("销量 50%、售点表现 50%：0.5 × 达成率（最低 0，封顶 120%）＋ 0.5 × 售点得分 ÷ 100；缺一项则不计算。",
             "Half volume, half shelf: 0.5 × achievement (from 0 to at most 120 %) + 0.5 × outlet score ÷ 100; not computed"
             " when either is missing."),
        Text("0.5 × min(120%, {achievement}) + 0.5 × {outlet_score} ÷ 100",
             "0.5 × min(120 %, {achievement}) + 0.5 × {outlet_score} ÷ 100"),
        Unit.PERCENT,
        expression="CASE WHEN {achievement} IS NOT NULL AND {outlet_score} IS NOT NULL THEN CAST(0.5 AS DOUBLE)"
        f" * least(greatest({{achievement}}, 0), CAST({CAP} AS DOUBLE))"
        " + CAST(0.5 AS DOUBLE) * {outlet_score} / 100 END",
        why_none=Text("没有目标，或期间没有售点检查", "No target, or no outlet was audited in the period"),
    ),
)  # fmt: skip
