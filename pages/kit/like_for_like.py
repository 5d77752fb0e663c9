"""The switch of like-for-like comparisons in the bar, and what it adds to a page while it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.kit import url_state
from sales_core.api import LIKE_BLOCKS, LIKE_FIGURE, LIKE_SWITCH, Board
from sales_core.i18n import Locale, t

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage

_KEY = "bar_like"


def switch(board: Board | None, locale: Locale) -> None:
    """Draws the switch for a board that has one; what is chosen stays chosen from page to page."""
    if board is None or not _has(board):
        return
    options = [str(one) for one in board.choice(LIKE_SWITCH).options]  # type: ignore[union-attr]
    asked = url_state.one(LIKE_SWITCH) or ""
    st.session_state[_KEY] = asked if asked in options else ""
    st.selectbox(
        t("like.label", locale),
        options,
        format_func=lambda value: t(f"like.{value or 'off'}", locale),
        key=_KEY,
        label_visibility="collapsed",
        width=128,
        on_change=_follow,
    )


def _follow() -> None:
    url_state.put(LIKE_SWITCH, [found] if (found := str(st.session_state[_KEY] or "")) else [])


def _has(board: Board) -> bool:
    return any(choice.id == LIKE_SWITCH for choice in board.choices)


def draw(page: BoardPage) -> None:
    """Draws the figures like for like above what the page itself says; nothing while the switch is off."""
    if not _has(page.opened.board):
        return
    for block_id in LIKE_BLOCKS:
        page.drawn(block_id)
    if not page.value(LIKE_SWITCH):
        return
    with st.container(gap="small", key="like_for_like"):
        if page.value(LIKE_SWITCH) == "months" and page.value(LIKE_FIGURE):
            page.choice(LIKE_FIGURE, kind="list", width=260, label=True)
        for block_id in LIKE_BLOCKS:
            page.block(block_id)
