"""A board as slides: one of its message and cards, then one a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales_core.boards.blocks import Block, CardRow, Chart, Headline, Narrative, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.report_words import joined, report_card, source_line
from sales_core.boards.words import foot_text, row_texts, written_columns
from sales_core.charts.native import native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.errors import UsageError
from sales_core.kernel.native_chart import NativeTable
from sales_core.kernel.terms import Text
from sales_core.reports.slides import (
    MOST_ROWS,
    MOST_TINTED_ROWS,
    ChartSlide,
    CoverSlide,
    Slide,
    TableSlide,
    slides_file,
)


def board_slides(opened: OpenBoard) -> bytes:
    """The PPTX file of every block that is there at the choices made."""
    context = opened.context
    head, cards, sentences, rest = Headline(context.t(opened.board.question)), [], [], []
    for _, block in opened.blocks():
        match block:
            case Headline():
                head = block
            case CardRow():
                cards += [report_card(context, card) for card in block.cards]
            case Narrative():
                sentences += [str(sentence) for sentence in block.sentences]
            case Chart() | Table():
                rest.append(slide_of(context, block))
            case _:
                # Forms and documents are things to do, and have no figures of their own.
                continue
    if left_out := opened.left_out_text():
        sentences.insert(0, left_out)
    if cards or sentences or not rest:
        cover = CoverSlide(head.sentence, head.detail, source_line(context), tuple(cards), tuple(sentences))
        return deck_file(context, [cover, *rest], head.sentence)
    # A message without figures of its own is the title of what it is about.
    first = replace(rest[0], title=head.sentence, note=joined(rest[0].title, rest[0].note))
    return deck_file(context, [first, *rest[1:]], head.sentence)


def block_slide(context: BoardContext, block: Block | None) -> bytes:
    """One chart or table as a PPTX file of one slide. Raises UsageError for a block that is neither."""
    if not isinstance(block, Chart | Table):
        raise UsageError(Text("error.export_gone"))
    return deck_file(context, [slide_of(context, block)], block.title)


def deck_file(context: BoardContext, slides: Sequence[Slide], title: str) -> bytes:
    """The slides as a PPTX file."""
    return slides_file(slides, title=title, locale=context.locale, currency=context.currency)


def slide_of(context: BoardContext, block: Chart | Table) -> Slide:
    """A chart or a table as a slide: the chart native, of a table the first rows."""
    if isinstance(block, Chart):
        style = ChartStyle(locale=context.locale, currency=context.currency)
        drawn, shown = native_chart(block.form, block.data, style, block.options), ""
        if isinstance(drawn, NativeTable):
            shown = _first_rows(context, len(drawn.rows), MOST_TINTED_ROWS)
            drawn = replace(drawn, rows=drawn.rows[:MOST_TINTED_ROWS])
        elif not drawn.is_filled:
            nothing = context.t("chart.nothing")
            return CoverSlide(block.title, block.note, source_line(context, block), sentences=(nothing,))
        return ChartSlide(block.title, joined(block.note, shown), source_line(context, block), drawn)
    columns, rows = written_columns(block), block.rows[:MOST_ROWS]
    return TableSlide(
        block.title,
        joined(block.note, _first_rows(context, len(block.rows), MOST_ROWS), foot_text(context, block)),
        source_line(context),
        tuple(column.label for column in columns),
        tuple(tuple(row_texts(context, block, row)) for row in rows),
        frozenset(at for at, column in enumerate(columns) if column.unit),
    )


def _first_rows(context: BoardContext, count: int, most: int) -> str:
    """That a slide shows the first rows only; empty when it shows all."""
    return context.t("boards.first_rows", rows=most, of=count) if count > most else ""
