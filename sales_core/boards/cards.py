"""Cards of metrics with what they are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.boards.amounts import relative_change
from sales_core.boards.blocks import Card, Comparison
from sales_core.boards.context import BoardContext
from sales_core.format import DASH, as_decimal
from sales_core.kernel.periods import shifted
from sales_core.kernel.query import Compare, Result
from sales_core.kernel.terms import Period
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit


def metric_card(context: BoardContext, result: Result, metric: str, *, note: str = "") -> Card:
    """The card of one metric of a one-row Result; a compared Result adds its comparison by itself."""
    row = result.one()
    comparisons: tuple[Comparison, ...] = ()
    if result.query.compare is not None and f"{metric}__before" in row:
        comparisons = (compared(context, result, metric),)
    return Card(metric, result.query, context.figure(metric, row.get(metric)), comparisons, note)


def compared(context: BoardContext, result: Result, metric: str) -> Comparison:
    """How a metric moved against the compared period: relative for amounts, points for shares, plain from zero."""
    row = result.one()
    now, before = row.get(metric), row.get(f"{metric}__before")
    name = comparison_name(context, result, metric)
    unit = context.unit(metric)
    new, old = as_decimal(now), as_decimal(before)
    if new is None or old is None:
        return Comparison(DASH, f"{name} · {context.t('shell.no_basis')}")
    step = new - old
    rate = relative_change(now, before)
    if unit in {Unit.PERCENT, Unit.DAYS, Unit.MINUTES, Unit.RATIO} or rate is None:
        text = context.signed(step, unit)
    else:
        text = context.growth(rate)
    return Comparison(text, name, tone(context, metric, float(step)), None if step == 0 else step > 0)


#: Months between a period and what it is compared with, where that has a name.
_NAMED_STEPS = {1: "shell.vs_last_month", 3: "shell.vs_last_quarter", 12: "shell.vs_last_year"}


def comparison_name(context: BoardContext, result: Result, metric: str) -> str:
    """What a metric is compared with, by the days that are really compared: a balance's day, else the earlier span."""
    query = result.query
    covered = next((one.period for one in result.coverage if one.metric == metric), None) or result.period
    if query.compare is None:
        return ""
    before = shifted(covered, (query.compare,), query.period)
    if context.is_level(metric):
        return context.t("shell.vs_day", day=context.date(before.end))
    months = 12 * (covered.start.year - before.start.year) + covered.start.month - before.start.month
    key = _NAMED_STEPS.get(months)
    return context.t(key) if key else context.t("shell.vs_span", span=context.span(before))


def against_a_month_before(context: BoardContext, metrics: Sequence[str]) -> dict[str, Result]:
    """Each metric with the answer that holds it and what it was before.

    What happened in the period is set against the stretch before it. A balance is set against the same day a month
    before, however long the period is: three months back it would be another comparison under the same figure.
    """
    levels = tuple(metric for metric in metrics if context.is_level(metric))
    flows = tuple(metric for metric in metrics if metric not in levels)
    found: dict[str, Result] = {}
    for names, period in ((levels, balance_period(context)), (flows, context.period)):
        if names:
            found |= dict.fromkeys(names, context.result(*names, period=period, compare=Compare.LAST_MONTH))
    return found


def balance_period(context: BoardContext) -> Period:
    """The days that a balance at the end of the period is asked with: the last month of it, up to the day it stands."""
    if sum(1 for _ in context.period.months()) == 1:
        return context.period
    return Period(context.day.replace(day=1), context.day)


def tone(context: BoardContext, metric: str, step: float) -> Tone:
    """Whether it is good that a metric moved by `step`."""
    way = context.catalogue.metric(metric).polarity.value
    if step == 0 or way == "neutral":
        return Tone.NEUTRAL
    return Tone.GOOD if (step > 0) == (way == "up") else Tone.BAD
