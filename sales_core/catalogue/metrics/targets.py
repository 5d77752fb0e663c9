"""Targets, and sales against them. The target of a node is the one stated for it, else the sum of its children's."""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric, Time, difference
from sales_core.catalogue.metrics.facts import SALES, TARGETS
from sales_core.forecast import formula_trace, outlook, progress
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

_NO_TARGET = Text("没有设定目标，或目标为零", "No target is set, or it is zero")
_NO_DAYS = Text("没有目标，或没有剩余销售日", "No target, or no selling day is left")
_NO_HISTORY = Text("历史数据不足，无法预测", "Not enough history to tell")
_COARSE = ("date", "week", "quarter", "year")
_LANDING_INPUTS = ("net_sales", "net_sales_mtd", "net_sales_ytd", "net_sales_ytd_last_year")


def _target(metric_id: str, measure: str, zh: str, en: str, unit: Unit) -> Metric:
    return Metric(
        metric_id, Text(zh, en),
        Text("期间所涉各月的目标（整月计入）。有直接下达的目标用直接下达的，否则为下级之和；组织、品类、客户等口径只取一种，不重复计算。",
             "Targets of every month the period touches (whole months). A stated target wins, else the sum of the level"
             " below; of the ways targets are cut (organisation, category, customer) one counts, never two."),
        Text("Σ 目标", "Σ targets"),
        unit, Good.NEUTRAL, TARGETS, f"sum(CASE WHEN f.measure = '{measure}' THEN f.target END)", ("measure", "target"),
        rows_where=f"f.measure = '{measure}'", why_none=_NO_TARGET,
    )  # fmt: skip


def _achievement(metric_id: str, actual: str, target: str, zh: str, en: str) -> Metric:
    return Metric(
        metric_id, Text(zh, en),
        Text("实际除以目标；没有目标或目标不为正数时不计算。",
             "Actual divided by target; not computed without a positive target."),
        Text(f"{{{actual}}} ÷ {{{target}}}", f"{{{actual}}} ÷ {{{target}}}"),
        Unit.PERCENT,
        expression=f"CASE WHEN {{{target}}} > 0 THEN CAST({{{actual}}} AS DOUBLE) / CAST({{{target}}} AS DOUBLE) END",
        why_none=_NO_TARGET,
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _target("target", "net_sales", "目标", "Target", Unit.MONEY),
    _target("target_quantity", "quantity", "销量目标", "Quantity target", Unit.QUANTITY),
    _target("target_collections", "collections", "回款目标", "Collections target", Unit.MONEY),
    _target("target_gross_profit", "gross_profit", "毛利目标", "Gross profit target", Unit.MONEY),
    _achievement("achievement", "net_sales", "target", "达成率", "Achievement"),
    _achievement("achievement_quantity", "quantity", "target_quantity", "销量达成率", "Quantity achievement"),
    _achievement("achievement_collections", "collections", "target_collections", "回款达成率", "Collections achievement"),
    _achievement(
        "achievement_gross_profit", "gross_profit", "target_gross_profit", "毛利达成率", "Gross profit achievement"
    ),
    Metric(
        "gap", Text("差额", "Gap"),
        Text("净销售额减去目标；负数表示尚差。", "Net sales minus target; negative means short of it."),
        Text("{net_sales} − {target}", "{net_sales} − {target}"),
        Unit.MONEY, expression=difference("net_sales", "target"), why_none=_NO_TARGET,
    ),
    Metric(
        "target_unallocated", Text("未分解目标", "Unallocated target"),
        Text("上级目标减去已下达给下级的合计；负数表示下级合计超过上级。",
             "A parent's target minus what its children were given; negative when they were given more."),
        Text("上级目标 − Σ 下级目标", "Parent − Σ children"),
        Unit.MONEY, Good.NEUTRAL, TARGETS,
        "sum(CASE WHEN f.measure = 'net_sales' AND f.has_children THEN f.target END)",
        ("measure", "target", "has_children"),
        rows_where="f.measure = 'net_sales' AND f.has_children",
        why_none=Text("没有上下级同时下达的目标，或已全部分解", "No parent and children both have targets, or nothing is left open"),
    ),
    Metric(
        "target_closing_month", Text("当月目标", "Target of the closing month"),
        Text("期末所在月的目标。", "Target of the month the period closes in."),
        Text("Σ 目标", "Σ targets"),
        Unit.MONEY, Good.NEUTRAL, TARGETS, "sum(CASE WHEN f.measure = 'net_sales' THEN f.target END)",
        ("measure", "target"), Time.CLOSING_MONTH, rows_where="f.measure = 'net_sales'", why_none=_NO_TARGET,
    ),
    Metric(
        "expected_to_date", Text("应达进度额", "Expected to date"),
        Text("按以往各月的销售日进度曲线，到数据截止日应完成的目标：已过月份计全额，当月按曲线份额，未到月份为零。",
             "The target due by the as-of date on the selling-day curve learned from past months: months over count in"
             " full, the current one by its usual share, later ones not."),
        Text("已过月份目标 + {target_closing_month} × 进度份额", "Targets of months over + {target_closing_month} × share due"),
        Unit.MONEY, Good.NEUTRAL, TARGETS,
        "sum(CAST(CASE WHEN f.measure <> 'net_sales' THEN NULL WHEN f.month < {as_of_month} THEN f.target"
        " WHEN f.month = {as_of_month} THEN f.target * {elapsed_share} ELSE 0 END AS DECIMAL(18, 4)))",
        ("measure", "target"), worked=formula_trace.expected, rows_where="f.measure = 'net_sales'", why_none=_NO_TARGET,
    ),
    Metric(
        "pace", Text("进度达成率", "Pace"),
        Text("净销售额除以应达进度额；100% 表示正好跟上进度。", "Net sales over what was due by now; 100 % is on schedule."),
        Text("{net_sales} ÷ {expected_to_date}", "{net_sales} ÷ {expected_to_date}"),
        Unit.PERCENT,
        expression="CASE WHEN {expected_to_date} > 0"
        " THEN CAST({net_sales} AS DOUBLE) / CAST({expected_to_date} AS DOUBLE) END",
        why_none=_NO_TARGET,
    ),
    Metric(
        "gap_to_pace", Text("进度差额", "Gap to pace"),
        Text("净销售额减去应达进度额；负数表示落后。", "Net sales minus what was due by now; negative is behind."),
        Text("{net_sales} − {expected_to_date}", "{net_sales} − {expected_to_date}"),
        Unit.MONEY, expression=difference("net_sales", "expected_to_date"), why_none=_NO_TARGET,
    ),
    Metric(
        "days_ahead", Text("领先天数", "Days ahead"),
        Text("净销售额在目标进度曲线上的位置减去已过销售日；负数为落后的销售日数。",
             "Where net sales sit on the target's selling-day curve, minus selling days elapsed; negative is days behind."),
        Text("曲线位置({net_sales}, {target_closing_month}) − 已过销售日",
             "Position on the curve({net_sales}, {target_closing_month}) − selling days elapsed"),
        Unit.DAYS, compute=progress.days_ahead, worked=formula_trace.days_ahead, inputs=("net_sales", "expected_to_date", "target_closing_month"),
        not_by=_COARSE, why_none=_NO_TARGET,
    ),
    Metric(
        "needed_per_day", Text("每日需完成", "Needed per day"),
        Text("剩余每个销售日需要完成的净销售额；已达成为 0。",
             "Net sales each remaining selling day must bring to reach the target; 0 once reached."),
        Text("({target} − {net_sales}) ÷ 剩余销售日", "({target} − {net_sales}) ÷ remaining selling days"),
        Unit.MONEY, Good.DOWN, compute=progress.needed_per_day, worked=formula_trace.needed, inputs=("net_sales", "target"),
        not_by=_COARSE, why_none=_NO_DAYS,
    ),
    Metric(
        "net_sales_same_point", Text("历史同进度净销售额", "Net sales to the same point"),
        Text("各月到与当前相同销售日进度为止的净销售额。",
             "Net sales of each month up to the same point in selling days as the closing month has reached."),
        Text("Σ 同进度前的行金额", "Σ line amounts up to that point"),
        Unit.MONEY, Good.NEUTRAL, SALES, "sum(CASE WHEN {at} <= {cutoff} THEN f.amount ELSE 0 END)", ("date", "amount"),
        empty_is_zero=True,
    ),
    Metric(
        "landing", Text("预计落点", "Landing"),
        Text("已完成加剩余预计：当月剩余按进度曲线与以往同期剩余推算，其后各月按去年同月乘以今年累计增长。",
             "Sales to date plus the rest: this month's from the curve and past months' rest, later months from last year's"
             " at this year's growth."),
        Text("{net_sales} + 预计剩余", "{net_sales} + expected rest"),
        Unit.MONEY, compute=outlook.landing_base, worked=formula_trace.landing, inputs=_LANDING_INPUTS, not_by=_COARSE, why_none=_NO_HISTORY,
    ),
    Metric(
        "landing_low", Text("预计落点（低）", "Landing, low"),
        Text("按以往预测误差第 10 百分位推算的落点。", "The landing at the 10th percentile of past errors."),
        Text("{net_sales} + 预计剩余 × 低误差系数", "{net_sales} + expected rest × low error factor"),
        Unit.MONEY, compute=outlook.landing_low, worked=formula_trace.landing_low, inputs=_LANDING_INPUTS, not_by=_COARSE, why_none=_NO_HISTORY,
    ),
    Metric(
        "landing_high", Text("预计落点（高）", "Landing, high"),
        Text("按以往预测误差第 90 百分位推算的落点。", "The landing at the 90th percentile of past errors."),
        Text("{net_sales} + 预计剩余 × 高误差系数", "{net_sales} + expected rest × high error factor"),
        Unit.MONEY, compute=outlook.landing_high, worked=formula_trace.landing_high, inputs=_LANDING_INPUTS, not_by=_COARSE, why_none=_NO_HISTORY,
    ),
    Metric(
        "landing_achievement", Text("预计达成率", "Landing achievement"),
        Text("预计落点除以目标。", "The likely landing over the target."),
        Text("{landing} ÷ {target}", "{landing} ÷ {target}"),
        Unit.PERCENT, compute=outlook.landing_achievement, worked=formula_trace.landing_achievement, inputs=(*_LANDING_INPUTS, "target"), not_by=_COARSE,
        why_none=_NO_TARGET,
    ),
)  # fmt: skip
