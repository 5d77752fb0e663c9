"""What a person typed about masters and did not save, in the session. A new version ends every draft."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from sales_core.api import MasterDraft

_DRAFT, _ROUND, _BASE = "master_draft", "master_round", "master_base"


def draft(page: BoardPage) -> MasterDraft:
    """The draft on the version looked at; an empty one where nothing was typed."""
    held = st.session_state.get(_DRAFT)
    return held[1] if held and held[0] == page.context.version else MasterDraft()


def note(page: BoardPage, typed: MasterDraft) -> None:
    """Holds the draft as the grid has it now."""
    st.session_state[_DRAFT] = (page.context.version, typed)


def keep(page: BoardPage, typed: MasterDraft) -> None:
    """Holds a draft that was changed beside the grid, and draws the grid anew from it."""
    note(page, typed)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def forget() -> None:
    """Drops the draft."""
    st.session_state.pop(_DRAFT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def round_number() -> int:
    """Grows with every change that the grid did not make itself."""
    return int(st.session_state.get(_ROUND, 0))


def base(page: BoardPage, key: str) -> MasterDraft:
    """The draft as it was when the grid of this key was first drawn: what is typed in it comes on top."""
    held = st.session_state.get(_BASE)
    if not held or held[0] != key:
        held = (key, draft(page))
        st.session_state[_BASE] = held
    typed: MasterDraft = held[1]
    return typed
