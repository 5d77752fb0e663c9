"""A board as a workbook: a sheet of its message and cards, then one sheet a table and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sales_core.boards.blocks import Block, Card, CardRow, CellForm, Chart, Column, Headline, Narrative, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.report_words import joined, source_line
from sales_core.boards.words import card_text, chart_table, foot_text, total_row, written_columns
from sales_core.charts.native import native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.errors import UsageError
from sales_core.kernel.native_chart import NativeChart
from sales_core.kernel.query import Result
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit
from sales_core.reports import workbook
from sales_core.reports.basis import Basis
from sales_core.reports.delimited import records_csv
from sales_core.reports.workbook import result_basis, result_table


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
                    lines.append(card_line(context, card))
                    metrics.append(card.metric)
            case Narrative():
                lines += [("", str(sentence)) for sentence in block.sentences]
            case Table() | Chart():
                sheets.append(block_sheet(context, block))
            case _:
                # Forms and documents are things to do, and have no figures of their own.
                continue
    if left_out := opened.left_out_text():
        lines.append(("", left_out))
    return workbook.sheets_workbook(
        context.company.figures, context.viewer, board_basis(context), sheets, lines,
        metrics=tuple(dict.fromkeys(metrics)), locale=context.locale,
    )  # fmt: skip


def card_line(context: BoardContext, card: Card) -> tuple[str, str]:
    """A card as a line of the summary: its name; its value in full and what it is compared with."""
    text = card_text(context, card)
    against = " · ".join(f"{line.sign} {line.text} {line.label}".strip() for line in card.comparisons)
    return text.label, f"{text.full} · {against}".rstrip(" ·")


def board_basis(context: BoardContext) -> Basis:
    """What every figure of a board rests on."""
    covered = context.period.clipped(context.as_of)
    return Basis(
        context.query(), covered or context.period, context.as_of, context.version, context.currency,
        partial=covered != context.period,
    )  # fmt: skip


def block_workbook(context: BoardContext, block: Block | None) -> bytes:
    """One chart or table as xlsx: its chart above its rows, their total, where they come from, and what they are.

    Raises UsageError for a block that is neither.
    """
    if not isinstance(block, Chart | Table):
        raise UsageError(Text("error.export_gone"))
    found = block_rows(context, block)
    note = joined(block.note, foot_text(context, block) if isinstance(block, Table) else "")
    drawn = _drawn(context, block) if isinstance(block, Chart) else None
    sheet = workbook.Sheet(
        block.title, note, found.columns, found.rows, source_line(context, block), drawn, found.total
    )
    basis = board_basis(context) if found.result is None else result_basis(found.result)
    metrics = [column.id for column in found.columns if column.id in context.catalogue.metrics]
    return workbook.sheets_workbook(
        context.company.figures, context.viewer, basis, [sheet], (), metrics=metrics, locale=context.locale
    )


def block_csv(context: BoardContext, block: Block | None) -> bytes:
    """The rows of a chart or table as CSV. Raises UsageError for a block that is neither."""
    found = block_rows(context, block)
    return records_csv(found.rows, {column.id: column.header for column in found.columns})


@dataclass(frozen=True, slots=True)
class BlockRows:
    """What a block shows as rows. `result`: the answer that they are, if they are one; `total` is then that of all."""

    columns: Sequence[workbook.ExportColumn]
    rows: Sequence[workbook.ExportRow]
    result: Result | None = None
    total: workbook.ExportRow | None = None


def block_rows(context: BoardContext, block: Block | None) -> BlockRows:
    """The rows of a chart or table. Raises UsageError for a block that is neither."""
    match block:
        case Table():
            return BlockRows(table_columns(block), table_rows(block), total=_whole(block))
        case Chart(result=result, export=None) if result is not None:
            columns, rows = result_table(context.company.figures, result, context.locale)
            return BlockRows(columns, rows, result, _total(context, result))
        case Chart():
            table = chart_table(context, block)
            return BlockRows(table_columns(table), table_rows(table), total=_whole(table))
        case _:
            raise UsageError(Text("error.export_gone"))


def _total(context: BoardContext, result: Result) -> workbook.ExportRow | None:
    """The same question without its split: right for shares, ratios and balances too, which no sum of rows is.

    None where the rows are not all there are, and where there is but one.
    """
    query = result.query
    if not query.by or query.limit is not None or len(result.rows) < 2:
        return None
    whole = context.run(replace(query, by=(), order_by=None))
    return result_table(context.company.figures, whole, context.locale)[1][0] if whole.rows else None


def block_sheet(context: BoardContext, block: Chart | Table) -> workbook.Sheet:
    """A table, or a chart above the rows that it draws, as a sheet."""
    if isinstance(block, Chart):
        return replace(_sheet(context, chart_table(context, block)), chart=_drawn(context, block))
    return _sheet(context, block)


def _sheet(context: BoardContext, table: Table) -> workbook.Sheet:
    return workbook.Sheet(
        table.title, table.note, table_columns(table), table_rows(table), foot_text(context, table), total=_whole(table)
    )


def _whole(table: Table) -> workbook.ExportRow | None:
    """The row of all of a table as a file has it."""
    found = total_row(table)
    return None if found is None else {name: cell for name, cell in found.items() if not isinstance(cell, tuple)}


def _drawn(context: BoardContext, block: Chart) -> NativeChart | None:
    """What an office program draws; None for a form that is a table, and where there is nothing to draw."""
    style = ChartStyle(locale=context.locale, currency=context.currency)
    drawn = native_chart(block.form, block.data, style, block.options)
    return drawn if isinstance(drawn, NativeChart) and drawn.is_filled else None


def table_columns(table: Table) -> list[workbook.ExportColumn]:
    """The columns of a table as a file has them."""
    return [
        workbook.ExportColumn(column.id, column.label, _unit(column), adds=column.adds and table.total is None)
        for column in written_columns(table)
    ]


def table_rows(table: Table) -> list[workbook.ExportRow]:
    """The rows of a table as a file has them."""
    names = [column.id for column in written_columns(table)]
    return [{name: cell for name in names if not isinstance(cell := row.get(name), tuple)} for row in table.rows]


def _unit(column: Column) -> Unit | None:
    return Unit.COUNT if column.form is CellForm.RANK_CHANGE else column.unit
