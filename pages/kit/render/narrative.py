"""Sentences whose figures open their Number ID: each clause is linked to the number it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.kit.literal import literal
from pages.kit.render.headline import section_heading
from sales_core.api import Narrative, NumberAddress, Sentence

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage

_HERE = Path(__file__).parent
_SIGNS = {"good": "▲", "bad": "▼", "neutral": "•"}


def draw(page: BoardPage, block_id: str, block: Narrative, *, choice: str = "", **_size: object) -> None:
    """Draws the sentences, as quiet lines when they have no title, and opens the figure clicked.

    The widget of `choice` stands between title and sentences. `_size` is of what the viewer may not see and is told
    so instead.
    """
    if not block.title:
        for sentence in block.sentences:
            st.caption(literal(str(sentence)))
        return
    section_heading(block.title, block.note)
    if choice:
        page.choice(choice, kind="toggle")
    numbers: list[NumberAddress] = []
    drawn = [_drawn(sentence, numbers) for sentence in block.sentences]
    key = f"narrative_{page.opened.board.id}_{block_id}"
    at = _component()(data={"sentences": drawn}, key=key, on_opened_change=_nothing).opened
    if isinstance(at, int) and 0 <= at < len(numbers):
        page.open_number(numbers[at])


def _drawn(sentence: Sentence, numbers: list[NumberAddress]) -> dict[str, Any]:
    drawn: list[dict[str, Any]] = []
    for clause in sentence.clauses:
        at = None
        if clause.query is not None and clause.metric:
            at = len(numbers)
            numbers.append(NumberAddress.of(clause.query, clause.metric))
        drawn.append({"text": clause.text, "at": at})
    return {"sign": _SIGNS[sentence.tone], "tone": sentence.tone, "parts": drawn}


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first click."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_narrative",
        html='<ul class="said"></ul>',
        css=(_HERE / "narrative.css").read_text(encoding="utf-8"),
        js=(_HERE / "narrative.js").read_text(encoding="utf-8"),
    )
