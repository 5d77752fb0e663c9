"""API tokens on a page: those of one account with a form for a new one, or those of everybody."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import ApiToken, Right, SalesError, moment

_DAYS, _MOST_DAYS = 90, 3_650
_MADE = "token_made"


def own_tokens(page: PageContext) -> None:
    """One's own tokens, each with a way to end it, and a form for another; a new token is shown once."""
    st.markdown(f"### {page.t('tokens.title')}")
    if secret := st.session_state.pop(_MADE, ""):
        st.caption(page.t("tokens.made"))
        st.code(secret, language=None, wrap_lines=True)
    _listed(page, page.workspace.tokens.list(page.viewer, page.viewer.name))
    with st.form("token_make", clear_on_submit=True):
        label = st.text_input(page.t("tokens.label"), max_chars=100)
        days = st.number_input(page.t("tokens.days"), 1, _MOST_DAYS, _DAYS)
        rights = _rights(page)
        if st.form_submit_button(page.t("tokens.make")):
            _make(page, label, int(days), rights)


def all_tokens(page: PageContext) -> None:
    """Everybody's tokens, for who manages people."""
    found = page.workspace.tokens.list(page.viewer)
    if found:
        st.markdown(f"### {page.t('tokens.title')}")
        _listed(page, found)


def _rights(page: PageContext) -> tuple[Right, ...]:
    held = [right for right in Right if page.may(right)]
    usual = [right for right in held if right.value.startswith("view_")]
    chosen = st.multiselect(
        page.t("tokens.rights"), held, default=usual, format_func=lambda right: page.t(f"right.{right.value}")
    )
    return tuple(map(Right, chosen))


def _make(page: PageContext, label: str, days: int, rights: tuple[Right, ...]) -> None:
    try:
        _, secret = page.workspace.tokens.make(page.viewer.name, label, days, rights, by=page.viewer)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    st.session_state[_MADE] = secret
    st.rerun()


def _listed(page: PageContext, found: tuple[ApiToken, ...]) -> None:
    if not found:
        st.caption(page.t("tokens.none"))
    for token in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(literal(_line(page, token)))
            if st.button(page.t("tokens.end"), key=f"token_{token.id}", type="tertiary"):
                page.workspace.tokens.end(token.id, by=page.viewer)
                st.rerun()


def _line(page: PageContext, token: ApiToken) -> str:
    line = page.t("tokens.line", label=token.label, token=token.id, expires=token.expires.date().isoformat())
    if token.account != page.viewer.name:
        line = page.t("tokens.of", name=token.account, line=line)
    used = token.last_used and page.t("tokens.used", moment=moment(token.last_used), address=token.last_address)
    return f"{line} · {used or page.t('tokens.unused')}"
