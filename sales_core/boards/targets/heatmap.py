"""Who hits month after month: a heat table of achievement, people or branches by month."""

from __future__ import annotations

from datetime import date

from sales_core.boards.amounts import ZERO, Row, as_amount, as_float
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.number import MONTH, Drill
from sales_core.boards.sales.levels import level_below
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.kernel.query import Result

LEVELS = ("rep", "branch", "region")
_MONTHS = 12
_MOST = 30
Names = list[tuple[str, str]]


def usual_level(context: BoardContext) -> str:
    """Reps where the selection is down to one branch, else branches."""
    return "rep" if level_below(context) == "rep" else "branch"


def heatmap(context: BoardContext) -> Chart:
    """Twelve months of achievement; the running month is judged by its pace."""
    level, span = context.choice("months_by"), context.months_back(_MONTHS)
    result = context.result("achievement", "pace", "net_sales", "target", by=(level, "month"), period=span)
    nodes = _nodes(context, result, level)
    months = [month.start for month in span.months()]
    running = months[-1].isoformat() if result.partial else None
    heads = [(month.isoformat(), str(month.month)) for month in months]
    return Chart(
        _message(context, result, level, nodes, running),
        heat,
        (nodes, heads, [_cell(context, row, level, running) for row in result]),
        {"partial": running},
        note=context.t("month_heat.note", most=_MOST),
        result=result,
        drill=Drill(result.query, "achievement", (level, MONTH)),
    )


def _nodes(context: BoardContext, result: Result, level: str) -> Names:
    """The nodes with the largest targets: code and name."""
    weight = dict.fromkeys((str(row[level]) for row in result), ZERO)
    for row in result:
        weight[str(row[level])] += as_amount(row, "target")
    largest = sorted((code for code in weight if code and weight[code] > 0), key=lambda code: -weight[code])[:_MOST]
    return [(code, context.label(level, code)) for code in largest]


def _month(row: Row) -> str:
    month = row["month"]
    return month.isoformat() if isinstance(month, date) else str(month)


def _cell(context: BoardContext, row: Row, level: str, running: str | None) -> HeatCell:
    detail = "\n".join(
        f"{context.metric_name(metric)} {context.short(metric, row.get(metric))}" for metric in ("net_sales", "target")
    )
    metric = "pace" if _month(row) == running else "achievement"
    return HeatCell(str(row[level]), _month(row), context.figure(metric, row.get(metric)), detail)


def _message(context: BoardContext, result: Result, level: str, nodes: Names, running: str | None) -> str:
    """Who missed most months of those that are over."""
    names = dict(nodes)
    judged = [
        (str(row[level]), value)
        for row in result
        if str(row[level]) in names
        and _month(row) != running
        and (value := as_float(row.get("achievement"))) is not None
    ]
    if not judged:
        return context.t("month_heat.nothing_judged" if names else "month_heat.no_targets")
    missed = dict.fromkeys(names, 0)
    for code, value in judged:
        missed[code] += value < 1
    worst = max(missed, key=lambda code: missed[code])
    if missed[worst] == 0:
        return context.t("month_heat.all_hit")
    return context.t("month_heat.missed", who=names[worst], months=missed[worst])
