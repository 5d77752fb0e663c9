"""Targets, and sales against them. The target of a node is the one stated for it, else the sum of its children's."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, MetricHistory, Polarity, TimeWindow, difference_sql
from sales_core.catalogue.metrics.facts import AMOUNTS, SALES, TARGETS
from sales_core.forecast import formula_trace, landing, progress
from sales_core.kernel.units import Unit

_COARSE = ("date", "week", "quarter", "year")
_HISTORY = MetricHistory("net_sales", "net_sales_same_point")
_LANDING_INPUTS = ("net_sales", "net_sales_mtd", "net_sales_ytd", "net_sales_ytd_last_year")


#: What falls on the days asked: all of it, or by the usual course of a month where they cut one.
_SHARE = "CAST(f.target * {month_share} AS DECIMAL(18, 4))"


def _target(metric_id: str, measure: str, unit: Unit) -> Metric:
    return Metric(
        metric_id, unit, Polarity.NEUTRAL, TARGETS, f"sum(CASE WHEN f.measure = '{measure}' THEN {_SHARE} END)",
        ("measure", "target"),
        rows_where=f"f.measure = '{measure}'",
    )  # fmt: skip


def _achievement(metric_id: str, actual: str, target: str) -> Metric:
    return Metric(
        metric_id, Unit.PERCENT,
        expression=f"CASE WHEN {{{target}}} > 0 THEN CAST({{{actual}}} AS DOUBLE) / CAST({{{target}}} AS DOUBLE) END",
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _target("target", "net_sales", Unit.MONEY),
    _target("target_quantity", "quantity", Unit.QUANTITY),
    _target("target_collections", "collections", Unit.MONEY),
    _target("target_gross_profit", "gross_profit", Unit.MONEY),
    _achievement("achievement", "net_sales", "target"),
    _achievement("achievement_quantity", "quantity", "target_quantity"),
    _achievement("achievement_collections", "collections", "target_collections"),
    _achievement(
        "achievement_gross_profit", "gross_profit", "target_gross_profit"
    ),
    Metric(
        "gap", Unit.MONEY, expression=difference_sql("net_sales", "target"),
    ),
    Metric(
        "target_unallocated", Unit.MONEY, Polarity.NEUTRAL, TARGETS,
        f"sum(CASE WHEN f.measure = 'net_sales' AND f.has_children THEN {_SHARE} END)",
        ("measure", "target", "has_children"),
        rows_where="f.measure = 'net_sales' AND f.has_children",
    ),
    Metric(
        "target_closing_month", Unit.MONEY, Polarity.NEUTRAL, TARGETS, "sum(CASE WHEN f.measure = 'net_sales' THEN f.target END)",
        ("measure", "target"), TimeWindow.CLOSING_MONTH, rows_where="f.measure = 'net_sales'",
    ),
    Metric(
        "expected_to_date", Unit.MONEY, Polarity.NEUTRAL, TARGETS,
        "sum(CAST(CASE WHEN f.measure <> 'net_sales' THEN NULL WHEN f.month < {as_of_month} THEN f.target * {month_share}"
        " WHEN f.month = {as_of_month} THEN f.target * {elapsed_share} ELSE 0 END AS DECIMAL(18, 4)))",
        ("measure", "target"), explain_formula=formula_trace.explain_expected_to_date, rows_where="f.measure = 'net_sales'",
    ),
    Metric(
        "pace", Unit.PERCENT,
        expression="CASE WHEN {expected_to_date} > 0"
        " THEN CAST({net_sales} AS DOUBLE) / CAST({expected_to_date} AS DOUBLE) END",
    ),
    Metric(
        "gap_to_pace", Unit.MONEY, expression=difference_sql("net_sales", "expected_to_date"),
    ),
    Metric(
        "days_ahead", Unit.DAYS, compute=progress.days_ahead, explain_formula=formula_trace.explain_days_ahead, inputs=("net_sales", "expected_to_date", "target_closing_month"),
        excluded_dimensions=_COARSE,
    ),
    Metric(
        "needed_per_day", Unit.MONEY, Polarity.LOWER_IS_BETTER, compute=progress.needed_per_day, explain_formula=formula_trace.explain_needed_per_day, inputs=("net_sales", "target"),
        excluded_dimensions=_COARSE,
    ),
    Metric(
        "net_sales_same_point", Unit.MONEY, Polarity.NEUTRAL, SALES, "sum(CASE WHEN {at} <= {cutoff} THEN f.amount ELSE 0 END)", ("date", "amount"),
        empty_is_zero=True, required_rows=(AMOUNTS,),
    ),
    Metric(
        "landing", Unit.MONEY, compute=landing.landing_base, explain_formula=formula_trace.explain_landing, inputs=_LANDING_INPUTS, requires=_HISTORY, excluded_dimensions=_COARSE,
    ),
    Metric(
        "landing_low", Unit.MONEY, compute=landing.landing_low, explain_formula=formula_trace.explain_landing_low, inputs=_LANDING_INPUTS, requires=_HISTORY, excluded_dimensions=_COARSE,
    ),
    Metric(
        "landing_high", Unit.MONEY, compute=landing.landing_high, explain_formula=formula_trace.explain_landing_high, inputs=_LANDING_INPUTS, requires=_HISTORY, excluded_dimensions=_COARSE,
    ),
    Metric(
        "landing_achievement", Unit.PERCENT, compute=landing.landing_achievement, explain_formula=formula_trace.explain_landing_achievement, inputs=(*_LANDING_INPUTS, "target"), requires=_HISTORY, excluded_dimensions=_COARSE,
    ),
)  # fmt: skip
