"""A number reopened by its code: /n?code=…, on the version it was seen on and within the opener's rights."""

from __future__ import annotations

import streamlit as st

from pages.kit import number_id
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import UsageError


def render(page: PageContext) -> None:
    """Draws the number that the code names, or asks for a code."""
    st.markdown(f"## {page.t('number.title')}")
    code = st.text_input(page.t("number.ask_code"), key="code", bind="query-params", width=280)
    if not code:
        return
    try:
        number_id.reopened(page, code.strip())
    except UsageError as error:  # a code is typed, so it may be mistyped: the field stays for the right one
        st.error(literal(error.describe(page.locale)), icon=":material/block:")


PAGE = PageSpec("n", draw=render, has_bar=False, question="question.number")
