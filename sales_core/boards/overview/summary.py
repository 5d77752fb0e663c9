"""Where sales stand, as one sentence and as cards that say what the sentence does not."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.amounts import Row, as_amount, as_float
from sales_core.boards.blocks import Card, CardRow, Headline
from sales_core.boards.cards import metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.sales import verdict
from sales_core.boards.sales.standing import landing_card, sales_card
from sales_core.format import formula_number
from sales_core.kernel.query import Compare, Result
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit


def empty(context: BoardContext) -> str | None:
    """Neither sales nor a target."""
    return "" if verdict.is_empty(verdict.standing(context)) else None


def headline(context: BoardContext) -> Headline:
    """Ahead or behind by days and money, and where it lands; below, what is needed a day and as of when."""
    result = verdict.standing(context)
    detail = (_needed(context, result), context.as_of_line(result, version=False))
    return Headline(_sentence(context, result), " · ".join(part for part in detail if part))


def _sentence(context: BoardContext, result: Result) -> str:
    row = result.one()
    if row.get("net_sales") is None or as_amount(row, "target") <= 0:
        return verdict.verdict(context, result)
    if not result.partial:
        gap = as_amount(row, "gap")
        key = "overview.reached" if gap >= 0 else "overview.missed"
        return context.t(key, gap=context.short("gap", abs(gap)))
    return _standing(context, row) + _landing(context, row)


def _standing(context: BoardContext, row: Row) -> str:
    days = as_float(row.get("days_ahead"))
    if days is None:
        return context.t("overview.running", share=context.short("achievement", row.get("achievement")))
    is_calm = abs(days) < verdict.CALM_DAYS
    key = "overview.on_pace" if is_calm else "overview.ahead" if days > 0 else "overview.behind"
    text = context.t(
        key,
        days=formula_number(abs(days), Unit.DAYS, context.locale, 1),
        gap=context.short("gap_to_pace", abs(as_amount(row, "gap_to_pace"))),
    )
    # Once the calendar has passed the period, the sentence speaks of the last day that is loaded.
    return context.t("overview.on_day", day=context.date(context.as_of), text=text) if context.is_past else text


def _landing(context: BoardContext, row: Row) -> str:
    share = row.get("landing_achievement")
    return "" if share is None else context.t("overview.landing", share=context.short("landing_achievement", share))


def _needed(context: BoardContext, result: Result) -> str:
    row = result.one()
    if not result.partial or context.is_past or row.get("needed_per_day") is None or as_amount(row, "target") <= 0:
        return ""
    return context.t("overview.needed", needed=context.short("needed_per_day", row.get("needed_per_day")))


def standing_row(context: BoardContext) -> CardRow:
    """Sales, landing, margin and, for those who may see it, cash: what the sentence says is not said again."""
    result = verdict.standing(context)
    sales = sales_card(context, result)
    margin = context.result("margin", compare=Compare.LAST_YEAR)
    landing = (replace(landing_card(context, result), comparisons=()),) if result.partial else ()
    return CardRow(
        (
            replace(sales, comparisons=sales.comparisons[-1:]),
            *landing,
            metric_card(context, margin, "margin"),
            *_cash(context),
        )
    )


def _cash(context: BoardContext) -> tuple[Card, ...]:
    """Collections against last year, for those who may see them."""
    if not context.may(Right.VIEW_RECEIVABLES):
        return ()
    own, _ = context.narrowed("collections")
    result = own.result("collections", compare=Compare.LAST_YEAR)
    return () if result.one().get("collections") is None else (metric_card(own, result, "collections"),)
