"""A board as a workbook: a sheet of its message and cards, then one sheet a table and a chart."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.blocks import CardRow, CellForm, Chart, Column, Headline, Narrative, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.words import card_text, chart_table, foot_text, written_columns
from sales_core.charts.native import native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart
from sales_core.kernel.units import Unit
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
                sheets.append(_sheet(context, block))
            case Chart():
                sheets.append(replace(_sheet(context, chart_table(context, block)), chart=_drawn(context, block)))
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


def _sheet(context: BoardContext, table: Table) -> workbook.Sheet:
    return workbook.Sheet(table.title, table.note, table_columns(table), table_rows(table), foot_text(context, table))


def _drawn(context: BoardContext, block: Chart) -> NativeChart | None:
    """What an office program draws; None for a form that is a table, and where there is nothing to draw."""
    style = ChartStyle(locale=context.locale, currency=context.currency)
    drawn = native_chart(block.form, block.data, style, block.options)
    return drawn if isinstance(drawn, NativeChart) and drawn.is_filled else None


def table_columns(table: Table) -> list[workbook.ExportColumn]:
    """The columns of a table as a file has them."""
    return [workbook.ExportColumn(column.id, column.label, _unit(column)) for column in written_columns(table)]


def table_rows(table: Table) -> list[workbook.ExportRow]:
    """The rows of a table as a file has them."""
    names = [column.id for column in written_columns(table)]
    return [{name: cell for name in names if not isinstance(cell := row.get(name), tuple)} for row in table.rows]


def _unit(column: Column) -> Unit | None:
    return Unit.COUNT if column.form is CellForm.RANK_CHANGE else column.unit
