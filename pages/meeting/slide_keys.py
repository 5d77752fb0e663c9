"""What the browser does in a meeting: keys, clicker, swipe, blank, spotlight, the timer, and how large its type is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_KEY = "slide_keys"
#: Pixels of the type before the browser has told: those of a room's screen.
_USUAL_SIZE = 35


@dataclass(frozen=True, slots=True)
class SlidePlace:
    """Which slide of how many is shown, of which meeting (0 = none that is kept), and since when it is held.

    `leads`: whether this window may move the meeting.
    """

    at: int
    count: int
    meeting: int = 0
    started: datetime | None = None
    leads: bool = True


def draw(place: SlidePlace, blank: str, move: Callable[[int], None]) -> None:
    """Draws place and timer; `move(at)` is called before the run that shows the slide at `at`."""

    def moved() -> None:
        to = st.session_state[_KEY].get("moved")
        if isinstance(to, int) and not isinstance(to, bool) and 0 <= to < place.count and place.leads:
            move(to)

    started = 0 if place.started is None else int(place.started.timestamp())
    data = {
        "at": place.at, "count": place.count, "meeting": place.meeting, "started": started, "leads": place.leads,
        "blank": blank, "size": type_size(),
    }  # fmt: skip
    _component()(data=data, key=_KEY, on_moved_change=moved, on_size_change=_nothing)


def type_size() -> int:
    """Pixels of the page's type, as the browser told them."""
    told = st.session_state.get(_KEY, {}).get("size")
    return told if isinstance(told, int) and 8 <= told <= 200 else _USUAL_SIZE


def _nothing() -> None:
    """The run that the size starts draws charts in it."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_slide_keys",
        html='<div class="bar"><span class="clock" hidden></span><span class="place"></span></div>',
        css=".bar { display: flex; gap: 1em; justify-content: flex-end; font: inherit; font-size: .8rem;"
        " font-variant-numeric: tabular-nums; white-space: nowrap; color: var(--st-gray-color); }",
        js=(_HERE / "slide_keys.js").read_text(encoding="utf-8"),
    )
