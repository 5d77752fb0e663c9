"""Where do I stand, what do I earn, and what is next?"""

from __future__ import annotations

import streamlit as st

from pages.kit import url_state
from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board

_REP, _KEY = "rep", "whose_page"


def widgets(page: BoardPage) -> None:
    """Whose page it is, for who sees more than one person; then all that the board says of him."""
    _person(page)
    page.rest()


def _person(page: BoardPage) -> None:
    context = page.context
    others = tuple(item for item in context.filters if item.dimension != _REP)
    names = dict(context.workspace.figures.values(_REP, context.viewer, context.version, others))
    if len(names) < 2:
        return
    chosen = url_state.many(_REP)
    st.session_state[_KEY] = chosen[0] if len(chosen) == 1 and chosen[0] in names else None
    st.selectbox(
        page.t("mine.whose"),
        list(names),
        format_func=lambda code: names[code] or code or page.t("shell.unassigned"),
        key=_KEY,
        placeholder=page.t("mine.choose"),
        on_change=_choose,
        width=context.pixels(260),
    )


def _choose() -> None:
    code = st.session_state[_KEY]
    url_state.put(_REP, [] if code is None else [code])


PAGE = PageSpec("mine", "people", -1, board("mine"), widgets)
