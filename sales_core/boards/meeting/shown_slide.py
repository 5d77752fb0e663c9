"""A slide as it is shown: its question, the verdict that its figures give, its blocks, and the figure it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sales_core.boards.blocks import Block, CardRow, Chart, Headline, Narrative, RecordForm, Table
from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.decisions.follow_up import DECISION
from sales_core.boards.meeting.slide import Slide
from sales_core.boards.number import NumberAddress
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.overview.needs import found_needs
from sales_core.boards.record_forms import figure_form
from sales_core.boards.registry import board
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.format import MASK, Form
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Filter
from sales_core.records.visibility import sees_free_text

#: Blocks that ask a question of their own; another slide asks that of its board.
_ASKING = frozenset({"open", "why", "way_back", "need_cases"})


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """One slide for one viewer. Blocks are made when they are asked for."""

    slide: Slide
    opened: OpenBoard

    @property
    def context(self) -> BoardContext:
        """Days, filters, viewer and language."""
        return self.opened.context

    @property
    def question(self) -> str:
        """What the slide asks: as typed, else what its first block is for; and of which part of the company."""
        context = self.context
        typed = typed_text(context, self.slide.question)
        first = self.slide.blocks[0] if self.slide.blocks else ""
        asked = context.t(f"meeting.question_{first}") if first in _ASKING else context.t(self.opened.board.question)
        names = [context.label(item.dimension, code) for item in self.slide.filters for code in item.values]
        return " · ".join((typed or asked, *names))

    @property
    def verdict(self) -> str:
        """The message of the first block, as one sentence; that there is nothing, where nothing is left to say."""
        for block in self.blocks.values():
            if said := _message(block):
                return self._with_most(said, block)
        return self.opened.empty() or self.context.t("meeting.nothing_left")

    def _with_most(self, said: str, block: Block) -> str:
        """Of a figure taken apart, also the part that pulls most."""
        if not (isinstance(block, Table) and block.depths and block.rows and block.keys == ()):
            return said
        context, first = self.context, block.rows[0]
        amounts = [cell for cell in first.values() if isinstance(cell, Figure)]
        name = next(str(cell) for cell in first.values() if isinstance(cell, str))
        if not amounts:
            return said
        return context.t("meeting.most", said=said, name=name, amount=context.text(amounts[0], Form.SIGNED))

    @property
    def blocks(self) -> dict[str, Block]:
        """Its blocks by id, those that have something to say."""
        known = {spec.id for spec in self.opened.specs()}
        found = ((name, self.opened.block(name)) for name in self.slide.blocks if name in known)
        return {name: block for name, block in found if block is not None}

    @property
    def points(self) -> tuple[str, ...]:
        """What to say to it: whose it is and what comes next, then what was typed, a line each."""
        return (*_hints(self), *typed_text(self.context, self.slide.points).splitlines())

    @property
    def number(self) -> NumberAddress:
        """The figure that a decision on this slide is about."""
        taken = tuple(
            item
            for item in self.context.filters
            if supports_dimensions(self.context.catalogue, self.slide.metric, (item.dimension,))
        )
        return NumberAddress(self.slide.metric, self.context.period, taken)


def typed_text(context: BoardContext, text: str) -> str:
    """What somebody typed; withheld from who may not see names, for it may hold any."""
    return text if not text or sees_free_text(context.viewer) else MASK


def shown_slide(ask: Ask, company: Company, slide: Slide) -> ShownSlide:
    """The slide over the days and filters of `ask`. A filter of the slide stands before one on the same dimension.

    Raises UsageError for a board or choice that is no more, NotAllowedError without the right to look at it.
    """
    own = {item.dimension for item in slide.filters}
    kept = tuple(item for item in ask.filters if item.dimension not in own)
    asked = replace(ask, filters=tuple(sorted((*kept, *slide.filters))), choices=dict(slide.choices))
    return ShownSlide(slide, OpenBoard(board(slide.board), asked, company))


def narrowed_ask(ask: Ask, filters: tuple[Filter, ...]) -> Ask:
    """The same ask over other filters."""
    return replace(ask, filters=filters)


def decision_form(shown: ShownSlide, meeting: int) -> RecordForm:
    """What was decided in this meeting about the figure of a slide, and the entry of a new decision."""
    context = shown.context
    owner, step = _next_step(shown)
    made = figure_form(
        context, DECISION, shown.number, title=context.t("meeting.decide"),
        defaults={"meeting": meeting, "owner": owner, "action": step},
    )  # fmt: skip
    rows = context.company.records.list(DECISION, context.viewer, context.version)
    taken = {one.row.id for one in rows if one.row.values["meeting"] == meeting}
    return replace(made, entries=tuple(entry for entry in made.entries if entry.id in taken))


def _message(block: Block) -> str:
    match block:
        case Headline():
            return block.sentence
        case Chart() | Table():
            return block.title
        case Narrative():
            return next((str(sentence) for sentence in block.sentences), "")
        case CardRow():
            return ""
        case _:
            return ""


def _next_step(shown: ShownSlide) -> tuple[str, str]:
    """Owner and next step of the need that a slide is about; empty for one that is about none."""
    wanted = shown.slide.choices.get("need", "")
    if not wanted:
        return "", ""
    need = next((need for need, _ in found_needs(shown.context) if need.id == wanted), None)
    return ("", "") if need is None else (need.owner, need.step)


def _hints(shown: ShownSlide) -> list[str]:
    context = shown.context
    owner, step = _next_step(shown)
    found = []
    if step:
        found.append(context.t("meeting.hint_step", step=step, owner=owner or context.t("meeting.nobody")))
    for block in list(shown.blocks.values())[:1]:
        detail = block.detail if isinstance(block, Headline) else ""
        if detail:
            found.append(detail)
    return found
