"""Columns of tables, taken from what declares them: a list, a metric, a dimension."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from sales_core.boards.blocks import Cell, Column, field_of
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec
from sales_core.catalogue.metric import Polarity
from sales_core.catalogue.sensitivity import hidden_classes, list_column_classes, masked_figure
from sales_core.format import as_decimal
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit


def list_columns(context: BoardContext, list_id: str, *ids: str) -> tuple[Column, ...]:
    """Columns of a declared list under its words, units and help; items have its column ids as fields."""
    spec = context.catalogue.list(list_id)
    return tuple(_list_column(context, spec, spec.column(column_id)) for column_id in ids)


def list_drill(context: BoardContext, list_id: str, column_id: str) -> Drill:
    """Where a row leads that is opened for one column of its list. Raises KeyError for one that leads nowhere."""
    spec = context.catalogue.list(list_id)
    drill = spec.drill_of(column_id)
    if drill is None:
        raise KeyError(f"column {column_id} of the list {list_id} has no drill")
    return Drill(context.query(drill.metric), drill.metric, spec.drill_dimensions(drill))


def metric_column(context: BoardContext, metric: str, value: str | Callable[[Any], Any] = "") -> Column:
    """The column of a metric under its own label and unit; `value` as in Column. Masked for who may not see it."""
    shown = partial(_masked, context.figure(metric, None)) if context.is_masked(metric) else value
    return Column(metric, context.metric_name(metric), context.unit(metric), shown)


def good_sign(context: BoardContext, metric: str) -> int:
    """Which sign of a change of the metric is good: 1, −1, or 0 for neither."""
    return {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}.get(
        context.catalogue.metric(metric).polarity, 0
    )


def _masked(figure: Figure, _item: Any) -> Figure:
    return figure


def dimension_column(context: BoardContext, dimension: str, value: str = "", *, width: str = "") -> Column:
    """The column of a dimension: names of the codes in the field `value`, by default that of the dimension's id."""

    name_of = context.namer(dimension)

    def name(item: Any) -> str:
        return name_of(field_of(item, value or dimension))

    return Column(dimension, context.dimension_name(dimension), value=name, width=width)


def _list_column(context: BoardContext, spec: ListSpec, column: ListColumn) -> Column:
    explained = spec.column_help(column.id)
    name_of = context.namer(column.dimension) if column.dimension == column.id else None
    shown: Callable[[Any], Cell] = partial(_shown, context, column, name_of)
    if list_column_classes(context.catalogue, spec, column) & hidden_classes(context.viewer):
        shown = partial(_masked, masked_figure(column.unit or Unit.COUNT))
    is_name = bool(column.dimension) and column.dimension != column.id and column.kind is ColumnKind.TEXT
    return Column(
        column.metric or column.id,
        context.say(spec.column_label(column.id)),
        column.unit,
        shown,
        context.say(explained) if explained else "",
        "medium" if is_name else "",
        # Its part of a metric in each row: the parts are the metric.
        adds=bool(column.metric) and column.unit in {Unit.MONEY, Unit.QUANTITY},
    )


def _shown(context: BoardContext, column: ListColumn, name_of: Callable[[Value], str] | None, item: Any) -> Cell:
    """The value of a row as its column declares it: a code by its name (`name_of`), a state in words."""
    value = field_of(item, column.id)
    if value is None or (column.hides_zero and not value):
        return None
    if column.value_texts:
        mark = "!" if column.flag and field_of(item, column.flag) else ""
        return context.t(f"{column.value_texts}.{value}") + mark
    if name_of is not None:
        return name_of(value)
    number = as_decimal(value) if column.is_whole else None
    return value if number is None else math.ceil(number)
