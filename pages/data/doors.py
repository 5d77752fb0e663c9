"""The two ways in: look round in the demo company, or start with one's own numbers. They are two companies."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages.kit.context import PageContext, forget_workspace, opened_workspace
from pages.kit.empty_states import screen_border
from pages.kit.literal import literal
from sales_core.api import (
    DEMO,
    MAIN,
    OWN,
    DemoProcess,
    DemoProgress,
    Right,
    SalesError,
    begin_company,
    company_prefix,
    demo_progress,
    remove_demo,
    working_for,
)

_TICK = 2.0


def draw(page: PageContext) -> None:
    """Both doors while nothing is loaded, later the demo company alone; inside the demo, the way to one's own."""
    if demo_progress(page.workspace.appdb) is not None:
        if page.company == MAIN:
            _own_beside(page)
        return
    if page.company != MAIN:
        return
    if page.version:
        with st.expander(page.t("start.door_demo"), icon=":material/explore:"):
            _demo(page)
        return
    st.markdown(f"### {page.t('start.doors')}")
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        st.markdown(f"**{page.t('start.door_demo')}**")
        _demo(page)
    with right.container(border=True, height="stretch"):
        st.markdown(f"**{page.t('start.door_own')}**")
        st.caption(page.t("start.door_own_lead"))
        if st.button(page.t("shell.go_upload"), type="primary", key="own_upload", icon=":material/upload:"):
            st.switch_page(st.session_state["pages"]["upload"])


@st.cache_resource(show_spinner=False)
def _process() -> DemoProcess:
    """The one that loads the demo for this server."""
    return DemoProcess()


def _demo(page: PageContext) -> None:
    """Where the demo company stands, and what can be done with it."""
    st.caption(page.t("start.door_demo_lead"))
    if st.session_state.pop("demo_removed", False):
        st.success(page.t("start.demo_removed"), icon=":material/check:")
    if _process().is_running:
        _preparing(page)
        return
    progress = _progress(page)
    if progress is not None and progress.is_ready:
        _link(page, DEMO, page.t("start.demo_open"))
    elif not page.may(Right.MANAGE_USERS):
        st.caption(page.t("start.ask_admin"))
    else:
        words = page.t("start.demo_prepare" if progress is None else "start.demo_continue")
        if st.button(words, type="primary", key="demo_prepare", icon=":material/explore:"):
            begin_company(DEMO)  # here, so that the process finds a whole database
            _process().start()
            st.rerun()
    if progress is not None and page.may(Right.MANAGE_USERS):
        _removal(page)


def _progress(page: PageContext) -> DemoProgress | None:
    """How far it is loaded; None while there is none, or none that can be opened yet."""
    if DEMO in page.workspace.settings.home.companies():
        with suppress(SalesError):
            return demo_progress(opened_workspace(company=DEMO).appdb)
    return None


@st.fragment(run_every=_TICK)
def _preparing(page: PageContext) -> None:
    # Redrawn alone, outside the border of the page.
    with screen_border(page.locale, "start", page.person):
        if not _process().is_running:
            st.rerun()
        found = _progress(page)
        if found is None:
            st.progress(0.0, text=page.t("start.demo_begins"))
            return
        text = page.t("start.demo_preparing", done=found.done, of=found.of)
        st.progress(min(1.0, found.done / found.of), text=literal(text))


def _removal(page: PageContext) -> None:
    with st.popover(page.t("start.demo_remove"), type="tertiary", icon=":material/delete:"):
        st.markdown(literal(page.t("start.demo_remove_sure")))
        if not st.button(page.t("start.demo_remove"), key="demo_remove"):
            return
        _process().stop()
        demo = opened_workspace(company=DEMO)
        try:
            forget_workspace(DEMO)
            with working_for(DEMO):
                remove_demo(demo.settings.home, demo.appdb)
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
            return
        st.session_state["demo_removed"] = True
        st.rerun()


def _own_beside(page: PageContext) -> None:
    """The main company is the demo, as earlier releases loaded it there: one's own is another one, beside it."""
    st.caption(page.t("start.own_beside"))
    if OWN in page.workspace.settings.home.companies():
        _link(page, OWN, page.t("start.own_open"))
    elif not page.may(Right.MANAGE_USERS):
        st.caption(page.t("start.ask_admin"))
    elif st.button(page.t("start.own_prepare"), type="primary", key="own_prepare"):
        begin_company(OWN)
        st.rerun()


def _link(page: PageContext, company: str, label: str) -> None:
    address = f"{company_prefix(company)}/?lang={page.locale}"
    st.html(f'<a class="sc-open" href="{address}" target="_self">{label} →</a>')
