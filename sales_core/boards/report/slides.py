"""A report as slides: its message, then one a chart, table or row of cards; charts stay charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sales_core.boards.blocks import CardRow, Chart, Narrative, Table
from sales_core.boards.report.open_report import OpenReport, ReportBlock, SectionPages
from sales_core.boards.report_words import joined, report_card, source_line
from sales_core.boards.slides import deck_file, slide_of
from sales_core.reports.slides import CoverSlide, Slide


def report_slides(opened: OpenReport) -> bytes:
    """The PPTX file."""
    message = opened.message()
    cover = CoverSlide(
        message.head.sentence,
        joined(opened.title, message.head.detail),
        source_line(message.context),
        tuple(report_card(context, card) for context, card in message.cards),
        tuple(text for text, _ in message.sentences),
    )
    slides: list[Slide] = [cover, *(_slide(one, "") for one in message.tables)]
    for section in opened.sections():
        slides += _section(section)
    return deck_file(message.context, slides, opened.title)


def _section(section: SectionPages) -> Iterator[Slide]:
    for one in section.blocks:
        yield _slide(one, joined(section.title, section.note))


def _slide(one: ReportBlock, note: str) -> Slide:
    """A block as a slide whose note begins with its subject; cards and sentences stand under the subject alone."""
    context, block = one.context, one.block
    match block:
        case Chart() | Table():
            slide = slide_of(context, block)
            if not slide.title:
                return replace(slide, title=note)
            return replace(slide, note=joined(note, slide.note))
        case CardRow():
            cards = tuple(report_card(context, card) for card in block.cards)
            return CoverSlide(note, "", source_line(context), cards)
        case Narrative():
            lines = tuple(str(sentence) for sentence in block.sentences)
            title, below = (block.title, joined(note, block.note)) if block.title else (note, block.note)
            return CoverSlide(title, below, source_line(context), sentences=lines)
