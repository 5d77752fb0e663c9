"""My account: one's own password, and the browsers that are signed in."""

from __future__ import annotations

import streamlit as st

from pages.admin import own_messages
from pages.admin.token_list import own_tokens
from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import DISPLAY_SETTINGS, Account, PersonFile, SalesError, Session, Setting, moment


def render(page: PageContext) -> None:
    """Who one is, a form for the password, and the sign-ins with a way to end each."""
    st.markdown(f"## {page.t('account.headline', name=literal(page.viewer.name))}")
    person = page.workspace.accounts.find(page.viewer.name)
    if person is None:
        st.caption(page.t("account.none"))
        return
    left, right = st.columns(2, gap="large")
    with left:
        _password(page, person)
        _display(page)
        own_messages.draw(page)
    with right:
        _sessions(page)
    own_tokens(page)
    recipe = PersonFile(person.name)
    downloads.link(page, page.t("account.download"), "person.json", recipe, mime="application/json")


def _password(page: PageContext, person: Account) -> None:
    st.markdown(f"### {page.t('account.password')}")
    # Kept when the new one is refused: nobody types it all again.
    with st.form("account_password"):
        old = st.text_input(page.t("account.old_password"), type="password") if person.has_password else ""
        new = st.text_input(page.t("people.new_password"), type="password")
        st.caption(page.t("account.password_help"))
        if not st.form_submit_button(page.t("account.change"), type="primary"):
            return
    try:
        page.workspace.accounts.change_own_password(person.name, old, new, keep=page.session)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
    else:
        st.success(page.t("account.changed"), icon=":material/check:")


def _display(page: PageContext) -> None:
    """How pages look for this person: three lists that are saved when they are changed."""
    st.markdown(f"### {page.t('display.title')}")
    company = page.workspace.appdb.company
    for one in DISPLAY_SETTINGS:
        options = one.pattern.split("|")
        key = f"display_{one.id}"
        st.session_state.setdefault(key, company.own_value(one, page.viewer.name))
        st.selectbox(
            page.say(one.label),
            options,
            format_func=lambda value: page.t(f"display.{value}"),
            key=key,
            on_change=_save_display,
            args=(page, one, key),
        )
        if refused := st.session_state.pop(f"{key}_refused", ""):
            st.error(literal(refused), icon=":material/block:")


def _save_display(page: PageContext, setting: Setting[str], key: str) -> None:
    """Where it is refused the list shows what is kept; why is told below it by the run that follows."""
    company = page.workspace.appdb.company
    try:
        company.set_own(setting.id, st.session_state[key], page.viewer)
    except SalesError as error:
        st.session_state[key] = company.own_value(setting, page.viewer.name)
        st.session_state[f"{key}_refused"] = error.describe(page.locale)


def _sessions(page: PageContext) -> None:
    st.markdown(f"### {page.t('account.sessions')}")
    for session in page.workspace.accounts.sessions.of(page.viewer.name):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_line(page, session))
            if session.id != page.session and st.button(
                page.t("account.end"), key=f"end_{session.id}", type="tertiary"
            ):
                page.workspace.accounts.end_session(page.viewer.name, session.id)
                st.rerun()


def _line(page: PageContext, session: Session) -> str:
    origin = session.origin
    words = page.t("account.session", created=moment(session.created), last_seen=moment(session.last_seen))
    how = page.t(f"account.how_{origin.how}") if origin.how else ""
    words = " · ".join(filter(None, (words, how, origin.address, origin.browser)))
    return f"{literal(words)} · **{page.t('account.this')}**" if session.id == page.session else literal(words)


PAGE = PageSpec("account", draw=render, question="question.account", has_bar=False, needs_data=False)
