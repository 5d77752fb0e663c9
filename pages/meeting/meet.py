"""Meeting mode: one slide on the whole screen. Every window of a running meeting shows the slide of its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages.kit import url_state
from pages.kit.board_page import BoardPage
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render import DRAW
from pages.meeting import slide_keys, slide_view
from pages.meeting.room import Room, follow, leads, leave_button, open_room, person_of, room_ask
from pages.meeting.slide_keys import SlidePlace
from sales_core.api import Filter, Meeting, Right, ShownSlide, decision_form, show_slide, stale_text, started_at

#: The parameter of the URL that says after how many seconds the wall shows the next slide.
_WALL = "wall"
_LEAST_SECONDS, _MOST_SECONDS = 5, 600
_SEEN = "meet_seen"


def render(page: PageContext) -> None:
    """The slide of the meeting that the address names, of the one that is held, or of one made on the spot."""
    st.html(f"<style>{slide_view.wall_style()}</style>")
    room = open_room(page)
    if room.reason:
        st.markdown(f"## {room.reason}")
        leave_button(page)
        return
    seconds = _wall_seconds()
    at = _at(room, follows=not seconds)
    if room.is_running and not seconds:
        _settle_filters(page, room)
    with st.container(key="slide"):
        _slide(page, room, at, seconds)
    if seconds:
        _turn(at, len(room.slides), seconds)
    elif room.is_running:
        follow(page, room)


def _slide(page: PageContext, room: Room, at: int, seconds: int) -> None:
    shown = slide_view.opened_slide(page, room_ask(page, room, own_filters=True), room.slides[at])
    with st.container(horizontal=True, key="slide_head"):
        with st.container(key="slide_question"):
            st.markdown(literal(shown if isinstance(shown, str) else _asked(page, shown)))
        held = room.held
        started = None if held is None or not held.is_running else started_at(page.workspace, person_of(page), held)
        place = SlidePlace(at, len(room.slides), held.id if held else 0, started, leads(page, room) and not seconds)
        slide_keys.draw(place, page.t("meeting.blank"), lambda to: _move(page, room, to))
    if isinstance(shown, str):
        return
    slide_view.draw(page, shown, slide_keys.type_size())
    if not seconds:
        _foot(page, room, shown)


def _asked(page: PageContext, shown: ShownSlide) -> str:
    """What the slide asks, and how old the data are when they are not of these days."""
    old = stale_text(page.as_of, page.locale) if page.is_latest else ""
    return " · ".join(part for part in (shown.question, old) if part)


def _at(room: Room, *, follows: bool) -> int:
    """Which slide: the room's while the meeting is held, else the one that the address names."""
    named = url_state.one("at") or ""
    at = (
        room.held.place
        if room.held is not None and room.is_running and follows
        else int(named)
        if named.isdecimal()
        else 0
    )
    return min(at, len(room.slides) - 1)


def _move(page: PageContext, room: Room, to: int) -> None:
    """Shows another slide: to the whole room while the meeting is held. What a slide was narrowed to stays with it."""
    if room.held is not None and room.is_running:
        _note(show_slide(page.workspace, person_of(page), room.held, to, room.held.filters))
        _put_filters(room.held.filters)
    else:
        url_state.put("at", [str(to)])
        _put_filters(room.held.filters if room.held is not None else page.filters)


def _settle_filters(page: PageContext, room: Room) -> None:
    """The bar says what the room's slide is narrowed to; what the leader chooses there becomes it."""
    held = room.held
    if held is None or _same(page.filters, held.view):
        if held is not None:
            _note(held)
        return
    if st.session_state.get(_SEEN) == _facts(held) and leads(page, room):
        room.held = show_slide(page.workspace, person_of(page), held, held.place, page.filters)
        _note(room.held)
        return
    _note(held)
    _put_filters(held.view)
    st.rerun()


def _facts(held: Meeting) -> tuple[int, int, tuple[Filter, ...]]:
    return held.id, held.place, held.view


def _note(held: Meeting) -> None:
    """What this window knows the room to look at."""
    st.session_state[_SEEN] = _facts(held)


def _same(one: Sequence[Filter], other: Sequence[Filter]) -> bool:
    return {(item.dimension, frozenset(item.values)) for item in one} == {
        (item.dimension, frozenset(item.values)) for item in other
    }


def _put_filters(filters: Sequence[Filter]) -> None:
    wanted = {item.dimension: item.values for item in filters}
    for name in url_state.FILTERS:
        url_state.put(name, wanted.get(name, ()))


def _foot(page: PageContext, room: Room, shown: ShownSlide) -> None:
    """What can be decided about the slide, and the keys there are."""
    with st.container(horizontal=True, key="slide_foot", vertical_alignment="center"):
        st.caption(page.t("meeting.keys"))
        if page.may(Right.ADD_RECORDS) and room.held is not None:
            board = BoardPage(page, shown.opened)
            block = decision_form(shown, room.held.id)
            with st.container(key="decide", horizontal=True):
                DRAW[type(block)](board, f"decide_{room.held.id}", replace(block, entries=()))
            if block.entries:
                st.caption(f"✓ {len(block.entries)}")
        leave_button(page)


def _wall_seconds() -> int:
    """After how many seconds the wall turns; 0 = it does not."""
    named = url_state.one(_WALL) or ""
    return min(max(int(named), _LEAST_SECONDS), _MOST_SECONDS) if named.isdecimal() else 0


def _turn(at: int, count: int, seconds: int) -> None:
    """The wall shows the next slide after a while, on the newest data."""
    waits: list[bool] = []

    @st.fragment(run_every=seconds)
    def turning() -> None:
        if waits:
            url_state.put("at", [str((at + 1) % count)])
            st.rerun()
        waits.append(True)

    turning()


PAGE = PageSpec("meet", right=Right.VIEW_SALES, question="question.meetings", draw=render, is_room=True)
