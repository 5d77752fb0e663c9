"""A report as a workbook: its message as a summary, then a sheet a chart and a table, each with all its rows."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.blocks import CardRow, Chart, Narrative, Table
from sales_core.boards.document import shown_metrics
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.workbook import block_sheet, board_basis, card_line
from sales_core.reports.workbook import Sheet, sheets_workbook


def report_workbook(opened: OpenReport) -> bytes:
    """The XLSX file; figures in full, totals of columns that add as formulas."""
    message = opened.message()
    context = message.context
    lines = [(opened.title, message.head.sentence), ("", message.head.detail)]
    lines += [card_line(where, card) for where, card in message.cards]
    lines += [("", text) for text, _ in message.sentences]
    metrics = [card.metric for _, card in message.cards]
    sheets: list[Sheet] = [
        block_sheet(one.context, one.whole) for one in message.tables if isinstance(one.whole, Chart | Table)
    ]
    for section in opened.sections():
        lines.append((section.title, section.note))
        for one in section.blocks:
            match one.whole:
                case Chart() | Table():
                    sheet = block_sheet(one.context, one.whole)
                    sheets.append(sheet if sheet.title else replace(sheet, title=section.title))
                case CardRow():
                    lines += [card_line(one.context, card) for card in one.whole.cards]
                case Narrative():
                    lines += [("", str(sentence)) for sentence in one.whole.sentences]
            metrics += shown_metrics(one.whole)
    return sheets_workbook(
        context.company.figures, context.viewer, board_basis(context), sheets, lines,
        metrics=tuple(dict.fromkeys(metrics)), locale=context.locale,
    )  # fmt: skip
