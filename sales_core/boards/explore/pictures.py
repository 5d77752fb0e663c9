"""The answer as a picture: bars, lines over time, or a heat table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.marks import marked_months
from sales_core.boards.explore.question import (
    BARS,
    BEFORE,
    HEAT,
    LINES,
    answer,
    question,
    split_name,
    time_and_subject,
    value_name,
)
from sales_core.boards.number import MONTH, Drill
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.forms.trend import Series, trend
from sales_core.kernel.query import Result, ResultRow, Value

_MOST_BARS, _MOST_LINES, _MOST_SIDES, _MOST_HEADS = 20, 6, 30, 13


def picture(context: BoardContext) -> Chart | None:
    """The picture chosen; None for the table alone, or where there are no rows."""
    made = {BARS: _bars, LINES: _lines, HEAT: _heat}.get(context.choice("view"))
    return made(context) if made else None


def _title(context: BoardContext, by: str) -> str:
    metric = context.choice("metric")
    return context.t("explore.rows", metric=context.metric_name(metric), by=split_name(context, by))


def _bars(context: BoardContext) -> Chart | None:
    metric, by = context.choice("metric"), context.choice("by")
    result = answer(context, by, limit=_MOST_BARS)
    if not result.rows:
        return None
    places = [
        RankRow(str(row[by]), value_name(context, by, row[by]), context.figure(metric, row[metric])) for row in result
    ]
    return Chart(
        _title(context, by), ranked, (places,), {"unit": context.unit(metric), "moves": False, "width": 24},
        note=context.t("explore.bars_note" if len(places) == _MOST_BARS else "explore.bars", count=len(places)),
        result=result,
        drill=Drill(question(context), metric, (by,)),
    )  # fmt: skip


def _lines(context: BoardContext) -> Chart | None:
    """A line over time: of the whole beside what it is compared with, or one each of the largest values."""
    metric = context.choice("metric")
    time, subject = time_and_subject(context)
    result = answer(context, time)
    spans = [row[time] for row in result]
    if not spans:
        return None
    series = _each(context, time, subject, spans) if subject else _whole(context, result)
    chart = Chart(
        _title(context, subject or time),
        trend,
        ([value_name(context, time, span) for span in spans], series),
        {"unit": context.unit(metric), "partial": result.partial, "height": 340},
        result=result if not subject else answer(context, subject, time),
    )
    return marked_months(context, chart, metric, spans) if time == MONTH else chart


def _whole(context: BoardContext, result: Result) -> list[Series]:
    metric = context.choice("metric")
    lines = [_series(context, metric, context.metric_name(metric), result.rows, metric, strong=True)]
    if result.query.compare is not None:
        compared = context.t(f"explore.compare_{result.query.compare.value}")
        lines.append(_series(context, metric + BEFORE, compared, result.rows, metric + BEFORE))
    return lines


def _each(context: BoardContext, time: str, subject: str, spans: Sequence[Value]) -> list[Series]:
    metric = context.choice("metric")
    largest = [row[subject] for row in answer(context, subject, limit=_MOST_LINES)]
    found = {(row[subject], row[time]): row for row in answer(context, subject, time)}
    nothing: ResultRow = {metric: None}
    return [
        _series(
            context, str(one), value_name(context, subject, one),
            [found.get((one, span), nothing) for span in spans], metric, strong=at == 0,
        )
        for at, one in enumerate(largest)
    ]  # fmt: skip


def _series(
    context: BoardContext,
    key: str,
    name: str,
    rows: Sequence[Mapping[str, Value]],
    column: str,
    *,
    strong: bool = False,
) -> Series:
    metric = context.choice("metric")
    return Series(key, name, tuple(context.figure(metric, row.get(column)) for row in rows), strong)


def _heat(context: BoardContext) -> Chart | None:
    """Sizes, not judgements: the larger, the darker."""
    metric, by, across = context.choice("metric"), context.choice("by"), context.choice("across")
    sides = [row[by] for row in answer(context, by, limit=_MOST_SIDES)]
    heads = [row[across] for row in answer(context, across)]
    is_time = context.catalogue.dimension(across).is_time
    heads = heads[-_MOST_HEADS:] if is_time else heads[:_MOST_HEADS]
    if not sides or not heads:
        return None
    result = answer(context, by, across)
    cells = [
        HeatCell(str(row[by]), str(row[across]), context.figure(metric, row[metric]))
        for row in result
        if row[by] in sides and row[across] in heads
    ]
    data = (
        [(str(side), value_name(context, by, side)) for side in sides],
        [(str(head), value_name(context, across, head)) for head in heads],
        cells,
    )
    return Chart(
        _title(context, by), heat, data, {"unit": context.unit(metric), "judge": False, "by_size": True}, result=result,
        drill=Drill(question(context), metric, (by, across)),
    )  # fmt: skip
