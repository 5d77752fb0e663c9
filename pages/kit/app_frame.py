"""One run: who is it, which page, which data, then the page. Closed unless the gate vouches for the viewer."""

from __future__ import annotations

import html
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st

from pages.kit import empty_states, filters, like_for_like, search_box, url_state
from pages.kit.board_page import draw_board, page_download
from pages.kit.context import PageContext, Theme, open_company, opened_workspace
from pages.kit.data_state import DataState, data_state
from pages.kit.literal import literal
from pages.kit.page_spec import SECTIONS, PageSpec, product_pages
from pages.kit.render import chart_keys, document_watch, present
from sales_core.api import (
    COMPANY_LOGO,
    DISPLAY_DENSITY,
    DISPLAY_RISE,
    DISPLAY_THEME,
    MAIN,
    SIDE_COMPANIES,
    DamagedVersionError,
    NotAllowedError,
    Period,
    Setting,
    Viewer,
    Workspace,
    bind_ids,
    company_prefix,
    demo_progress,
    lens_text,
    moment,
    note_refusal,
    now,
    room_has_lens,
    server_accounts,
    stale_text,
)
from sales_core.i18n import DEFAULT_LOCALE, Locale, choose, t

_HERE = Path(__file__).parent
_MARK = str(_HERE / "mark.svg")
_log = logging.getLogger(__name__)
#: All that is sized by the type follows it.
_COMPACT = (
    "<style>@media (max-width: 1899px) { html { font-size: 13px !important; } }"
    ' [data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: .6rem; }</style>'
)


#: The page that the key of the meeting opens.
_MEETING = "meet"
#: The parameter of the URL that names a meeting.
_OF_MEETING = "meeting"
#: So often the watermark stands on a screen.
_MARKS = 12
#: Opens the company whose pages are drawn.
Opener = Callable[[], Workspace]


@dataclass(frozen=True, slots=True)
class _Run:
    """Who looks, in which language, by which sign-in session, at which company."""

    viewer: Viewer
    locale: Locale
    identity: str
    workspace: Workspace
    """The company's, opened once a process and asked for once a run: each asking takes a third of a millisecond."""
    company: str
    specs: tuple[PageSpec, ...]
    """Every page there is."""


def run(specs: Sequence[PageSpec] | None = None, open_workspace: Opener = open_company) -> None:
    """Draws the current page of `specs` (the product's, when none are given) for the current viewer.

    `open_workspace` is called once a process: by default it opens the company of SALES_HOME.
    """
    st.set_page_config(page_title="Sales Cockpit", page_icon=_MARK, layout="wide", initial_sidebar_state=210)
    locale = _locale()
    product = t("shell.product", locale)
    # Both hold 4.5 to 1 against what they stand on, which the framework's own do not.
    is_dark = theme() == "dark"
    on_primary, quiet, ground = ("#0f1620", "#a3afbf", "#182230") if is_dark else ("#ffffff", "#5d6b7c", "#ffffff")
    surface, accent = ("#0f1620", "#7fb2e5") if is_dark else ("#ffffff", "#1f4e79")
    colours = f"--sc-on-primary: {on_primary}; --sc-quiet: {quiet}; --sc-ground: {ground}; --sc-surface: {surface};"
    colours += f" --sc-accent: {accent};"
    st.html(f"<style>:root {{ --sc-product: '{product}'; {colours} }}\n{_style()}</style>")
    st.logo(_MARK, size="large")
    identity = _vouched()
    with empty_states.screen_border(locale):
        company = _company()
        viewer = server_accounts(company).signed_in(identity)
        if viewer is None:
            _signed_out(locale, company)
            return
        if chosen := url_state.one("lens"):
            viewer = server_accounts(company).through_lens(viewer, chosen)
        pages = product_pages() if specs is None else tuple(specs)
        _pages(_Run(viewer, locale, identity, opened_workspace(open_workspace, company), company, pages))


def _vouched() -> str:
    """The session id that the gate set on this socket; empty when anything is amiss."""
    held = st.user.to_dict().get("session")
    header = st.context.headers.get("x-auth-session")
    return str(held) if held and held == header else ""


def _company() -> str:
    """Which company the gate let in to: it sets the header on this socket, and nobody else can."""
    held = st.context.headers.get("x-auth-company") or MAIN
    return held if held in SIDE_COMPANIES else MAIN


def _signed_out(locale: Locale, company: str) -> None:
    st.markdown(f"## {t('shell.session_over', locale)}")
    st.html(f'<a href="{company_prefix(company)}/login" target="_self">{t("shell.session_over_do", locale)}</a>')
    st.stop()


def _locale() -> Locale:
    return choose(url_state.one("lang"), st.context.locale or DEFAULT_LOCALE)


def _pages(this: _Run) -> None:
    specs, locale, workspace = this.specs, this.locale, this.workspace
    front = _front(specs, this.viewer, workspace)
    pages = {
        spec.id: st.Page(
            partial(_show, spec, this),
            title=t(spec.title_key, locale),
            url_path=spec.id,
            default=spec is front,
            visibility="visible" if spec.section and spec.is_for(this.viewer) else "hidden",
        )
        for spec in specs
    }
    menu = {
        t(f"shell.section_{section}", locale): [pages[spec.id] for spec in specs if spec.section == section]
        for section in SECTIONS
    }
    menu[""] = [pages[spec.id] for spec in specs if not spec.section]
    st.session_state["pages"] = pages
    company, logo = workspace.figures.company_name, workspace.appdb.company.value(COMPANY_LOGO)
    if logo:
        st.logo(logo, size="large")
    page = st.navigation(menu, expanded=True)
    # A tab, a bookmark and the history say which page it is, and whose.
    st.set_page_config(page_title=f"{page.title} · {company or t('shell.product', locale)}")
    url_state.settle()
    with st.sidebar:
        wanted = _display(this, DISPLAY_THEME)
        paths = [f"{company_prefix(this.company)}/{name}" for name in ("", *(spec.id for spec in specs))]
        document_watch.watch(theme(), locale, wanted, paths)
        chart_keys.install(locale)
        if _display(this, DISPLAY_DENSITY) == "compact":
            st.html(_COMPACT)
        if company:
            st.markdown(f"**{literal(company)}**")
        _account(this, locale)
    page.run()


def _display(this: _Run, setting: Setting[str]) -> str:
    """How the viewer, else the company, wants pages to look."""
    return this.workspace.appdb.company.own_value(setting, this.viewer.name)


def _front(specs: tuple[PageSpec, ...], viewer: Viewer, workspace: Workspace) -> PageSpec:
    """The page at `/`: the first one; while nothing is loaded, the first that says what to load to who may do it."""
    if workspace.appdb.current_version():
        return specs[0]
    return next((spec for spec in specs if spec.is_start and spec.is_for(viewer)), specs[0])


def _account(this: _Run, locale: Locale) -> None:
    viewer = this.viewer
    filters.language(locale)
    filters.lens(viewer, locale)
    if present.draw(locale) and _MEETING in st.session_state.get("pages", {}):
        st.switch_page(st.session_state["pages"][_MEETING])
    role = t(f"shell.role_{viewer.role.value}", locale)
    st.caption(t("shell.signed_in_as", locale, name=literal(viewer.name), role=role))
    if "account" in st.session_state.get("pages", {}):
        st.page_link(st.session_state["pages"]["account"], label=t("page.account", locale))
    address = f"{company_prefix(this.company)}/logout"
    st.html(f'<a class="sc-quiet" href="{address}" target="_self">{t("shell.sign_out", locale)}</a>')


def _show(spec: PageSpec, this: _Run) -> None:
    if not spec.is_for(this.viewer) and spec.needed_right is not None:
        refused = NotAllowedError(this.viewer.name, spec.needed_right)
        noted: set[str] = st.session_state.setdefault("refused_pages", set())
        if spec.id not in noted:  # once a tab: a page runs again for many reasons
            noted.add(spec.id)
            note_refusal(this.workspace.accounts, refused, f"/{spec.id}")
        empty_states.not_allowed(this.locale, refused)
        return
    started = time.monotonic()
    with empty_states.screen_border(this.locale, spec.id):
        _draw(spec, _as_shown(spec, this))
        _log.info("page drawn", extra={"seconds": round(time.monotonic() - started, 3)})


def _draw(spec: PageSpec, this: _Run) -> None:
    workspace = this.workspace
    bind_ids(viewer=workspace.accounts.number_of(this.viewer.name))
    if demo_progress(workspace.appdb) is not None:
        _demo_banner(this)
    if (reason := workspace.appdb.view_only) is not None:
        st.warning(literal(t("shell.view_only", this.locale, reason=reason.in_(this.locale))), icon=":material/lock:")
    state = data_state(workspace, url_state.one("v"), this.viewer)
    if state.damage:
        shown = t("shell.last_good", this.locale, version=state.latest)
        st.error(literal(f"{state.damage.in_(this.locale)} {shown}"), icon=":material/block:")
    page = PageContext(
        workspace=workspace,
        viewer=this.viewer,
        locale=this.locale,
        theme=theme(),
        version=state.version,
        is_latest=state.version == state.latest,
        as_of=state.as_of,
        currency=workspace.figures.currency(state.version, this.viewer),
        period=Period.month_of(state.as_of),
        session=this.identity,
        company=this.company,
        rise=_display(this, DISPLAY_RISE),
        is_compact=_display(this, DISPLAY_DENSITY) == "compact",
        magnification=document_watch.magnification(),
    )
    if this.viewer.has_lens and not state.is_empty:
        st.html(f'<div class="sc-lens" role="note">{html.escape(lens_text(workspace, this.viewer, this.locale))}</div>')
    search = partial(search_box.draw, page, this.specs)
    if spec.has_bar and not state.is_empty:

        def tail() -> None:
            like_for_like.switch(spec.board, this.locale)
            search()

        chosen = filters.bar(_filter_context(state, workspace, this), tail)
        page = replace(page, period=chosen.period, filters=chosen.filters)
    else:
        with st.container(key="search_corner"):
            search()
    if spec.needs_data and state.is_empty:
        empty_states.no_data(page, spec.board.filled_by if spec.board else ())
        return
    bind_ids(version=state.version)
    try:
        draw_page(spec, page)
    except DamagedVersionError:
        if state.version != state.latest:
            raise
        st.rerun()  # the version cannot be read any more: the last good one is shown


def _as_shown(spec: PageSpec, this: _Run) -> _Run:
    """The same run through the lens where a whole room looks; the watermark stands over all that the lens is on."""
    if spec.is_room and room_has_lens(this.workspace, this.viewer, url_state.one(_OF_MEETING) or ""):
        this = replace(this, viewer=this.workspace.accounts.through_lens(this.viewer, url_state.one("lens") or ""))
    if this.viewer.has_lens:
        _watermark(this)
    return this


def _watermark(this: _Run) -> None:
    """Who looks and when, over a screen that others look at: a picture of it says whose it was."""
    words = html.escape(f"{this.viewer.name} · {moment(now())}")
    st.html(f'<div class="sc-watermark" aria-hidden="true">{f"<span>{words}</span>" * _MARKS}</div>')


def _demo_banner(this: _Run) -> None:
    """Says on every page that nothing of it is real, and leads back."""
    back = f' <a href="/?lang={this.locale}" target="_self">{t("shell.to_main", this.locale)} →</a>'
    back = "" if this.company == MAIN else back
    st.html(f'<div class="sc-demo" role="note">◇ {t("shell.demo", this.locale)}{back}</div>')


def draw_page(spec: PageSpec, context: PageContext) -> None:
    """The page itself, below the bar; above it, how old the data are when they are not of these days."""
    if spec.has_bar and context.is_latest and (old := stale_text(context.as_of, context.locale)):
        st.warning(literal(old), icon=":material/schedule:")
    if spec.board is not None:
        page_download(draw_board(context, spec.board, spec.widgets))
    elif spec.draw is not None:
        spec.draw(context)


def _filter_context(state: DataState, workspace: Workspace, this: _Run) -> filters.FilterContext:
    return filters.FilterContext(
        workspace=workspace,
        viewer=this.viewer,
        locale=this.locale,
        version=state.version,
        latest=state.latest,
        versions=state.lines(this.locale),
        first=state.first,
        as_of=state.as_of,
    )


def theme() -> Theme:
    """The theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


@st.cache_resource(show_spinner=False)
def _style() -> str:
    return (_HERE / "style.css").read_text(encoding="utf-8")
