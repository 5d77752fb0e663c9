"""The page at /targets."""

from __future__ import annotations

import streamlit as st

from pages.shell.context import PageContext


def render(page: PageContext) -> None:
    """Draws the page."""
    st.markdown(f"## {page.t('page.targets')}")
