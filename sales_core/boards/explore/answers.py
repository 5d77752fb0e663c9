"""The answer in words and as a table: one row a value, or one row by one column with totals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sales_core.boards.amounts import relative_change
from sales_core.boards.blocks import Clause, Column, Headline, Narrative, Sentence, Table
from sales_core.boards.cards import comparison_name
from sales_core.boards.columns import good_sign
from sales_core.boards.context import BoardContext
from sales_core.boards.explore.question import (
    BEFORE,
    MOST_COLUMNS,
    MOST_ROWS,
    answer,
    question,
    split_name,
    value_name,
)
from sales_core.boards.number import Drill
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.format import as_decimal
from sales_core.kernel.query import Result, ResultRow, Value
from sales_core.kernel.units import Unit

_TOTAL = "__total"
#: Units of figures whose difference says more than their ratio.
_BY_STEP = (Unit.PERCENT, Unit.DAYS, Unit.MINUTES, Unit.RATIO)


def headline(context: BoardContext) -> Headline:
    """The whole figure, what it is compared with, and its days."""
    metric, result = context.choice("metric"), answer(context)
    row = result.one()
    sentence = f"{context.metric_name(metric)} {context.short(metric, row.get(metric))}"
    if result.query.compare is not None and not context.is_masked(metric):
        change = _change_text(context, metric, row)
        sentence += f" · {change} {comparison_name(context, result, metric)}" if change else ""
    return Headline(sentence, context.as_of_line(result))


def _change_text(context: BoardContext, metric: str, row: ResultRow) -> str:
    now, before = row.get(metric), row.get(metric + BEFORE)
    rate, unit = relative_change(now, before), context.unit(metric)
    if rate is not None and unit not in _BY_STEP:
        return context.growth(rate)
    new, old = as_decimal(now), as_decimal(before)
    return "" if new is None or old is None else context.signed(new - old, unit)


def definition(context: BoardContext) -> Narrative:
    """What the metric means, and by what it cannot be split."""
    metric = context.choice("metric")
    lines = [context.say(context.catalogue.metric(metric).definition)]
    allowed = dimensions_of(context.catalogue, metric)
    others = [context.dimension_name(name) for name in context.catalogue.dimensions if name not in allowed]
    if others:
        lines.append(context.t("explore.not_split", names=context.t("explore.and").join(others)))
    return Narrative(tuple(Sentence((Clause(line),)) for line in lines))


def rows(context: BoardContext) -> Table | None:
    """One row a value of the split, largest or earliest first, with comparison, change and the whole at the end."""
    by, metric = context.choice("by"), context.choice("metric")
    if not by or context.choice("across"):
        return None
    result = answer(context, by, limit=MOST_ROWS)
    whole = answer(context).one()
    items: list[ResultRow] = [*result.rows, {**whole, by: _TOTAL}]
    total = context.t("explore.total")

    def name(item: ResultRow) -> str:
        return total if item[by] == _TOTAL else value_name(context, by, item[by])

    columns = [Column(by, split_name(context, by), value=name, width="medium"), *_figures(context, result)]
    return Table.of(
        context.t("explore.rows", metric=context.metric_name(metric), by=split_name(context, by)),
        columns,
        items,
        key=lambda item: str(item[by]),
        note=_cut(context, len(result.rows), MOST_ROWS),
        file=_file(context, result),
        drill=Drill(question(context), metric, (by,), whole=_TOTAL),
    )


def _figures(context: BoardContext, result: Result) -> list[Column]:
    """The metric, and where it is compared what it was and how it changed."""
    metric = context.choice("metric")
    unit, label = context.unit(metric), context.metric_name(metric)
    columns = [Column(metric, label, unit, lambda item: context.figure(metric, item[metric]))]
    if result.query.compare is None:
        return columns
    before = comparison_name(context, result, metric)
    was = Column(metric + BEFORE, f"{label} {before}", unit, lambda item: context.figure(metric, item[metric + BEFORE]))
    if context.is_masked(metric):
        return [*columns, was]
    sign = good_sign(context, metric)
    if unit in _BY_STEP:
        return [
            *columns,
            was,
            Column("change", context.t("explore.change"), unit, lambda item: _step(item, metric), good_sign=sign),
        ]
    return [
        *columns,
        was,
        Column(
            "change", context.t("explore.change"), Unit.PERCENT,
            lambda item: relative_change(item[metric], item[metric + BEFORE]), good_sign=sign,
        ),
    ]  # fmt: skip


def _step(item: ResultRow, metric: str) -> Value:
    new, old = as_decimal(item[metric]), as_decimal(item[metric + BEFORE])
    return None if new is None or old is None else new - old


def crossed(context: BoardContext) -> Table | None:
    """One row a value, one column a value of the other split; totals are figures of their own, not sums of cells."""
    by, across, metric = context.choice("by"), context.choice("across"), context.choice("metric")
    if not by or not across:
        return None
    sides, heads = answer(context, by, limit=MOST_ROWS), answer(context, across)
    shown = _latest_or_largest(context, across, heads)
    cells = {(row[by], row[across]): row[metric] for row in answer(context, by, across)}
    unit = context.unit(metric)

    def cell(at: Value) -> Any:
        return lambda item: context.figure(metric, item["cells"].get(at))

    columns = [
        Column(by, split_name(context, by), value="name", width="medium"),
        *(Column(f"c_{at}", value_name(context, across, head), unit, cell(head)) for at, head in enumerate(shown)),
        Column(_TOTAL, context.t("explore.total"), unit, lambda item: context.figure(metric, item["whole"])),
    ]
    items: list[Mapping[str, Any]] = [
        {
            "key": str(row[by]), "name": value_name(context, by, row[by]), "whole": row[metric],
            "cells": {head: cells.get((row[by], head)) for head in shown},
        }
        for row in sides
    ]  # fmt: skip
    items.append(
        {
            "key": _TOTAL, "name": context.t("explore.total"), "whole": answer(context).one().get(metric),
            "cells": {row[across]: row[metric] for row in heads},
        }
    )  # fmt: skip
    notes = (
        _cut(context, len(sides.rows), MOST_ROWS),
        context.t("explore.columns_cut", shown=len(shown), of=len(heads.rows)) if len(shown) < len(heads.rows) else "",
    )
    return Table.of(
        context.t("explore.crossed", metric=context.metric_name(metric), by=split_name(context, by),
                  across=split_name(context, across)),
        columns, items, key="key", note=" · ".join(filter(None, notes)), file=_file(context, sides),
        drill=Drill(question(context), metric, (by,), whole=_TOTAL),
    )  # fmt: skip


def _latest_or_largest(context: BoardContext, across: str, heads: Result) -> list[Value]:
    """The values that stand as columns: the last ones of time, the largest of anything else."""
    found = [row[across] for row in heads]
    return found[-MOST_COLUMNS:] if context.catalogue.dimension(across).is_time else found[:MOST_COLUMNS]


def _cut(context: BoardContext, count: int, most: int) -> str:
    return context.t("explore.rows_cut", rows=most) if count >= most else ""


def _file(context: BoardContext, result: Result) -> str:
    parts = (context.choice("metric"), context.choice("by"), context.choice("across"))
    return f"{'_'.join(filter(None, parts))}_{result.period}_v{result.version}"
