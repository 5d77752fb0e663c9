"""One run: who is it, which page, which data, then the page. Closed unless the gate vouches for the viewer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from pages.kit import empty_states, filters, url_state
from pages.kit.context import PageContext, Theme, opened_workspace
from pages.kit.data_state import DataState, data_state
from pages.kit.literal import literal
from pages.kit.registry import PAGES, SECTIONS, Entry
from sales_core.access.server import accounts
from sales_core.i18n import DEFAULT_LOCALE, Locale, choose, t
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.terms import Period, Viewer

_HERE = Path(__file__).parent
_MARK = str(_HERE / "mark.svg")


def run() -> None:
    """Draws the current page for the current viewer."""
    st.set_page_config(page_title="Sales Cockpit", page_icon=_MARK, layout="wide", initial_sidebar_state=210)
    locale = _locale()
    product = t("shell.product", locale)
    st.html(f"<style>:root {{ --sc-product: '{product}'; }}\n{_style()}</style>")
    st.logo(_MARK, size="large")
    identity = _vouched()
    viewer = accounts().signed_in(identity)
    if viewer is None:
        _signed_out(locale)
        return
    _pages(viewer, locale, identity)


def _vouched() -> str:
    """The session id that the gate set on this socket; empty when anything is amiss."""
    held = st.user.to_dict().get("session")
    header = st.context.headers.get("x-auth-session")
    return str(held) if held and held == header else ""


def _signed_out(locale: Locale) -> None:
    st.markdown(f"## {t('shell.session_over', locale)}")
    st.html(f'<a href="/login" target="_self">{t("shell.session_over_do", locale)}</a>')
    st.stop()


def _locale() -> Locale:
    return choose(url_state.one("lang"), st.context.locale or DEFAULT_LOCALE)


def _pages(viewer: Viewer, locale: Locale, identity: str) -> None:
    pages = {
        entry.path: st.Page(
            partial(_show, entry, viewer, locale, identity),
            title=t(entry.title_key, locale),
            url_path=entry.path,
            default=entry is PAGES[0],
            visibility="visible" if entry.section and entry.is_for(viewer) else "hidden",
        )
        for entry in PAGES
    }
    menu = {
        t(f"shell.section_{section}", locale): [pages[e.path] for e in PAGES if e.section == section]
        for section in SECTIONS
    }
    menu[""] = [pages[entry.path] for entry in PAGES if not entry.section]
    st.session_state["pages"] = pages
    page = st.navigation(menu, expanded=True)
    url_state.settle()
    with st.sidebar:
        _account(viewer, locale)
    page.run()


def _account(viewer: Viewer, locale: Locale) -> None:
    filters.language(locale)
    role = t(f"shell.role_{viewer.role.value}", locale)
    st.caption(t("shell.signed_in_as", locale, name=literal(viewer.name), role=role))
    st.html(f'<a class="sc-quiet" href="/logout" target="_self">{t("shell.sign_out", locale)}</a>')


def _show(entry: Entry, viewer: Viewer, locale: Locale, identity: str) -> None:
    if not entry.is_for(viewer) and entry.right is not None:
        empty_states.not_allowed(locale, NotAllowedError(viewer.name, entry.right))
        return
    try:
        _draw(entry, viewer, locale, identity)
    except Exception as error:  # noqa: BLE001 - the border of a page: whatever broke, the frame stays and says so
        empty_states.failed(locale, error)


def _draw(entry: Entry, viewer: Viewer, locale: Locale, identity: str) -> None:
    workspace = opened_workspace()
    state = data_state(workspace, url_state.one("v"))
    chosen = filters.Chosen(Period.month_of(state.as_of), ())
    if entry.has_bar and not state.is_empty:
        chosen = filters.bar(_known(state, viewer, locale))
    page = PageContext(
        workspace=workspace,
        viewer=viewer,
        locale=locale,
        theme=_theme(),
        version=state.version,
        is_latest=state.version == state.latest,
        as_of=state.as_of,
        currency=state.currency,
        period=chosen.period,
        filters=chosen.filters,
        session=identity,
    )
    if entry.needs_data and state.is_empty:
        empty_states.no_data(page)
        return
    entry.load()(page)


def _known(state: DataState, viewer: Viewer, locale: Locale) -> filters.Known:
    return filters.Known(
        workspace=opened_workspace(),
        viewer=viewer,
        locale=locale,
        version=state.version,
        latest=state.latest,
        versions=state.lines(locale),
        first=state.first,
        as_of=state.as_of,
    )


def _theme() -> Theme:
    return "dark" if st.context.theme.type == "dark" else "light"


@st.cache_resource(show_spinner=False)
def _style() -> str:
    return (_HERE / "style.css").read_text(encoding="utf-8")
