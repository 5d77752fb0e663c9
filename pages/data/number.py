"""A number reopened by its code: /n?code=…, on the version it was seen on and within the opener's rights."""

from __future__ import annotations

import streamlit as st

from pages.kit import number_id
from pages.kit.context import PageContext
from pages.kit.page_spec import PageSpec


def render(page: PageContext) -> None:
    """Draws the number that the code names, or asks for a code."""
    st.markdown(f"## {page.t('number.title')}")
    code = st.text_input(page.t("number.ask_code"), key="code", bind="query-params", width=280)
    if code:
        number_id.reopened(page, code.strip())


PAGE = PageSpec("n", draw=render, has_bar=False, question="question.number")
