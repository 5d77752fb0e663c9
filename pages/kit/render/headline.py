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
    _draw(f"## {_kept_together(block.sentence)}", block.detail, page.opened.left_out_text())


def section_heading(title: str, note: str = "") -> None:
    """A section's message and, smaller, what is shown."""
    _draw(f"### {_kept_together(title)}" if title else "", note)


def _draw(heading: str, *notes: str) -> None:
    """One element, for each is a message of every rerun; what follows a heading in it is drawn as a caption."""
    below = [literal(note) for note in notes if note]
    if heading:
        st.markdown("\n\n".join((heading, *below)))
    elif below:
        st.caption("\n\n".join(below))


def _kept_together(text: str) -> str:
    return _AFTER_NUMBER.sub(_NO_BREAK, literal(text))
