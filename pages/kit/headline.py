"""The page's title: a sentence computed from its figures."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal


def headline(page: PageContext, sentence: str, detail: str = "") -> None:
    """The message large, what qualifies it below."""
    st.markdown(f"## {literal(sentence)}")
    if detail:
        st.caption(literal(detail))
    del page
