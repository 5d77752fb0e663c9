"""A board as a workbook: a sheet of its message and cards, then one sheet a table and a chart."""

from __future__ import annotations

from sales_core.boards.blocks import CardRow, Chart, Column, Headline, Narrative, Table
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.words import card_text, chart_table
from sales_core.reports import workbook


def board_workbook(opened: OpenBoard) -> bytes:
    """The xlsx file of every block that is there at the choices made; figures in full."""
    context = opened.context
    sheets: list[workbook.Sheet] = []
    lines: list[tuple[str, str]] = []
    metrics: list[str] = []
    for _, block in opened.blocks():
        match block:
            case Headline():
                lines += [(context.t(opened.board.question), block.sentence), ("", block.detail)]
            case CardRow():
                for card in block.cards:
                    text = card_text(context, card)
                    against = " · ".join(f"{line.sign} {line.text} {line.label}".strip() for line in card.comparisons)
                    lines.append((text.label, f"{text.full} · {against}".rstrip(" ·")))
                    metrics.append(card.metric)
            case Narrative():
                lines += [("", str(sentence)) for sentence in block.sentences]
            case Table():
                sheets.append(_sheet(block))
            case Chart():
                sheets.append(_sheet(chart_table(context, block)))
            case _:
                # Forms and documents are things to do, and have no figures of their own.
                continue
    if left_out := opened.left_out_text():
        lines.append(("", left_out))
    covered = context.period.clipped(context.as_of)
    basis = workbook.Basis(
        context.query(), covered or context.period, context.as_of, context.version, context.currency,
        partial=covered != context.period,
    )  # fmt: skip
    return workbook.sheets_workbook(
        context.company.figures, context.viewer, basis, sheets, lines,
        metrics=tuple(dict.fromkeys(metrics)), locale=context.locale,
    )  # fmt: skip


def _sheet(table: Table) -> workbook.Sheet:
    columns = [_column(column) for column in table.columns if column.unit != "series"]
    return workbook.Sheet(table.title, table.note, columns, list(table.rows))


def table_columns(table: Table) -> list[workbook.ExportColumn]:
    """The columns of a table as a file has them; small lines are pictures and stay out."""
    return [_column(column) for column in table.columns if column.unit != "series"]


def _column(column: Column) -> workbook.ExportColumn:
    unit = {"rank_change": "count", "points": "percent"}.get(column.unit, column.unit)
    return workbook.ExportColumn(column.id, column.label, unit)
