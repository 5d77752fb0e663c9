"""The narrator's sentences as clauses, each figure with the question that it answers."""

from __future__ import annotations

from sales_core.analysis.sales import narrator
from sales_core.boards.blocks import Clause, Sentence
from sales_core.boards.context import BoardContext


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
