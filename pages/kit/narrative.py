"""Sentences whose figures open their Number ID: each clause is linked to the number it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit import number_id
from pages.kit.context import PageContext
from sales_core.analysis.sales.narrator import Place, Sentence, parts
from sales_core.format import numbers
from sales_core.i18n import Locale
from sales_core.kernel.query import Query, Value

_HERE = Path(__file__).parent
_SIGNS = {"good": "▲", "bad": "▼", "neutral": "•"}


def show(page: PageContext, sentences: Sequence[Sentence], *, key: str) -> None:
    """Draws the sentences and opens the Number ID of the figure clicked."""
    numbers: list[tuple[Query, str]] = []
    drawn = [_drawn(page, sentence, numbers) for sentence in sentences]
    picked = _component()(data={"sentences": drawn}, key=key, on_opened_change=_nothing)
    at = picked.opened
    if isinstance(at, int) and 0 <= at < len(numbers):
        number_id.drawer(page, *numbers[at])


def words(page: PageContext, sentence: Sentence) -> list[tuple[str, Place | None]]:
    """The sentence in the page's language, cut where its values stand."""

    def write(metric: str, value: Value, locale: Locale) -> str:
        return numbers.compact(value, page.unit(metric), locale, page.currency)

    return parts(sentence, page.locale, write, page.label)


def _drawn(page: PageContext, sentence: Sentence, numbers: list[tuple[Query, str]]) -> dict[str, Any]:
    drawn: list[dict[str, Any]] = []
    for text, place in words(page, sentence):
        at = None
        if place is not None and place.query is not None and place.metric:
            at = len(numbers)
            numbers.append((place.query, place.metric))
        drawn.append({"text": text, "at": at})
    return {"sign": _SIGNS[sentence.tone], "tone": sentence.tone, "parts": drawn}


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first click."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_said",
        html='<ul class="said"></ul>',
        css=(_HERE / "narrative.css").read_text(encoding="utf-8"),
        js=(_HERE / "narrative.js").read_text(encoding="utf-8"),
    )
