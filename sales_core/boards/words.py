"""Blocks in words: what every renderer writes in the same way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sales_core.boards.blocks import Card, Cell, CellForm, Chart, Column, Row, Table
from sales_core.boards.context import BoardContext
from sales_core.charts.forms.ranked import rank_change
from sales_core.format import Form, as_decimal, bare_percent, exact, full, text
from sales_core.i18n import Locale, t
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

#: Fields of marks that are names, places or looks, and no figures of their own.
_NOT_FIGURES = frozenset({"key", "tone", "mine", "detail", "partial", "strong", "total", "urgency", "move", "values"})
#: Fields of marks that count places rather than the chart's unit.
_PLACES = frozenset({"rank"})


class Writer(Protocol):
    """What decides how a figure is written."""

    @property
    def locale(self) -> Locale:
        """The language."""

    @property
    def currency(self) -> str:
        """ISO code of the reporting currency."""


@dataclass(frozen=True, slots=True)
class CardText:
    """A card in words; `note` is the period, or why there is no value."""

    label: str
    value: str
    full: str
    definition: str
    note: str


def card_text(context: BoardContext, card: Card) -> CardText:
    """A card in the language asked."""
    metric = context.catalogue.metric(card.metric)
    note = card.note or _covered(context, card)
    if card.figure.state is not FigureState.KNOWN:
        note = context.say(card.figure.reason or metric.null_reason)
    return CardText(
        context.say(metric.label),
        context.text(card.figure, Form.SHORT),
        context.text(card.figure, Form.FULL),
        context.say(metric.definition),
        note,
    )


def _covered(context: BoardContext, card: Card) -> str:
    """The day of a balance, else the days that the figure counts."""
    asked = card.query.period or context.period
    if context.is_level(card.metric):
        return context.t("shell.as_of", day=context.date(min(asked.end, context.reader.level_day)))
    return context.span(asked.clipped(context.as_of) or asked)


def cell_text(writer: Writer, column: Column, row: Row) -> str:
    """A cell in full; empty for a text that is not there."""
    cell = row.get(column.id)
    if column.form is CellForm.RANK_CHANGE:
        return rank_change_text(row, cell)
    if isinstance(cell, Figure):
        if column.form is CellForm.POINTS and cell.state is FigureState.KNOWN:
            return bare_percent(cell.value, writer.locale, 1)
        return text(cell, Form.FULL, writer.locale, writer.currency)
    return "" if cell is None else str(cell) if isinstance(cell, date | str) else _numbers(writer, cell)


def rank_change_text(row: Row, places: Cell) -> str:
    """`▲2`, `▼1`, `＝` for no change, `✦` for a newcomer; empty for a row without `rank`."""
    rank = row.get("rank")
    is_ranked = rank.value is not None if isinstance(rank, Figure) else rank is not None
    return rank_change(places if isinstance(places, int) else None) if is_ranked else ""


def _numbers(writer: Writer, cell: Value | tuple[Value, ...]) -> str:
    numbers = cell if isinstance(cell, tuple) else (cell,)
    return " ".join(full(each, Unit.COUNT, writer.locale, writer.currency) for each in numbers)


def row_texts(writer: Writer, table: Table, row: Row) -> list[str]:
    """The cells of a row in full, in the order of `written_columns`."""
    return [cell_text(writer, column, row) for column in written_columns(table)]


def total_row(table: Table) -> Row | None:
    """The row of all rows: as declared, else sums of the columns that add; None where there is nothing to add up.

    What is withheld in any row has no sum.
    """
    if table.total is not None:
        return table.total
    adding = [(column.id, column.unit) for column in table.columns if column.adds and column.unit]
    if not adding or len(table.rows) < 2 or any(table.depths):
        return None
    return {name: _sum([row.get(name) for row in table.rows], unit) for name, unit in adding}


def _sum(cells: Sequence[Cell], unit: Unit) -> Figure:
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    withheld_one = next((figure for figure in figures if figure.is_withheld), None)
    known = [amount for figure in figures if (amount := as_decimal(figure.value)) is not None]
    return withheld_one or Figure.of(sum(known, Decimal(0)), unit)


def total_texts(writer: Writer, table: Table) -> list[str]:
    """The row of all as texts, in the order of `written_columns`, the word first; empty where there is none."""
    total = total_row(table)
    if total is None:
        return []
    word, *rest = (cell_text(writer, column, total) if column.id in total else "" for column in written_columns(table))
    return [word or t("export.total", writer.locale), *rest]


def written_columns(table: Table) -> list[Column]:
    """The columns that can be written; small lines are pictures."""
    return [column for column in table.columns if column.form is not CellForm.SERIES]


def withheld(table: Table) -> list[tuple[int, str, Figure]]:
    """Row number from 0, column id and figure of every cell whose value is not known or masked."""
    return [
        (at, column.id, cell)
        for at, row in enumerate(table.rows)
        for column in table.columns
        if isinstance(cell := row.get(column.id), Figure) and cell.is_withheld
    ]


def foot_text(writer: Writer, table: Table) -> str:
    """The line below a table: its own, and why values are withheld, each reason once."""
    reasons = (
        f"{text(figure, Form.FULL, writer.locale)} {figure.reason.in_(writer.locale)}"
        for _, _, figure in withheld(table)
        if figure.reason
    )
    return " · ".join(part for part in (table.foot, *dict.fromkeys(reasons)) if part)


def chart_table(context: BoardContext, chart: Chart) -> Table:
    """What a chart draws as rows: its export, else its marks by name."""
    if chart.export is not None:
        return dataclasses.replace(chart.export, title=chart.title, note=chart.note)
    columns, rows = _lines(context, chart) or _grid(context, chart) or _marks(context, chart)
    return Table.of(chart.title, columns, rows, note=chart.note)


Rows = tuple[tuple[Column, ...], list[dict[str, Any]]]


def _unit(chart: Chart, usual: Unit = Unit.MONEY) -> Unit:
    return Unit(chart.options.get("unit", usual))


def _lines(context: BoardContext, chart: Chart) -> Rows | None:
    """Lines or stacks that share names: a column a line, or a column a band."""
    if len(chart.data) < 2 or not _has(chart.data[1], "values"):
        return None
    names, items = chart.data[0], chart.data[1]
    unit = _unit(chart)
    first = Column("name", context.t("boards.mark_name"))
    if names and isinstance(names[0], str):
        columns = (first, *(Column(line.key, line.name, unit) for line in items))
        return columns, [
            {"name": name, **{line.key: line.values[at] for line in items}} for at, name in enumerate(names)
        ]
    columns = (first, *(Column(band.key, band.name, unit) for band in names))
    return columns, [
        {"name": item.name, **{band.key: item.values[at] for at, band in enumerate(names)}} for item in items
    ]


def _grid(context: BoardContext, chart: Chart) -> Rows | None:
    """A heat table: rows and columns by name, a value in each cell."""
    if len(chart.data) != 3 or not _has(chart.data[2], "column"):
        return None
    heads, sides, cells = chart.data[1], chart.data[0], chart.data[2]
    found = {(cell.row, cell.column): cell.value for cell in cells}
    unit = _unit(chart, Unit.PERCENT)
    columns = (Column("name", context.t("boards.mark_name")), *(Column(f"c_{key}", name, unit) for key, name in heads))
    return columns, [{"name": name, **{f"c_{key}": found.get((side, key)) for key, _ in heads}} for side, name in sides]


def _marks(context: BoardContext, chart: Chart) -> Rows:
    """Marks of one kind: a column a figure that any of them has."""
    if isinstance(chart.data[0], Mapping):
        return _named_values(context, chart, list(chart.data[0].items()))
    marks: list[Any] = [mark for part in chart.data for mark in part if dataclasses.is_dataclass(mark)]
    if len(chart.data) == 2 and _has(chart.data[0], "urgency"):
        return _named_values(context, chart, [(band.name, value) for band, value in zip(*chart.data, strict=True)])
    fields = [
        field.name
        for field in (dataclasses.fields(marks[0]) if marks else ())
        if field.name not in _NOT_FIGURES and any(_says(getattr(mark, field.name, None)) for mark in marks)
    ]
    units = chart.options.get("units", ())
    axes = {"x": (0, units), "y": (1, units)}
    columns = []
    for name in fields:
        unit = None if name in {"name", "day", "group"} else Unit.COUNT if name in _PLACES else _unit(chart)
        label = context.t(f"boards.mark_{name}")
        if name in axes and units:
            at = axes[name][0]
            unit, label = units[at], chart.options["titles"][at]
        columns.append(Column(name, label, unit))
    return tuple(columns), [{name: getattr(mark, name) for name in fields} for mark in marks]


def _named_values(context: BoardContext, chart: Chart, pairs: Sequence[tuple[str, Value]]) -> Rows:
    columns = (
        Column("name", context.t("boards.mark_name")),
        Column("value", context.t("boards.mark_value"), _unit(chart)),
    )
    return columns, [{"name": name, "value": value} for name, value in pairs]


def _says(value: Any) -> bool:
    return value.state is not FigureState.NONE if isinstance(value, Figure) else value not in {None, ""}


def _has(items: Any, name: str) -> bool:
    return bool(isinstance(items, list | tuple) and items and hasattr(items[0], name))


def plain_value(value: Any) -> Any:
    """A value as JSON has it: decimals as text so that cents stay exact, days in ISO form; null for no value."""
    if isinstance(value, Figure):
        return plain_value(value.value)
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value]
    return value
