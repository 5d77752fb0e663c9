"""A document to be edited (DOCX): the parts of a printed document as headings, paragraphs, tables and pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sales_core.kernel import clock
from sales_core.kernel.tone import Tone
from sales_core.reports.document import (
    CardsPart,
    ChartPart,
    DocumentPart,
    HeadlinePart,
    Paper,
    PrintedDocument,
    SectionPart,
    SentencesPart,
    TablePart,
)
from sales_core.reports.typesetting import picture_png

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
_QUIET = RGBColor(0x5D, 0x6B, 0x7C)
_TONES = {Tone.GOOD: RGBColor(0x1B, 0x7F, 0x4D), Tone.BAD: RGBColor(0xB4, 0x23, 0x18)}
#: Width and height of a lying sheet and its margin, in centimetres.
_SHEETS = {Paper.A4: (29.7, 21.0), Paper.LETTER: (27.94, 21.59)}
_MARGIN = 1.8
_CARDS_IN_A_ROW = 5
#: A depth of a row, in blanks that do not break.
_INDENT = "\u2003"


def word_file(document: PrintedDocument) -> bytes:
    """The DOCX file: every text can be changed, headings are headings, charts are pictures."""
    made = Document()
    _set_up(made, document)
    if document.warning:
        _line(made, document.warning, bold=True)
    for part in document.parts:
        _part(made, part, _SHEETS[document.paper][0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: WordDocument, document: PrintedDocument) -> None:
    """Sheet, fonts, what stands above and below every page, and what the file says of itself."""
    section = made.sections[0]
    width, height = _SHEETS[document.paper]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.name = _LATIN
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _CHINESE)
    made.styles["Normal"].font.size = Pt(10.5)
    made.styles["Normal"].paragraph_format.space_after = Pt(3)
    section.header.paragraphs[0].text = f"{document.head}\t\t{document.aside}"
    section.footer.paragraphs[0].text = document.source
    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), _QUIET
    facts, now = made.core_properties, clock.now()
    facts.title, facts.author, facts.comments = document.title, document.company, ""
    facts.language, facts.created, facts.modified = document.locale, now, now
    facts.last_modified_by = document.company


def _part(made: WordDocument, part: DocumentPart, sheet_width: float) -> None:
    match part:
        case SectionPart():
            made.add_heading(part.title, level=1).paragraph_format.page_break_before = True
            _quiet(made, part.note)
        case HeadlinePart():
            made.add_heading(part.title, level=1)
            _quiet(made, part.note)
        case CardsPart():
            _cards(made, part)
        case SentencesPart():
            _heading(made, part.title, part.note)
            for text, tone in part.lines:
                _line(made, f"{tone.sign} {text}".strip(), colour=_TONES.get(tone))
        case ChartPart():
            _heading(made, part.title, part.note)
            room = Cm(sheet_width - 2 * _MARGIN)
            picture = part.picture
            made.add_picture(
                io.BytesIO(picture_png(picture.svg, picture.width, picture.height)),
                width=min(room, Pt(picture.width * 0.9)),
            )
            _quiet(made, part.source)
        case TablePart():
            _table(made, part)


def _heading(made: WordDocument, title: str, note: str) -> None:
    if title:
        made.add_heading(title, level=2)
    _quiet(made, note)


def _line(made: WordDocument, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> Paragraph:
    paragraph = made.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _quiet(made: WordDocument, text: str) -> None:
    if text:
        _line(made, text, colour=_QUIET).runs[0].font.size = Pt(9)


def _cards(made: WordDocument, part: CardsPart) -> None:
    """Figures side by side, each with its comparisons below it."""
    for start in range(0, len(part.cards), _CARDS_IN_A_ROW):
        cards = part.cards[start : start + _CARDS_IN_A_ROW]
        table = made.add_table(rows=1, cols=len(cards))
        for cell, card in zip(table.rows[0].cells, cards, strict=True):
            cell.paragraphs[0].add_run(card.label).font.color.rgb = _QUIET
            value = cell.add_paragraph().add_run(card.value)
            value.bold, value.font.size = True, Pt(15 if card.is_main else 13)
            for text, tone in card.comparisons:
                run = cell.add_paragraph().add_run(text)
                run.font.size = Pt(9)
                if tone in _TONES:
                    run.font.color.rgb = _TONES[tone]
    made.add_paragraph()


def _table(made: WordDocument, part: TablePart) -> None:
    """The header stands on every page; figures stand right."""
    _heading(made, part.title, part.note)
    rows = (*part.rows, *((part.total,) if part.total else ()))
    table = made.add_table(rows=1 + len(rows), cols=len(part.header))
    table.style = made.styles["Light Grid Accent 1"]
    _cells(table.rows[0].cells, part.header, part.numbers, bold=True)
    heads = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for a header that repeats
    heads.append(heads.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    depths = (*part.depths, *(0,) * len(rows))
    for row, texts, depth in zip(table.rows[1:], rows, depths, strict=False):
        first = (_INDENT * depth + texts[0], *texts[1:]) if texts else texts
        _cells(row.cells, first, part.numbers, bold=texts is part.total)
    _quiet(made, part.foot)


def _cells(cells: tuple[object, ...], texts: tuple[str, ...], numbers: frozenset[int], *, bold: bool) -> None:
    for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(9)
        if at in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
