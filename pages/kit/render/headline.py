"""The board's message large, what qualifies it below, and which filters do not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from sales_core.api import Headline

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: Headline) -> None:
    """Draws the headline."""
    del block_id
    st.markdown(f"## {literal(block.sentence)}")
    if block.detail:
        st.caption(literal(block.detail))
    if text := page.opened.left_out_text():
        st.caption(literal(text))


def section_heading(title: str, note: str = "") -> None:
    """A section's message and, smaller, what is shown."""
    if title:
        st.markdown(f"#### {literal(title)}")
    if note:
        st.caption(literal(note))
