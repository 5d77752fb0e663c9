"""The board's message large, what qualifies it below, and which filters do not apply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from sales_core.api import Headline

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


#: A blank between a number and what it counts: a line does not break there.
_AFTER_NUMBER = re.compile(r"(?<=[0-9%]) (?=[^\W\d])")
_NO_BREAK = "\u00a0"


def draw(page: BoardPage, block_id: str, block: Headline) -> None:
    """Draws the headline."""
    del block_id
    st.markdown(f"## {_kept_together(block.sentence)}")
    if block.detail:
        st.caption(literal(block.detail))
    if text := page.opened.left_out_text():
        st.caption(literal(text))


def section_heading(title: str, note: str = "") -> None:
    """A section's message and, smaller, what is shown."""
    if title:
        st.markdown(f"### {_kept_together(title)}")
    if note:
        st.caption(literal(note))


def _kept_together(text: str) -> str:
    return literal(_AFTER_NUMBER.sub(_NO_BREAK, text))
