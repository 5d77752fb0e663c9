"""The narrator's sentences, each figure with the question that it answers."""

from __future__ import annotations

from sales_core.analysis.sales import narrator
from sales_core.boards.blocks import Clause, Narrative, Sentence
from sales_core.boards.context import BoardContext


def narrative(context: BoardContext) -> Narrative | None:
    """Where sales stand, what explains the change, who brings it back; every figure opens its Number ID."""
    own, _ = context.narrowed("net_sales")
    stood = own.over_period(narrator.stand)
    if not stood or stood[0].key == "narrator.nothing":
        return None
    sentences = (*stood, *own.over_period(narrator.causes))
    return Narrative(
        tuple(narrative_sentence(own, one) for one in sentences),
        context.t("sentences.title"),
        context.t("sentences.note"),
    )


def narrative_sentence(context: BoardContext, sentence: narrator.Sentence) -> Sentence:
    """A sentence in the language asked, cut where its values stand."""
    parts = narrator.sentence_parts(
        sentence, context.locale, lambda metric, value, _: context.short(metric, value), context.label
    )
    clauses = (
        Clause(text) if place is None else Clause(text, place.metric, place.query if place.metric else None)
        for text, place in parts
    )
    return Sentence(tuple(clauses), sentence.tone)
