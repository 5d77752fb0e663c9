"""Meetings as people hold them: made with their script, opened, moved from slide to slide, and what they decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.decisions.follow_up import DECISION
from sales_core.boards.meeting.script import built_script
from sales_core.boards.meeting.slide import (
    CLOSED,
    MEETING,
    PLANNED,
    RUNNING,
    SLIDE,
    Meeting,
    Slide,
    filters_text,
    slide_of,
)
from sales_core.catalogue.record import RecordRow
from sales_core.format import as_decimal
from sales_core.i18n import t
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.errors import ConflictError, UsageError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Text, Viewer
from sales_core.records.visibility import sees_free_text

#: So often a move is tried while other windows write to the same meeting.
_TRIES = 4


def meetings(company: Company, viewer: Viewer) -> tuple[Meeting, ...]:
    """Those that the viewer may see, the newest first; none where there are no such records, or none for him."""
    records = company.records
    if MEETING not in records.ids() or not viewer.may(records.record(MEETING).rights.view):
        return ()
    return tuple(Meeting(one.row) for one in records.list(MEETING, viewer.without_lens))


def meeting_of(company: Company, viewer: Viewer, meeting_id: int) -> Meeting:
    """One meeting. Raises UsageError when there is none that the viewer may see, NotAllowedError."""
    return Meeting(company.records.show(MEETING, viewer.without_lens, meeting_id))


def running_meeting(company: Company, viewer: Viewer) -> Meeting | None:
    """The newest meeting that is held now, of those that the viewer may see."""
    return next((one for one in meetings(company, viewer) if one.is_running), None)


def room_meeting(company: Company, viewer: Viewer, named: str = "") -> Meeting | None:
    """The meeting that a screen shows: the one named, else the one that is held, else the viewer's newest planned one.

    Raises UsageError for one that he may not see. The lens hides what it holds, not that it is held.
    """
    person = viewer.without_lens
    if named.isdecimal():
        return meeting_of(company, person, int(named))
    planned = (one for one in meetings(company, person) if one.row.state == PLANNED and one.row.by == person.name)
    return running_meeting(company, person) or next(planned, None)


def room_has_lens(company: Company, viewer: Viewer, named: str = "") -> bool:
    """Whether names and amounts are hidden from who looks at the screen of a meeting."""
    if MEETING not in company.records.ids() or not viewer.may(company.records.record(MEETING).rights.view):
        return False
    try:
        held = room_meeting(company, viewer, named)
    except UsageError:
        return False
    return held is not None and held.has_lens


def set_room_lens(company: Company, viewer: Viewer, held: Meeting, *, on: bool) -> None:
    """Whether the room looks through the lens from now on. Raises NotAllowedError for who may not lift it."""
    company.records.edit(MEETING, viewer, held.id, {"lens": on}, held.row.revision)


def plan_meeting(company: Company, ask: Ask, name: str, *, shared: bool = True, lens: bool = False) -> int:
    """Makes a meeting about the days and filters of `ask` with the script that they call for; returns its number.

    Raises NotAllowedError, InvalidRecordError.
    """
    records, viewer = company.records, ask.viewer
    slides = built_script(ask, company)
    values = {"name": name, "period": str(ask.period), "filters": filters_text(ask.filters)}
    made = records.add(MEETING, viewer, "", {**values, "shared": shared, "lens": lens})
    for place, slide in enumerate(slides):
        records.add(SLIDE, viewer, "", slide.values(made, place, shared=shared))
    return made


def slides_of(company: Company, viewer: Viewer, meeting_id: int, *, left_out: bool = False) -> tuple[Slide, ...]:
    """The slides of a meeting in their order; `left_out` adds those that are not shown, at their places."""
    found = (one.row for one in company.records.list(SLIDE, viewer.without_lens))
    rows = [row for row in found if row.values["meeting"] == meeting_id and (left_out or row.state == "shown")]
    return tuple(slide_of(row) for row in sorted(rows, key=_place))


def _place(row: RecordRow) -> tuple[int, int]:
    return int(as_decimal(row.values["place"]) or 0), row.id


def add_slide(company: Company, viewer: Viewer, held: Meeting, slide: Slide) -> None:
    """Puts a slide at the end of a script. Raises NotAllowedError, InvalidRecordError."""
    places = [_place(one.row)[0] for one in slides_of(company, viewer, held.id, left_out=True) if one.row is not None]
    place = max(places, default=-1) + 1
    company.records.add(SLIDE, viewer, "", slide.values(held.id, place, shared=held.is_shared))


def move_slide(company: Company, viewer: Viewer, order: Sequence[Slide], at: int, by: int) -> None:
    """Exchanges the slide at `at` with the one `by` places further; nothing at an end. Raises as `Records.edit`."""
    to = at + by
    if not 0 <= to < len(order):
        return
    one, other = order[at].row, order[to].row
    if one is None or other is None:
        raise UsageError(Text("record.error.unknown_row", {"id": at}))
    company.records.edit(SLIDE, viewer, one.id, {"place": to}, one.revision)
    company.records.edit(SLIDE, viewer, other.id, {"place": at}, other.revision)


def start_meeting(company: Company, viewer: Viewer, held: Meeting) -> Meeting:
    """The meeting is held from now on, from its first slide. Raises as `Records.move`."""
    if held.is_running:
        return held
    show_slide(company, viewer, held, 0, held.filters)
    company.records.move(MEETING, viewer, held.id, RUNNING)
    return meeting_of(company, viewer, held.id)


def close_meeting(company: Company, viewer: Viewer, held: Meeting) -> None:
    """The meeting is over. Raises as `Records.move`."""
    if held.is_running:
        company.records.move(MEETING, viewer, held.id, CLOSED)


def show_slide(company: Company, viewer: Viewer, held: Meeting, place: int, view: tuple[Filter, ...]) -> Meeting:
    """The room looks at the slide at `place`, narrowed to `view`; every window of the meeting follows.

    Raises NotAllowedError, UsageError for somebody else's meeting.
    """
    shown = filters_text(view)
    for _ in range(_TRIES):
        if (held.place, str(held.row.values["view"] or "")) == (place, shown):
            return held
        try:
            company.records.edit(MEETING, viewer, held.id, {"place": place, "view": shown})
        except ConflictError:  # another window moved the room at the same moment: the later key counts
            held = meeting_of(company, viewer, held.id)
            continue
        return meeting_of(company, viewer, held.id)
    return held


def decided_in(company: Company, viewer: Viewer, meeting_id: int) -> list[RecordRow]:
    """The decisions of a meeting that the viewer may see, in the order in which they were taken."""
    found = (one.row for one in company.records.list(DECISION, viewer))
    return sorted((row for row in found if row.values["meeting"] == meeting_id), key=lambda row: row.id)


def started_at(company: Company, viewer: Viewer, held: Meeting) -> datetime | None:
    """When the meeting was started last; None for one that never was. Raises UsageError."""
    acts = company.records.history(MEETING, viewer, held.id)
    return next((act.at for act in reversed(acts) if act.event == RUNNING), None)


def meeting_name(held: Meeting, viewer: Viewer, locale: Locale) -> str:
    """What a meeting is called; its number only, for who may not see names: somebody typed it."""
    return held.name if sees_free_text(viewer) else t("meeting.withheld", locale, id=held.id)


def usual_name(company: Company, ask: Ask) -> str:
    """What a meeting about the days and filters of `ask` is called unless somebody says otherwise."""
    context = BoardContext(ask, company, lambda _: "")
    who = context.t("shell.comma").join(
        context.label(item.dimension, code) for item in ask.filters for code in item.values
    )
    key = "meeting.usual_name_of" if who else "meeting.usual_name"
    return context.t(key, span=context.span(ask.period), who=who)[:80]
