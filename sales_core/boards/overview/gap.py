"""Who explains the gap: the level below the selection, worst first."""

from __future__ import annotations

from sales_core.boards.amounts import ZERO, as_amount, as_float
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.boards.sales.levels import level_below
from sales_core.boards.sales.verdict import standing
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.theme import tone_of
from sales_core.kernel.query import Result, Value

_MOST, _BEST = 6, 2


def gap(context: BoardContext) -> Chart:
    """The gap to the pace by the level below; to the target when the period is over, else to last year."""
    whole = standing(context)
    metric = "net_sales_change"
    if as_amount(whole.one(), "target") > 0:
        metric = "gap_to_pace" if whole.partial else "gap"
    level = level_below(context)
    result = context.result(metric, "net_sales", by=(level,), order_by=metric)
    places = [
        RankRow(
            str(row[level]),
            context.label(level, row[level]),
            context.figure(metric, row.get(metric)),
            tone=tone_of(as_float(row.get(metric))),
        )
        for row in _ends([row for row in result if as_amount(row, metric) != ZERO])
    ]
    return Chart(
        _message(context, result, metric, level),
        ranked,
        (places,),
        {"moves": False},
        note=context.t("gap_map.note", metric=context.metric_name(metric)),
        drill=Drill(result.query, metric, (level,)),
    )


def _ends(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The worst and the best few when there are many."""
    return rows if len(rows) <= _MOST else [*rows[: _MOST - _BEST], *rows[-_BEST:]]


def _message(context: BoardContext, result: Result, metric: str, level: str) -> str:
    if all(row.get(metric) is None for row in result):
        return context.t("gap_map.unknown")
    short = [row for row in result if as_amount(row, metric) < 0]
    if not short:
        return context.t(f"gap_map.none_{metric}")
    total = sum((as_amount(row, metric) for row in short), ZERO)
    worst = short[0]
    if len(short) == 1:
        return context.t(
            "gap_map.only", who=context.label(level, worst[level]), amount=context.short(metric, abs(total))
        )
    return context.t(
        "gap_map.worst",
        who=context.label(level, worst[level]),
        amount=context.short(metric, abs(as_amount(worst, metric))),
        count=len(short),
        level=context.dimension_name(level),
        total=context.short(metric, abs(total)),
    )
