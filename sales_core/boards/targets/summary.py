"""Where sales stand against target, as a sentence and as cards."""

from __future__ import annotations

from dataclasses import replace

from sales_core.analysis.sales.landing import track_record
from sales_core.boards.blocks import Card, CardRow, Headline
from sales_core.boards.cards import metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.sales import verdict
from sales_core.boards.sales.standing import against_target, landing_card, pace_card, sales_card
from sales_core.kernel.query import Result

_UNALLOCATED = "target_unallocated"


def _standing(context: BoardContext) -> Result:
    return verdict.standing(context, _UNALLOCATED)


def empty(context: BoardContext) -> str | None:
    """Neither sales nor a target."""
    return "" if verdict.is_empty(_standing(context)) else None


def headline(context: BoardContext) -> Headline:
    """The verdict; where a running period lands, and how good that was in past months."""
    result = _standing(context)
    return Headline(verdict.verdict(context, result), _landing(context, result))


def _landing(context: BoardContext, result: Result) -> str:
    if not result.partial:
        return ""
    text = verdict.landing_text(context, result)
    record = context.over_period(track_record)
    if not text or record.wape is None:
        return text
    error = context.short("achievement", record.wape)
    return text + context.t("verdict.record", error=error, inside=record.inside, months=len(record.months))


def _needed_card(context: BoardContext, result: Result) -> Card:
    card = metric_card(context, result, "needed_per_day")
    return replace(card, figure=against_target(context, result.one(), "needed_per_day"))


def standing_row(context: BoardContext) -> CardRow:
    """Sales and pace; while the period runs, what is needed a day and the landing; what nobody was given."""
    result = _standing(context)
    cards = [sales_card(context, result), pace_card(context, result)]
    if result.partial:
        needed = () if context.is_past else (_needed_card(context, result),)
        cards += [*needed, landing_card(context, result)]
    if result.one().get(_UNALLOCATED):
        cards.append(metric_card(context, result, _UNALLOCATED))
    return CardRow(tuple(cards))
