"""Slides (PPTX) whose charts stay charts: title, what is drawn, the chart or table itself, and where it comes from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from sales_core.i18n import Locale
from sales_core.kernel.display_width import display_width
from sales_core.kernel.native_chart import NativeChart, NativeTable
from sales_core.kernel.tone import Tone
from sales_core.reports.card import ReportCard
from sales_core.reports.native_charts import Rectangle, add_chart, rgb

_INK, _MUTED, _LINE = "#1b2430", "#5d6b7c", "#e3e8ef"
_TONES = {Tone.GOOD: "#0b7f6e", Tone.BAD: "#c8401f", Tone.NEUTRAL: _MUTED}
_WIDTH, _HEIGHT, _EDGE = int(Inches(13.333)), int(Inches(7.5)), int(Inches(0.55))
_INNER = _WIDTH - 2 * _EDGE
_TOP, _BOTTOM = int(Inches(1.65)), int(Inches(6.95))
_TITLE_ONLY = 5
_CARDS_A_ROW = 5
#: The height of a sentence of one line, and letters that surely fit into one.
_SENTENCE, _LETTERS_A_LINE = int(Inches(0.3)), 70
_LEAST, _MOST = 6, 34
#: Columns from which on the letters are small.
_MANY = 8
#: Rows of a table that can be read from the back of a room.
MOST_ROWS, MOST_TINTED_ROWS = 14, 20
_STYLE = "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class CoverSlide:
    """The message with the figures it rests on, and sentences below."""

    title: str
    note: str
    source: str
    cards: tuple[ReportCard, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSlide:
    """One chart, as editable as the program's own; or a tinted table where there is no such chart."""

    title: str
    note: str
    source: str
    drawn: NativeChart | NativeTable


@dataclass(frozen=True, slots=True)
class TableSlide:
    """The first rows of a table; `numbers` are the positions of columns of figures."""

    title: str
    note: str
    source: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


Slide = CoverSlide | ChartSlide | TableSlide


def slides_file(slides: Sequence[Slide], *, title: str, locale: Locale, currency: str) -> bytes:
    """The slides as a PPTX file, 16:9, in the order given. `currency` is that of the money on axes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH), Emu(_HEIGHT)
    deck.core_properties.title = title
    for content in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        _head(slide, content)
        match content:
            case CoverSlide():
                _cover(slide, content)
            case ChartSlide(drawn=NativeChart() as chart):
                add_chart(slide, chart, (_EDGE, _TOP, _INNER, _BOTTOM - _TOP), locale=locale, currency=currency)
            case ChartSlide(drawn=NativeTable() as drawn):
                cells = [[(cell.text, cell.colour) for cell in row] for row in drawn.rows]
                numbers = frozenset(range(1, len(drawn.header)))
                _table(slide, drawn.header, cells, numbers, size=9)
            case TableSlide():
                plain = [[(text, "") for text in row] for row in content.rows]
                _table(slide, content.header, plain, content.numbers, size=9 if len(content.header) > _MANY else 11)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _head(slide: Any, content: Slide) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = _EDGE, Inches(0.35), _INNER, Inches(0.85)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _write(frame.paragraphs[0], content.title, 24, _INK, bold=True)
    _box(slide, content.note, (_EDGE, Inches(1.2), _INNER, Inches(0.4)), 12, _MUTED)
    _box(slide, content.source, (_EDGE, _BOTTOM, _INNER, Inches(0.35)), 10, _MUTED)


def _cover(slide: Any, content: CoverSlide) -> None:
    top = _TOP
    for first in range(0, len(content.cards), _CARDS_A_ROW):
        row = content.cards[first : first + _CARDS_A_ROW]
        width = _INNER // _CARDS_A_ROW
        for at, card in enumerate(row):
            _card(slide, card, (_EDGE + at * width, top, width - Inches(0.15), Inches(1.75)))
        top += Inches(1.9)
    frame = _frame(slide, (_EDGE, top, _INNER, max(_BOTTOM - top, _SENTENCE)))
    room = (_BOTTOM - top) // _SENTENCE
    for at, sentence in enumerate(content.sentences):
        room -= -(-len(sentence) // _LETTERS_A_LINE)
        if room >= 0:
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(3)
            _write(paragraph, sentence, 12, _INK)


def _card(slide: Any, card: ReportCard, place: Rectangle) -> None:
    frame = _frame(slide, place, line=_LINE)
    _write(frame.paragraphs[0], card.label, 12, _MUTED)
    _write(frame.add_paragraph(), card.value, 24, _INK, bold=True)
    for text, tone in card.comparisons:
        _write(frame.add_paragraph(), text, 11, _TONES[tone])
    if card.note:
        _write(frame.add_paragraph(), card.note, 10, _MUTED)


#: Height of a line of Chinese text, in heights of its type.
_LINE_HEIGHT = 1.45


def _table(
    slide: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[tuple[str, str]]],
    numbers: frozenset[int],
    *,
    size: int,
) -> None:
    height = min((_BOTTOM - _TOP) // (len(rows) + 1), Inches(0.36))
    # An office program makes rows higher than they are told where their text needs it, over what stands below.
    size = min(size, int((Emu(height).pt - 3) / _LINE_HEIGHT))
    shape = slide.shapes.add_table(len(rows) + 1, len(header), _EDGE, _TOP, _INNER, height * (len(rows) + 1))
    table = shape.table
    for column, width in enumerate(_widths(header, rows)):
        table.columns[column].width = width
    table._tbl.tblPr.find(_STYLE).text = _NO_STYLE  # noqa: SLF001 - no other way to plain cells
    for row, cells in enumerate([[(text, _LINE) for text in header], *rows]):
        table.rows[row].height = height
        for column, (text, colour) in enumerate(cells):
            cell = table.cell(row, column)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if column in numbers else PP_ALIGN.LEFT
            # A cell without any letter would be as high as the program's usual type.
            _write(paragraph, text or "\u00a0", size, _INK, bold=row == 0)
            if colour:
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(colour)


def _widths(header: Sequence[str], rows: Sequence[Sequence[tuple[str, str]]]) -> list[int]:
    """Shares of the slide by the longest text of each column; a Chinese character is as wide as two letters."""
    texts = [[head, *(row[at][0] for row in rows)] for at, head in enumerate(header)]
    longest = [min(max(max(map(display_width, column), default=0), _LEAST), _MOST) for column in texts]
    return [_INNER * each // sum(longest) for each in longest]


def _box(slide: Any, text: str, place: Rectangle, size: int, colour: str) -> None:
    if text:
        _write(_frame(slide, place).paragraphs[0], text, size, colour)


def _frame(slide: Any, place: Rectangle, *, line: str = "") -> Any:
    box = slide.shapes.add_textbox(*place)
    if line:
        box.line.color.rgb = rgb(line)
    box.text_frame.word_wrap = True
    return box.text_frame


def _write(paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(colour)
