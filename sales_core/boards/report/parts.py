"""A report as parts one below the other: what paper and the one-file edition have alike."""

from __future__ import annotations

from sales_core.boards.document import block_parts, definitions_part, shown_metrics
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.report_words import report_card
from sales_core.reports.document import CardsPart, DocumentPart, HeadlinePart, SectionPart, SentencesPart


def report_parts(opened: OpenReport) -> tuple[DocumentPart, ...]:
    """The message, then each subject, last what the figures are."""
    message = opened.message()
    parts: list[DocumentPart] = [HeadlinePart(message.head.sentence, message.head.detail)]
    if message.cards:
        parts.append(CardsPart(tuple(report_card(context, card) for context, card in message.cards)))
    if message.sentences:
        parts.append(SentencesPart(message.sentences))
    metrics = [card.metric for _, card in message.cards]
    for one in message.tables:
        parts += block_parts(one.context, one.block)
    for section in opened.sections():
        parts.append(SectionPart(section.title, section.note))
        for one in section.blocks:
            parts += block_parts(one.context, one.block)
            metrics += shown_metrics(one.block)
    if metrics:
        parts.append(definitions_part(message.context, metrics))
    return tuple(parts)
