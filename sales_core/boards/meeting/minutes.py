"""The minutes of a meeting as a board of their own: what each slide said, what was decided, and the slides themselves.

Whatever writes a board writes minutes: slides, a document, print.
"""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.blocks import Block, CardRow, Chart, Clause, Headline, Narrative, Sentence, Table
from sales_core.boards.board import Ask, BlockSpec, Board
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.decisions.follow_up import follow_ups
from sales_core.boards.decisions.tables import decision_table
from sales_core.boards.meeting.meetings import decided_in, meeting_name, meeting_of, slides_of
from sales_core.boards.meeting.shown_slide import ShownSlide, shown_slide, typed_text
from sales_core.boards.meeting.slide import Meeting
from sales_core.boards.open_board import OpenBoard
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import Right

#: What of a slide goes into the minutes beside its verdict.
_KEPT = (Chart, Table, CardRow)


def opened_minutes(ask: Ask, company: Company, meeting_id: int) -> OpenBoard:
    """The minutes over the days and filters of the meeting, as `ask.viewer` may see it on the version asked.

    Raises UsageError when there is no such meeting that he may see, NotAllowedError.
    """
    person = ask.viewer.without_lens  # the lens hides what a meeting holds, not that it was held
    held = meeting_of(company, person, meeting_id)
    asked = replace(ask, period=held.period, filters=held.filters, choices={})
    shown = _shown(asked, company, held)
    board = Board(
        id="minutes",
        right=Right.VIEW_SALES,
        question="meeting.minutes",
        blocks=(
            BlockSpec("headline", lambda context: _headline(context, held)),
            BlockSpec("verdicts", lambda context: _verdicts(context, shown)),
            BlockSpec("decided", lambda context: _decided(context, held)),
            *(_block(at, one, name) for at, one in enumerate(shown) for name in one.slide.blocks),
        ),
    )
    return OpenBoard(board, asked, company)


def _shown(ask: Ask, company: Company, held: Meeting) -> list[ShownSlide]:
    """The slides that the viewer may see; one whose board or choice is gone has nothing to say any more."""
    found = []
    for slide in slides_of(company, ask.viewer.without_lens, held.id):
        try:
            found.append(shown_slide(ask, company, slide))
        except (NotAllowedError, UsageError):
            continue
    return found


def _headline(context: BoardContext, held: Meeting) -> Headline:
    name = meeting_name(held, context.viewer, context.locale)
    count = len(decided_in(context.company, context.viewer, held.id))
    detail = context.t(
        "meeting.minutes_detail",
        day=context.date(held.day), span=context.span(held.period), who=held.row.by, count=count,
    )  # fmt: skip
    return Headline(context.t("meeting.minutes_of", name=name), detail)


def _verdicts(context: BoardContext, shown: list[ShownSlide]) -> Narrative:
    said = []
    for at, one in enumerate(shown, 1):
        said.append(Sentence((Clause(f"{at}. {one.question}: {one.verdict}"),)))
        typed = typed_text(context, one.slide.points)
        said += [Sentence((Clause(line),)) for line in typed.splitlines() if line.strip()]
    return Narrative(tuple(said), context.t("meeting.verdicts"))


def _decided(context: BoardContext, held: Meeting) -> Table:
    found = [one for one in reversed(follow_ups(context)) if one.meeting == held.id]
    title = context.t("meeting.decided" if found else "meeting.none_decided")
    return decision_table(context, found, title=title, file="decided")


def _block(at: int, shown: ShownSlide, name: str) -> BlockSpec:
    """A block of a slide under the slide's verdict, as a block of the minutes."""

    def make(_: BoardContext) -> Block | None:
        block = shown.blocks.get(name)
        if not isinstance(block, _KEPT):
            return None
        if isinstance(block, CardRow):
            return None if at else block
        note = " · ".join(part for part in (shown.question, block.note) if part)
        return replace(block, title=block.title or shown.verdict, note=note)

    return BlockSpec(f"slide{at}_{name}", make)
