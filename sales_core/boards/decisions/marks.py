"""Decisions as marks on the charts of their numbers: on the day which the data had reached when each was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from sales_core.boards.blocks import Chart, RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.follow_up import DECISION, DROPPED, OPEN
from sales_core.boards.number_records import is_inside, may_view
from sales_core.boards.record_forms import entries_of, figure_records
from sales_core.catalogue.record import RecordRow
from sales_core.charts.time_marks import TimeMark
from sales_core.format import short_month
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import Period
from sales_core.semantic.codes import NumberDefinition

#: The newest of them that a chart has room for.
_MOST = 8

_Found = tuple[RecordRow, NumberDefinition]


def marked_days(context: BoardContext, chart: Chart, metrics: Sequence[str]) -> Chart:
    """A chart over the days of the period with the decisions about one of `metrics` that were taken in it."""
    return _with(context, chart, metrics, context.period, lambda day: TimeMark(day.isoformat(), ""))


def marked_months(context: BoardContext, chart: Chart, metric: str, months: Sequence[Value]) -> Chart:
    """A chart whose columns are `months` (first days) with the decisions about `metric` that were taken in them."""
    places = {month: place for place, month in enumerate(months) if isinstance(month, date)}
    if not places:
        return chart
    span = Period(min(places), Period.month_of(max(places)).end)

    def placed(day: date) -> TimeMark | None:
        month = day.replace(day=1)
        return TimeMark(places[month], "", short_month(month, context.locale)) if month in places else None

    return _with(context, chart, (metric,), span, placed)


def _with(
    context: BoardContext, chart: Chart, metrics: Sequence[str], span: Period,
    placed: Callable[[date], TimeMark | None],
) -> Chart:  # fmt: skip
    marks = []
    for row, number in _about(context, metrics, span):
        if (mark := placed(row.as_of)) is not None:
            marks.append(replace(mark, text=_text(context, row, number)))
    if not marks:
        return chart
    note = context.t("decisions.marked", count=context.write_count(len(marks)))
    return replace(
        chart,
        marks=tuple(marks),
        note=context.t("decisions.marked_after", note=chart.note, marked=note) if chart.note else note,
    )


def _about(context: BoardContext, metrics: Sequence[str], span: Period) -> Iterable[_Found]:
    """The newest decisions about one of the metrics, of the rows that the context is about or a part of them."""
    if not _may_see(context):
        return []
    found = [
        (row, number)
        for row, number in figure_records(context, DECISION)
        if number.metric in metrics
        and row.state != DROPPED
        and span.start <= row.as_of <= span.end
        and all(is_inside(number.query.filters, item) for item in context.filters)
    ]
    return sorted(found[:_MOST], key=lambda one: (one[0].as_of, one[0].id))


def open_decisions_about(context: BoardContext, whole: Filter) -> RecordForm | None:
    """What was decided about any figure of these rows and is still to be done, each with its figure; no entry of more.

    None where there is nothing.
    """
    if not _may_see(context):
        return None
    found = {
        row.id: number.metric for row, number in figure_records(context, DECISION)
        if row.state == OPEN and is_inside(number.query.filters, whole)
    }  # fmt: skip
    if not found:
        return None
    made = entries_of(context, DECISION, found)
    lines = (
        context.t("decisions.of_figure", figure=context.metric_name(found[one.id]), line=one.line)
        for one in made.entries
    )
    told = tuple(replace(one, line=line) for one, line in zip(made.entries, lines, strict=True))
    return replace(made, entries=told)


def _may_see(context: BoardContext) -> bool:
    return may_view(context, DECISION)


def _text(context: BoardContext, row: RecordRow, number: NumberDefinition) -> str:
    """`已定（华东）：…，张伟，6月20日前 · 未完成`."""
    known = {item.dimension for item in context.filters}
    parts = [
        context.label(item.dimension, code)
        for item in number.query.filters if item.dimension not in known for code in item.values[:3]
    ]  # fmt: skip
    due = row.values["due"]
    return context.t(
        "decisions.mark_of" if parts else "decisions.mark",
        part=" · ".join(parts),
        action=row.values["action"],
        owner=row.values["owner"],
        due=context.date(due) if isinstance(due, date) else "",
        state=context.t(f"record.decision.state.{row.state}"),
    )
