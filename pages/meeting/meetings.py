"""Meetings: those there are, the script of the one that is picked, and a new one for the days chosen above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.kit import url_state
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.profile_link import carried
from pages.kit.render.record_form import entry_form
from pages.meeting import minutes_menu, new_slide
from pages.meeting.room import MEETING
from pages.meeting.slide_view import opened_slide
from sales_core.api import (
    Ask,
    Meeting,
    Right,
    SalesError,
    ShownSlide,
    Slide,
    close_meeting,
    day,
    meeting_name,
    meetings,
    move_slide,
    period_text,
    plan_meeting,
    set_room_lens,
    slides_of,
    start_meeting,
    typed_text,
    usual_name,
)
from sales_core.i18n import t

_SLIDE = "meeting_slide"
_WALL_SECONDS = 30
_FRONT = ("running", "planned", "closed")


def render(page: PageContext) -> None:
    """The message, the meetings as a choice, the picked one with its script."""
    found = sorted(meetings(page.workspace, page.viewer), key=lambda one: (_FRONT.index(one.row.state), -one.id))
    named = url_state.one(MEETING) or ""
    picked = next((one for one in found if str(one.id) == named), found[0] if found else None)
    slides = slides_of(page.workspace, page.viewer, picked.id, left_out=True) if picked else ()
    st.markdown(f"## {_headline(page, picked, slides)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if picked is not None:
            _choice(page, found, picked)
        if page.may(Right.ADD_RECORDS) and page.is_latest:
            with st.popover(page.t("meeting.plan"), icon=":material/event:"):
                _plan(page)
    if picked is not None:
        _acts(page, picked)
        _script(page, picked, slides)


def _headline(page: PageContext, picked: Meeting | None, slides: Sequence[Slide]) -> str:
    if picked is None:
        return page.t("meeting.none")
    name = literal(meeting_name(picked, page.viewer, page.locale))
    if picked.is_running:
        return page.t("meeting.headline_running", name=name, place=picked.place + 1, slides=len(slides))
    return page.t("meeting.headline", name=name, slides=len(slides)) if picked.row.state == "planned" else name


def _choice(page: PageContext, found: Sequence[Meeting], picked: Meeting) -> None:
    words = {str(one.id): _line(page, one) for one in found}
    st.session_state["meeting_pick"] = str(picked.id)

    def pick() -> None:
        url_state.put(MEETING, [st.session_state["meeting_pick"]])

    st.selectbox(
        page.t("page.meetings"), list(words), format_func=lambda one: words.get(one, one), key="meeting_pick",
        label_visibility="collapsed", on_change=pick, width=520,
    )  # fmt: skip


def _line(page: PageContext, one: Meeting) -> str:
    state = page.t(f"record.meeting.state.{one.row.state}")
    span = period_text(one.period, page.locale)
    return " · ".join((meeting_name(one, page.viewer, page.locale), span, day(one.day, page.locale), state))


def _plan(page: PageContext) -> None:
    st.caption(page.t("meeting.plan_help"))
    with st.form("plan_meeting", border=False):
        usual = usual_name(page.workspace, page.ask())
        name = st.text_input(page.t("record.meeting.name.label"), usual, max_chars=80)
        shared = st.checkbox(page.t("record.meeting.shared.label"), value=True)
        lens = st.checkbox(page.t("record.meeting.lens.label"), value=False)
        if not st.form_submit_button(page.t("meeting.build"), type="primary"):
            return
    _do(page, lambda: url_state.put(MEETING, [_planned(page, name, shared=shared, lens=lens)]))


def _planned(page: PageContext, name: str, *, shared: bool, lens: bool) -> str:
    return str(plan_meeting(page.workspace, page.ask(), name, shared=shared, lens=lens))


def _do(page: PageContext, act: Callable[[], object]) -> None:
    """Does what was asked and draws the page anew, or says why not."""
    try:
        act()
    except SalesError as error:
        st.error(literal(page.say(error.text)))
        return
    st.rerun()


def _acts(page: PageContext, held: Meeting) -> None:
    """Start or join, the presenter's window, the wall, the end, the minutes."""
    own = _is_own(page, held)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="meeting_acts"):
        if held.is_running:
            if st.button(page.t("meeting.resume"), type="primary", icon=":material/slideshow:"):
                _go(held)
        elif own and st.button(page.t("meeting.start"), type="primary", icon=":material/slideshow:"):
            _do(page, lambda: _go(start_meeting(page.workspace, page.viewer, held)))
        st.html(_anchor(page, "presenter", held, "meeting.presenter"), width="content")
        st.html(_anchor(page, "meet", held, "meeting.wall", wall=_WALL_SECONDS), width="content")
        if held.is_running and own and st.button(page.t("meeting.close"), icon=":material/stop_circle:"):
            _do(page, lambda: close_meeting(page.workspace, page.viewer, held))
        if own and (page.may(Right.LIFT_LENS) or not held.has_lens):
            words = "meeting.lens_off" if held.has_lens else "meeting.lens_on"
            if st.button(page.t(words), icon=":material/visibility:"):
                _do(page, lambda: set_room_lens(page.workspace, page.viewer, held, on=not held.has_lens))
        minutes_menu.draw(page, held)
    if not own:
        st.caption(literal(page.t("meeting.others", who=held.row.by)))


def _is_own(page: PageContext, held: Meeting) -> bool:
    may = page.may(Right.ADD_RECORDS) and page.is_latest
    return may and (held.row.by == page.viewer.name or page.may(Right.MANAGE_USERS))


def _go(held: Meeting) -> None:
    """To the meeting, over its own days and filters."""
    target = st.session_state.get("pages", {}).get("meet")
    if target is not None:
        filters = {item.dimension: list(item.values) for item in (held.view if held.is_running else held.filters)}
        others = {name: value for name, value in carried().items() if name not in {"period", *url_state.FILTERS}}
        st.switch_page(target, query_params={**others, **filters, MEETING: str(held.id), "period": str(held.period)})


def _anchor(page: PageContext, target: str, held: Meeting, words: str, **more: object) -> str:
    """A link that opens a window of its own."""
    language = f"&lang={page.locale}"
    lens = f"&lens={url_state.one('lens') or 'meeting'}" if page.viewer.has_lens and target != "presenter" else ""
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    address = f"{page.prefix}/{target}?{MEETING}={held.id}&period={held.period}{language}{lens}{extra}"
    title = page.t(f"{words}_help", seconds=_WALL_SECONDS)
    label = f"{page.t(words)} ↗"
    return f'<a class="sc-open" href="{address}" target="_blank" rel="opener" title="{title}">{label}</a>'


def _script(page: PageContext, held: Meeting, slides: tuple[Slide, ...]) -> None:
    """Each slide with its question and verdict; its owner edits, orders and leaves out."""
    st.markdown(f"#### {page.t('meeting.script')}")
    own = _is_own(page, held)
    ask = Ask(page.viewer, page.version, held.period, held.filters, {}, page.locale)
    shown_before = 0
    for at, slide in enumerate(slides):
        is_shown = slide.row is not None and slide.row.state == "shown"
        shown_before += is_shown
        with st.container(border=True, key=f"script_{at}"):
            _slide_row(opened_slide(page, ask, slide), f"{shown_before}" if is_shown else "–")
            if own:
                _slide_acts(page, slides, at)
    if own:
        new_slide.draw(page, held)


def _slide_row(shown: ShownSlide | str, number: str) -> None:
    if isinstance(shown, str):
        st.markdown(f"{number}　{literal(shown)}")
        return
    st.markdown(f"{number}　**{literal(shown.verdict)}**")
    points = typed_text(shown.context, shown.slide.points)
    st.caption(literal(" · ".join(part for part in (shown.question, points) if part)))


def _slide_acts(page: PageContext, slides: tuple[Slide, ...], at: int) -> None:
    row = slides[at].row
    if row is None:
        return
    records, key = page.workspace.records, f"{_SLIDE}_{row.id}_{row.revision}"
    with st.container(horizontal=True, gap="small", key=f"acts_{at}"):
        if (form := records.edit_form(_SLIDE, page.viewer, row)) is not None:
            with st.popover(page.t("meeting.edit"), type="tertiary"):
                entry_form(page, form, key)
        for by, words in ((-1, "meeting.up"), (1, "meeting.down")):
            is_off = not 0 <= at + by < len(slides)
            if st.button(page.t(words), key=f"{key}_{by}", type="tertiary", disabled=is_off):
                _do(page, partial(move_slide, page.workspace, page.viewer, slides, at, by))
        for move in records.moves(_SLIDE, page.viewer, row):
            label = t("record.move", page.locale, state=page.say(move.label))
            if st.button(label, key=f"{key}_{move.state}", type="tertiary"):
                _do(page, partial(records.move, _SLIDE, page.viewer, row.id, move.state, row.revision))


PAGE = PageSpec("meetings", "room", 1, right=Right.VIEW_SALES, question="question.meetings", draw=render)
