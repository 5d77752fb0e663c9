"""The sentence on where sales stand against target at this point of the period."""

from __future__ import annotations

from sales_core.boards.amounts import Row, as_amount, as_float
from sales_core.boards.context import BoardContext
from sales_core.format import as_decimal, formula_number
from sales_core.kernel.query import Result
from sales_core.kernel.units import Unit

#: Less than this is neither ahead nor behind.
CALM_DAYS = 0.5
METRICS = (
    "net_sales",
    "target",
    "achievement",
    "expected_to_date",
    "pace",
    "gap",
    "gap_to_pace",
    "days_ahead",
    "needed_per_day",
    "yoy",
    "line_count",
)
LANDING = ("landing", "landing_low", "landing_high", "landing_achievement")


def standing(context: BoardContext, *more: str) -> Result:
    """Sales, target, pace and landing of the whole selection, and `more` metrics: one row."""
    return context.result(*METRICS, *LANDING, *more)


def is_empty(result: Result) -> bool:
    """Whether the selection has neither a sales line nor a target."""
    row = result.one()
    return not row.get("line_count") and row.get("target") is None


def verdict(context: BoardContext, result: Result) -> str:
    """Ahead or behind by days and money, where it lands; says plainly when there is no target."""
    row = result.one()
    figures = {
        "sales": context.short("net_sales", row.get("net_sales")),
        "share": context.short("achievement", row.get("achievement")),
    }
    if row.get("net_sales") is None:
        return _without_sales(context, result)
    if as_decimal(row.get("target")) is None or as_amount(row, "target") <= 0:
        if row.get("yoy") is None:
            return context.t("verdict.no_target_no_year", **figures)
        return context.t("verdict.no_target", **figures, yoy=context.short("yoy", row.get("yoy")))
    if not result.partial:
        return _over(context, row, figures)
    return _running(context, row, figures)


def _without_sales(context: BoardContext, result: Result) -> str:
    """What is known all the same: up to when there are sales at all, and the target."""
    target = as_amount(result.one(), "target")
    facts = {"period": context.span(context.period), "target": context.short("target", target)}
    reach = next(one.last_row for one in result.coverage if one.metric == "net_sales")
    said = context.t("verdict.no_sales_at_all" if reach is None else "verdict.no_sales", day=_day(context), **facts)
    return said + (context.t("verdict.target_stands", **facts) if target > 0 else "")


def _day(context: BoardContext) -> str:
    return context.date(context.as_of)


def _over(context: BoardContext, row: Row, figures: dict[str, str]) -> str:
    gap = as_amount(row, "gap")
    key = "verdict.reached" if gap >= 0 else "verdict.missed"
    return context.t(key, **figures, gap=context.short("gap", abs(gap)))


def _running(context: BoardContext, row: Row, figures: dict[str, str]) -> str:
    days = as_float(row.get("days_ahead"))
    if days is None:
        return context.t("verdict.running", **figures)
    figures |= {
        "days": formula_number(abs(days), Unit.DAYS, context.locale, 1),
        "gap": context.short("gap_to_pace", abs(as_amount(row, "gap_to_pace"))),
        "needed": context.short("needed_per_day", row.get("needed_per_day")),
        "day": context.date(context.as_of),
    }
    key = "verdict.on_pace" if abs(days) < CALM_DAYS else "verdict.ahead" if days > 0 else "verdict.behind"
    # Once the calendar has passed the period no day is left on which anything could be needed.
    return context.t(f"{key}_late" if context.is_past else key, **figures)


def landing_text(context: BoardContext, result: Result) -> str:
    """`落点 ¥1.02亿（¥9,800万 ~ ¥1.07亿），为目标的 96%`; empty when history does not allow one or it is over."""
    row = result.one()
    if not result.partial or as_decimal(row.get("landing")) is None:
        return ""
    figures = {name: context.short(name, row.get(name)) for name in LANDING}
    key = "verdict.landing" if as_decimal(row.get("landing_achievement")) is not None else "verdict.landing_only"
    return context.t(key, **figures)
