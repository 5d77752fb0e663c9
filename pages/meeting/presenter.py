"""The presenter's own window: the slide that the room sees, the next one, what to say, and the time."""

from __future__ import annotations

import streamlit as st

from pages.kit.board_page import BoardPage
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render import DRAW
from pages.meeting import slide_keys, slide_view
from pages.meeting.room import Room, follow, leads, leave_button, open_room, person_of, room_ask
from pages.meeting.slide_keys import SlidePlace
from sales_core.api import Right, ShownSlide, decision_form, meeting_name, show_slide, started_at


def render(page: PageContext) -> None:
    """Two columns: now, with what was decided; and next, with what to say."""
    st.html(f"<style>{slide_view.presenter_style()}</style>")
    room = open_room(page)
    held = room.held
    if room.reason or held is None:
        st.markdown(f"## {room.reason or page.t('meeting.none')}")
        leave_button(page)
        return
    at = min(held.place, len(room.slides) - 1)
    with st.container(horizontal=True, vertical_alignment="center", key="presenter_head"):
        st.markdown(f"**{literal(meeting_name(held, page.viewer, page.locale))}**", width="content")
        started = started_at(page.workspace, person_of(page), held) if held.is_running else None
        place = SlidePlace(at, len(room.slides), held.id, started, leads(page, room) and held.is_running)
        slide_keys.draw(place, page.t("meeting.blank"), lambda to: _show(page, room, to))
    left, right = st.columns(2, gap="large")
    now = _shown(page, room, at)
    with left:
        _said(now, "###")
        with st.container(horizontal=True):
            _button(page, room, at - 1, "meeting.previous")
            _button(page, room, at + 1, "meeting.next")
        _points(page, now)
    with right:
        st.caption(page.t("meeting.next_is"))
        if at + 1 < len(room.slides):
            _said(_shown(page, room, at + 1), "####")
        else:
            st.markdown(page.t("meeting.last_slide"))
        if isinstance(now, ShownSlide) and page.may(Right.ADD_RECORDS):
            st.markdown(f"#### {page.t('meeting.decided')}")
            block = decision_form(now, held.id)
            DRAW[type(block)](BoardPage(page, now.opened), f"presenter_{held.id}", block)
    if room.is_running:
        follow(page, room)


def _shown(page: PageContext, room: Room, at: int) -> ShownSlide | str:
    return slide_view.opened_slide(page, room_ask(page, room), room.slides[at])


def _said(shown: ShownSlide | str, level: str) -> None:
    """Question and verdict of a slide, without what is drawn of it."""
    if isinstance(shown, str):
        st.markdown(literal(shown))
        return
    st.caption(literal(shown.question))
    st.markdown(f"{level} {literal(shown.verdict)}")


def _points(page: PageContext, shown: ShownSlide | str) -> None:
    st.caption(page.t("meeting.points"))
    lines = () if isinstance(shown, str) else shown.points
    if not lines:
        st.markdown(page.t("meeting.no_points"))
    for line in lines:
        st.markdown(f"- {literal(line)}")


def _button(page: PageContext, room: Room, to: int, words: str) -> None:
    is_off = not (0 <= to < len(room.slides) and room.is_running and leads(page, room))
    st.button(page.t(words), key=words, disabled=is_off, on_click=_show, args=(page, room, to))


def _show(page: PageContext, room: Room, to: int) -> None:
    if room.held is not None:
        show_slide(page.workspace, person_of(page), room.held, to, room.held.filters)


PAGE = PageSpec("presenter", right=Right.VIEW_SALES, question="question.meetings", draw=render, has_bar=False)
