"""The page's title: a sentence computed from its figures."""

from __future__ import annotations

import streamlit as st

from pages.shell.context import PageContext


def headline(page: PageContext, sentence: str, detail: str = "") -> None:
    """The message large, what qualifies it below."""
    st.markdown(f"## {_plain(sentence)}")
    if detail:
        st.caption(_plain(detail))
    del page


def _plain(text: str) -> str:
    # A dollar sign would start a formula in the page's markdown.
    return text.replace("$", "\\$").replace("~", "\\~")
