"""Which meeting a window shows, who leads it, and how the windows of one meeting keep in step."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from pages.kit import url_state
from pages.kit.context import PageContext
from sales_core.api import (
    Ask,
    Meeting,
    Right,
    SalesError,
    Slide,
    Viewer,
    built_script,
    meeting_of,
    room_meeting,
    slides_of,
)

#: The parameter of the URL that names a meeting.
MEETING = "meeting"
#: A window looks so often whether the room has moved on, while the meeting is held and no longer.
_LOOKS = 0.4


@dataclass(slots=True)
class Room:
    """What a window shows. `held` None = a script that nobody saved; `reason` why there is nothing to show."""

    held: Meeting | None
    slides: tuple[Slide, ...] = ()
    reason: str = ""

    @property
    def is_running(self) -> bool:
        """Whether the meeting is held now."""
        return self.held is not None and self.held.is_running


def person_of(page: PageContext) -> Viewer:
    """Who looks, for the meeting itself: the lens hides what it holds, not which slide is shown."""
    return page.viewer.without_lens


def open_room(page: PageContext) -> Room:
    """The meeting that the address names, else the one that is held, the newest that is planned, or none of them."""
    named, company = url_state.one(MEETING) or "", page.workspace
    person = person_of(page)
    try:
        held = room_meeting(company, person, named)
        slides = slides_of(company, person, held.id) if held is not None else built_script(page.ask(), company)
    except SalesError:
        return Room(None, reason=page.t("meeting.no_such"))
    return Room(held, slides, "" if slides else page.t("meeting.no_slides"))


def room_ask(page: PageContext, room: Room, *, own_filters: bool = False) -> Ask:
    """What the room's slide asks: the meeting's days; `own_filters` takes those of this window's bar."""
    ask = page.ask()
    if room.held is None:
        return ask
    filters = page.filters if own_filters else room.held.view if room.is_running else room.held.filters
    return replace(ask, period=room.held.period, filters=filters)


def leads(page: PageContext, room: Room) -> bool:
    """Whether the viewer moves the meeting: who planned it, or an administrator."""
    held = room.held
    if held is None or not held.is_running:
        return True
    return page.may(Right.ADD_RECORDS) and (held.row.by == page.viewer.name or page.may(Right.MANAGE_USERS))


def follow(page: PageContext, room: Room) -> None:
    """Draws the window anew as soon as the room looks at something else, or the meeting is over."""
    held = room.held
    if held is None:
        return
    drawn, person = _step(held), person_of(page)

    @st.fragment(run_every=_LOOKS)
    def looking() -> None:
        try:
            now = _step(meeting_of(page.workspace, person, held.id))
        except SalesError:
            now = None
        if now != drawn:
            st.rerun()

    looking()


def _step(held: Meeting) -> tuple[int, object, str]:
    return held.place, held.row.values["view"], held.row.state


def leave_button(page: PageContext) -> None:
    """The way back to the meetings."""
    target = st.session_state.get("pages", {}).get("meetings")
    if target is not None:
        st.page_link(target, label=page.t("meeting.leave"))
