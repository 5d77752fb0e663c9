"""Number cards: a figure with its comparison, period and unit. Each one opens its Number ID."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from sales_core.api import Card, CardRow, Comparison, NumberAddress, Tone, card_text

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage

_HERE = Path(__file__).parent
#: Pixels that a card needs at least where its figure is written smaller.
_LOW = 124


def draw(page: BoardPage, block_id: str, block: CardRow, *, is_low: bool = False) -> None:
    """Draws the row and opens the Number ID of the card clicked; `is_low` where height is dear."""
    least = _LOW if is_low else block.width
    chosen = _component()(
        data={
            "cards": [_card(page, card, is_low=is_low) for card in block.cards],
            "least": least,
            "low": is_low,
        },
        key=f"cards_{page.opened.board.id}_{block_id}",
        on_opened_change=_nothing,
    )
    at = chosen.opened
    if isinstance(at, int) and 0 <= at < len(block.cards):
        card = block.cards[at]
        page.open_number(NumberAddress.of(card.query, card.metric))


def _card(page: BoardPage, card: Card, *, is_low: bool) -> dict[str, Any]:
    text = card_text(page.opened.context, card)
    # The period stands above the row already; why there is no value stands nowhere else.
    says_period = not card.note and card.figure.value is not None
    return {
        "metric": card.metric,
        "label": text.label,
        "value": text.value,
        "hint": f"{text.full} · {text.definition}",
        "against": [_line(page, line) for line in card.comparisons],
        "note": "" if is_low and says_period else text.note,
        "lead": card.is_main,
        "progress": None if card.share is None else {"share": card.share, "pace": card.pace},
    }


def _line(page: BoardPage, line: Comparison) -> dict[str, str]:
    """Green says good, unless rises are red: then the colour says the direction, as the arrow does."""
    tone = line.tone
    if page.context.rise == "red" and line.rising is not None:
        tone = Tone.BAD if line.rising else Tone.GOOD
    return {"text": line.text, "label": line.label, "tone": tone, "sign": line.sign}


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first click."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_card_row",
        html='<div class="row" role="group"></div>',
        css=(_HERE / "cards.css").read_text(encoding="utf-8"),
        js=(_HERE / "cards.js").read_text(encoding="utf-8"),
    )
