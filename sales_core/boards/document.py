"""A board or one of its blocks for print: the figures of the page as a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sales_core.boards.blocks import Block, CardRow, Chart, Headline, Narrative, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.picture import bare_picture
from sales_core.boards.report_words import company_name, joined, report_card, source_line
from sales_core.boards.staleness import stale_text
from sales_core.boards.words import foot_text, row_texts, total_texts, written_columns
from sales_core.boards.workbook import board_basis
from sales_core.catalogue.company_settings import REPORT_PAPER
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.kernel.tone import Tone
from sales_core.reports.basis import definitions
from sales_core.reports.document import (
    CardsPart,
    ChartPart,
    DocumentPart,
    HeadlinePart,
    Paper,
    PrintedDocument,
    SentencesPart,
    TablePart,
    printed,
)
from sales_core.reports.word import word_file

#: Rows of one table that are printed; a workbook has all.
MOST_ROWS = 150


def board_pdf(opened: OpenBoard) -> bytes:
    """The PDF of every block that is there at the choices made, and what its metrics are."""
    return printed(board_document(opened))


def board_docx(opened: OpenBoard) -> bytes:
    """The same as a DOCX file, to be written on."""
    return word_file(board_document(opened))


def board_document(opened: OpenBoard) -> PrintedDocument:
    """Every block that is there at the choices made, and what its metrics are, as the parts of a document."""
    context = opened.context
    if (reason := opened.empty()) is not None:
        return document_of(context, context.t(f"page.{opened.board.id}"), [SentencesPart(((reason, Tone.NEUTRAL),))])
    parts: list[DocumentPart] = []
    metrics: list[str] = []
    for _, block in opened.blocks():
        parts += block_parts(context, block)
        metrics += shown_metrics(block)
    if left_out := opened.left_out_text():
        parts.insert(1, SentencesPart(((left_out, Tone.NEUTRAL),)))
    if metrics:
        parts.append(definitions_part(context, metrics))
    return document_of(context, context.t(f"page.{opened.board.id}"), parts)


def block_pdf(context: BoardContext, block: Block | None) -> bytes:
    """One chart or table as a PDF. Raises UsageError for a block that is neither."""
    if not isinstance(block, Chart | Table):
        raise UsageError(Text("error.export_gone"))
    return printed(document_of(context, block.title, block_parts(context, block), head=company_name(context)))


def document_of(context: BoardContext, title: str, parts: Sequence[DocumentPart], *, head: str = "") -> PrintedDocument:
    """The parts under a title as what paper and Word files are made of; `head` stands above every page."""
    company = company_name(context)
    return PrintedDocument(
        title,
        company,
        head or joined(company, title),
        joined(context.span(context.period), context.say(context.finality.text)),
        source_line(context),
        tuple(parts),
        context.locale,
        stale_text(context.as_of, context.locale),
        Paper(context.company.appdb.company.value(REPORT_PAPER)),
    )


def block_parts(context: BoardContext, block: Block) -> list[DocumentPart]:
    """A block as it is printed; nothing for one that has no figures of its own."""
    match block:
        case Headline():
            return [HeadlinePart(block.sentence, block.detail)]
        case CardRow():
            return [CardsPart(tuple(report_card(context, card) for card in block.cards))]
        case Narrative():
            lines = tuple((str(sentence), sentence.tone) for sentence in block.sentences)
            return [SentencesPart(lines, block.title, block.note)]
        case Chart():
            source = source_line(context, block) if block.result is not None else ""
            return [ChartPart(block.title, block.note, source, bare_picture(context, block))]
        case Table():
            return [_table(context, block)] if block.rows else []
        case _:
            # Forms and documents are things to do, and have no figures of their own.
            return []


def _table(context: BoardContext, table: Table) -> TablePart:
    columns, rows = written_columns(table), table.rows[:MOST_ROWS]
    more = len(table.rows) > MOST_ROWS
    total = total_texts(context, table)
    if total and more:
        total[0] = context.t("export.total_of", rows=len(table.rows))
    first = context.t("boards.first_rows", rows=MOST_ROWS, of=len(table.rows)) if more else ""
    return TablePart(
        table.title,
        joined(table.note, first),
        tuple(column.label for column in columns),
        tuple(tuple(row_texts(context, table, row)) for row in rows),
        frozenset(at for at, column in enumerate(columns) if column.unit is not None),
        foot_text(context, table),
        table.depths[:MOST_ROWS],
        tuple(total),
    )


def shown_metrics(block: Block) -> list[str]:
    """The metrics that a block shows."""
    match block:
        case CardRow():
            return [card.metric for card in block.cards]
        case Chart(result=result) if result is not None:
            return list(result.query.metrics)
        case _:
            return []


def definitions_part(context: BoardContext, metrics: Iterable[str]) -> TablePart:
    """What the figures are, each metric once, with the code that opens it."""
    keys = ("metric", "definition", "formula", "code")
    found = definitions(
        context.company.figures, context.viewer, board_basis(context), tuple(dict.fromkeys(metrics)), context.locale
    )
    return TablePart(
        context.t("export.about"), "", tuple(context.t(f"export.{key}") for key in keys),
        tuple((one.label, one.definition, one.formula, one.code) for one in found),
    )  # fmt: skip
