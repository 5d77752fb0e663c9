"""Cards of metrics with what they are compared with."""

from __future__ import annotations

from sales_core.boards.amounts import relative_change
from sales_core.boards.blocks import Card, Comparison
from sales_core.boards.context import BoardContext
from sales_core.format import DASH, as_decimal
from sales_core.kernel.query import Compare, Result
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
    name = context.t("shell.vs_last_year" if result.query.compare is Compare.LAST_YEAR else "shell.vs_last_month")
    unit = context.unit(metric)
    new, old = as_decimal(now), as_decimal(before)
    if new is None or old is None:
        return Comparison(DASH, f"{name} · {context.t('shell.no_basis')}")
    step = new - old
    rate = relative_change(now, before)
    if unit in {Unit.PERCENT, Unit.DAYS, Unit.RATIO} or rate is None:
        text = context.signed(step, unit)
    else:
        text = context.growth(rate)
    return Comparison(text, name, tone(context, metric, float(step)), None if step == 0 else step > 0)


def tone(context: BoardContext, metric: str, step: float) -> Tone:
    """Whether it is good that a metric moved by `step`."""
    way = context.catalogue.metric(metric).polarity.value
    if step == 0 or way == "neutral":
        return Tone.NEUTRAL
    return Tone.GOOD if (step > 0) == (way == "up") else Tone.BAD
