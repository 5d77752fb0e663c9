"""A report opened for one ask: its first page and its sections, made of the boards' own blocks."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sales_core.boards.blocks import Block, Card, CardRow, Chart, Headline, Narrative, Table
from sales_core.boards.board import Ask, Board
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.registry import board
from sales_core.boards.report.days import check_period
from sales_core.boards.report_words import joined
from sales_core.boards.words import total_row
from sales_core.catalogue.report import BoardPart, ReportSection, ReportSpec
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import Text
from sales_core.kernel.tone import Tone


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """One block with the context that writes it. `block` has the first rows of a table, `whole` all of them."""

    context: BoardContext
    block: Chart | Table | CardRow | Narrative
    whole: Chart | Table | CardRow | Narrative


@dataclass(frozen=True, slots=True)
class MessagePage:
    """What is read in ten seconds: the message, the figures it rests on, a sentence a subject, what needs somebody."""

    context: BoardContext
    head: Headline
    cards: tuple[tuple[BoardContext, Card], ...]
    sentences: tuple[tuple[str, Tone], ...]
    tables: tuple[ReportBlock, ...]


@dataclass(frozen=True, slots=True)
class SectionPages:
    """One subject: its blocks, and below its title the filters that do not narrow it."""

    title: str
    note: str
    blocks: tuple[ReportBlock, ...]


class OpenReport:
    """One run. What the viewer may not see is left out, and said; so is a subject that nothing is loaded of.

    Raises UsageError for a period that is not of the report's span, and for a report of one branch that is asked of
    none or several; NotAllowedError when the viewer may see none of its boards.
    """

    def __init__(self, spec: ReportSpec, ask: Ask, company: Company, boards: Mapping[str, Board] | None = None) -> None:
        check_period(spec, ask.period)
        self.spec, self.ask, self._company, self._boards = spec, ask, company, boards
        self._opened: dict[tuple[str, tuple[tuple[str, str], ...]], OpenBoard | None] = {}
        self._refusal: NotAllowedError | None = None
        self.subject = self._subject()
        first = next(filter(None, map(self._open, spec.parts)), None)
        if first is None:
            raise self._refusal or UsageError(Text("error.report_empty", {"name": spec.label}))
        self._first = first

    def asking(self, ask: Ask) -> OpenReport:
        """The same report of another ask."""
        return OpenReport(self.spec, ask, self._company, self._boards)

    @property
    def context(self) -> BoardContext:
        """The context of its first board with every filter of the ask: what the report as a whole rests on."""
        return replace(self._first.context, ask=replace(self.ask, choices=self._first.context.ask.choices))

    @property
    def title(self) -> str:
        """Its name, of whom it is, and of which days."""
        context = self.context
        name = context.label(self.spec.one_of, self.subject) if self.subject else ""
        parts = (name, context.say(self.spec.label), context.span(context.period))
        return context.t("report.title_joint").join(filter(None, parts))

    def message(self) -> MessagePage:
        """The first page."""
        head: Headline | None = None
        cards: list[tuple[BoardContext, Card]] = []
        lines: list[tuple[str, Tone]] = []
        tables: list[ReportBlock] = []
        for part, opened, block in self._blocks(self.spec.message, lines):
            context = opened.context
            match block:
                case Headline() if head is None:
                    head = block
                case Headline():
                    lines.append((self._about(opened, block.sentence), Tone.NEUTRAL))
                case CardRow():
                    cards += [(context, card) for card in block.cards[: part.most or None]]
                case Narrative():
                    lines += [(str(sentence), sentence.tone) for sentence in block.sentences]
                case Table() if block.rows:
                    tables.append(_first_rows(context, block, part.most))
                case _:
                    continue
        lines += [(line, Tone.NEUTRAL) for line in self._left_out()]
        head = head or Headline(self.title)
        return MessagePage(self.context, head, tuple(cards), tuple(dict.fromkeys(lines)), tuple(tables))

    def sections(self) -> Iterator[SectionPages]:
        """The subjects that have something to show, in order."""
        for section in self.spec.sections:
            found = self._section(section)
            if found.blocks:
                yield found

    def _section(self, section: ReportSection) -> SectionPages:
        blocks: list[ReportBlock] = []
        notes: list[str] = []
        for part, opened, block in self._blocks(section.parts, []):
            if isinstance(block, Table):
                if not block.rows:
                    continue
                blocks.append(_first_rows(opened.context, block, part.most))
            elif isinstance(block, Chart | CardRow | Narrative):
                blocks.append(ReportBlock(opened.context, block, block))
            notes.append(opened.left_out_text())
        title = self.context.t(f"report_section.{section.id}")
        return SectionPages(title, joined(*dict.fromkeys(notes)), tuple(blocks))

    def _blocks(
        self, parts: tuple[BoardPart, ...], reasons: list[tuple[str, Tone]]
    ) -> Iterator[tuple[BoardPart, OpenBoard, Block]]:
        """The blocks that are there; `reasons` gets, of a board without rows, why there is nothing."""
        for part in parts:
            opened = self._open(part)
            if opened is None:
                continue
            if (reason := opened.empty()) is not None:
                reasons.append((self._about(opened, reason), Tone.NEUTRAL))
                continue
            for name in part.blocks:
                block = opened.block(name)
                if block is not None:
                    yield part, opened, block

    def _open(self, part: BoardPart) -> OpenBoard | None:
        """The board at the choices of the part; None when the viewer may not see it."""
        key = (part.board, part.choices)
        if key not in self._opened:
            ask = replace(self.ask, choices=dict(part.choices))
            try:
                self._opened[key] = OpenBoard(board(part.board, self._boards), ask, self._company)
            except NotAllowedError as error:
                self._refusal, self._opened[key] = error, None
        return self._opened[key]

    def _left_out(self) -> Iterator[str]:
        """That a subject is left out for want of a right."""
        names = dict.fromkeys(part.board for part in self.spec.parts if self._open(part) is None)
        if names:
            context = self.context
            pages = context.t("shell.comma").join(context.t(f"page.{name}") for name in names)
            yield context.t("report.left_out", pages=pages)

    def _about(self, opened: OpenBoard, sentence: str) -> str:
        context = opened.context
        return context.t("report.about", page=context.t(f"page.{opened.board.id}"), sentence=sentence)

    def _subject(self) -> str:
        """The code that the report is about; empty when it is about all. Raises UsageError."""
        dimension = self.spec.one_of
        if not dimension:
            return ""
        named = next((one.values for one in self.ask.filters if one.dimension == dimension), ())
        figures = self._company.figures
        label = figures.catalogue.dimension(dimension).label
        if len(named) != 1:
            raise UsageError(Text("error.report_one_of", {"name": self.spec.label, "dimension": label}))
        known = [code for code, _ in figures.values(dimension, self.ask.viewer, self.ask.version)]
        if named[0] not in known:
            near = difflib.get_close_matches(named[0], known, n=3, cutoff=0.3) or known[:5]
            raise UsageError(Text("error.report_no_such", {"dimension": label, "code": named[0]}), near)
        return named[0]


def _first_rows(context: BoardContext, table: Table, most: int) -> ReportBlock:
    """The table with its first rows and, below them, the total of all."""
    if not most or len(table.rows) <= most:
        return ReportBlock(context, table, table)
    cut = replace(
        table, rows=table.rows[:most], keys=table.keys[:most], numbers=table.numbers[:most], depths=table.depths[:most],
        tones=table.tones[:most], total=total_row(table),
        note=joined(table.note, context.t("boards.first_rows", rows=most, of=len(table.rows))),
    )  # fmt: skip
    return ReportBlock(context, cut, table)
