"""The subject in figures: a sentence, its cards, thirteen months, its parts."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.amounts import relative_change
from sales_core.boards.blocks import Card, CardRow, Chart, Column, Headline, Table
from sales_core.boards.cards import balance_period, comparison_name, metric_card
from sales_core.boards.columns import dimension_column, good_sign, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import thirteen_months
from sales_core.boards.number import Drill
from sales_core.boards.profile import subject
from sales_core.kernel.query import Compare, Result, ResultRow, Value
from sales_core.kernel.units import Unit

_MOST = 200
_BEFORE = "__before"
_TOTAL = "__total"


def headline(context: BoardContext) -> Headline:
    """Who it is, what the first figure of the period is, and how it moved."""
    metric, name = subject.main_figure(context), subject.code_name(context, context.choice("code"))
    if not metric:
        return Headline(name)
    result = _of_period(context, metric)
    row = result.one()
    figure = context.t(
        "profile.figure", metric=context.metric_name(metric), value=context.short(metric, row.get(metric))
    )
    rate = None if context.is_masked(metric) else relative_change(row.get(metric), row.get(metric + _BEFORE))
    moved = f" · {context.growth(rate)} {comparison_name(context, result, metric)}" if rate is not None else ""
    return Headline(context.t("profile.headline", name=name, figure=figure + moved), context.as_of_line(result))


def _of_period(context: BoardContext, metric: str) -> Result:
    """A figure of the subject against last year, a balance against the same day a month before."""
    own, _ = subject.about(context).narrowed(metric)
    if context.is_level(metric):
        return own.result(metric, period=balance_period(own), compare=Compare.LAST_MONTH)
    return own.result(metric, compare=Compare.LAST_YEAR)


def cards(context: BoardContext) -> CardRow | None:
    """Every figure of the profile that the viewer may ask for."""
    made = tuple(_card(context, metric) for metric in subject.figures(context))
    return CardRow(made, width=150) if made else None


def _card(context: BoardContext, metric: str) -> Card:
    """A figure; what it was is only told where there was something."""
    result = _of_period(context, metric)
    card = metric_card(context, result, metric)
    return card if result.one().get(metric + _BEFORE) else replace(card, comparisons=())


def months(context: BoardContext) -> Chart | None:
    """Thirteen months of the first figure beside those of the year before."""
    metric = subject.main_figure(context)
    if not metric:
        return None
    return thirteen_months(subject.about(context), metric)


def parts(context: BoardContext) -> Table | None:
    """What the first figure is made of, the largest first, each against last year; the whole at the end."""
    metric, by = subject.main_figure(context), context.choice("by")
    if not metric or not by:
        return None
    own, _ = subject.about(context).narrowed(metric)
    result = own.result(metric, by=(by,), compare=Compare.LAST_YEAR, order_by=f"-{metric}", limit=_MOST)
    if not result.rows:
        return None
    whole: dict[str, Value] = {**_of_period(context, metric).one(), by: _TOTAL}
    total = context.t("explore.total")
    named = dimension_column(context, by)

    def name(item: ResultRow) -> Value:
        return total if item[by] == _TOTAL else context.label(by, item[by])

    unit = context.unit(metric)
    columns: list[Column] = [
        replace(named, value=name, width="medium"),
        metric_column(context, metric, lambda item: context.figure(metric, item[metric])),
        Column(
            "before", context.t("boards.mark_last_year"), unit,
            lambda item: context.figure(metric, item.get(metric + _BEFORE)),
        ),
    ]  # fmt: skip
    if not context.is_masked(metric):
        columns.append(
            Column(
                "change", context.t("explore.change"), Unit.PERCENT,
                lambda item: relative_change(item[metric], item.get(metric + _BEFORE)),
                good_sign=good_sign(context, metric),
            )
        )  # fmt: skip
    return Table.of(
        context.t("explore.rows", metric=context.metric_name(metric), by=context.dimension_name(by)),
        columns,
        [*result.rows, whole],
        key=lambda item: str(item[by]),
        note=context.t("explore.rows_cut", rows=_MOST) if len(result.rows) >= _MOST else "",
        file=f"profile_{by}_{context.period}_v{result.version}",
        drill=Drill(result.query, metric, (by,), whole=_TOTAL),
    )
