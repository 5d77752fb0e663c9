"""Where sales stand, as a sentence and as cards; what may go wrong, as cards."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.blocks import Card, CardRow, Comparison, Headline
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.sales import verdict
from sales_core.boards.sales.standing import landing_card, pace_card, sales_card
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.tone import Tone

#: What may go wrong: metric and the right that it takes to see it.
RISKS: tuple[tuple[str, Right], ...] = (
    ("receivables_overdue", Right.VIEW_RECEIVABLES),
    ("over_limit_customers", Right.VIEW_RECEIVABLES),
    ("near_expiry_value", Right.VIEW_STOCK),
    ("stock_out_count", Right.VIEW_STOCK),
    ("lost_customers", Right.VIEW_SALES),
)


def empty(context: BoardContext) -> str | None:
    """Neither sales nor a target."""
    return "" if verdict.is_empty(verdict.standing(context)) else None


def headline(context: BoardContext) -> Headline:
    """The verdict; where it lands and as of when."""
    result = verdict.standing(context)
    detail = (verdict.landing_text(context, result), context.as_of_line(result, version=False))
    return Headline(verdict.verdict(context, result), " · ".join(part for part in detail if part))


def standing_row(context: BoardContext) -> CardRow:
    """Sales, landing, pace, margin and, for those who may see it, cash."""
    result = verdict.standing(context)
    margin = context.result("margin", compare=Compare.LAST_YEAR)
    landing = (landing_card(context, result),) if result.partial else ()
    return CardRow(
        (
            sales_card(context, result),
            *landing,
            pace_card(context, result),
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


def risk_row(context: BoardContext) -> CardRow | None:
    """One card per risk that the viewer may see and that is there, against a month before; nothing for a zero."""
    cards = []
    for metric, right in RISKS:
        if not context.may(right):
            continue
        own, left_out = context.narrowed(metric)
        result = against_a_month_before(own, (metric,))[metric]
        if not result.one().get(metric) and not own.is_masked(metric):
            continue
        card = metric_card(own, result, metric, note=context.t("overview.without_filter") if left_out else "")
        cards.append(replace(card, comparisons=tuple(map(_not_praised, card.comparisons))))
    return CardRow(tuple(cards)) if cards else None


def _not_praised(line: Comparison) -> Comparison:
    """A risk that has become a little less is a risk still: it is not drawn as good."""
    return replace(line, tone=Tone.NEUTRAL) if line.tone is Tone.GOOD else line
