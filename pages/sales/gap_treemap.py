"""Who explains the gap: the level below the selection, worst first."""

from __future__ import annotations

from pages.kit import chart
from pages.kit.amounts import ZERO, amount, plain
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.charts.forms.ranked import Place, ranked
from sales_core.charts.theme import tone_of
from sales_core.kernel.query import Result, Value

_LEVELS = ("region", "branch", "rep")
_MOST = 6


def level_below(page: PageContext) -> str:
    """The coarsest level at which more than one node is left by the filters and the viewer's scope."""
    single = {f.dimension for f in page.filters if len(f.values) == 1}
    single |= {name for name, codes in page.viewer.scope.allowed if len(codes) == 1}
    for dimension in _LEVELS:
        if dimension in single:
            continue
        deeper = _LEVELS[_LEVELS.index(dimension) + 1 :]
        if not single & set(deeper):
            return dimension
    return _LEVELS[-1]


def section(page: PageContext, standing: Result, *, foot: bool = True) -> None:
    """The gap to the pace by the level below; to the target when the period is over, else to last year."""
    row = standing.one()
    metric = "net_sales_change"
    if amount(row, "target") > 0:
        metric = "gap_to_pace" if standing.partial else "gap"
    level = level_below(page)
    result = page.ask(metric, "net_sales", by=(level,), order_by=metric)
    rows = _ends([r for r in result if amount(r, metric) != ZERO])
    places = [
        Place(str(r[level]), page.label(level, r[level]), plain(r, metric), tone=tone_of(plain(r, metric)))
        for r in rows
    ]
    points = chart.frame(
        page, _message(page, result, metric, level), ranked(places, look(page), moves=False),
        key="gap_map", note=page.t("gap_map.note", metric=page.metric_name(metric)),
        result=result if foot else None, pick=True,
    )  # fmt: skip
    code = picked(points)
    open_number(page, result.query, metric, {level: str(code)} if code is not None else None, key="gap_map")


def _ends(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The worst and the best few when there are many."""
    if len(rows) <= _MOST:
        return rows
    return [*rows[: _MOST - 2], *rows[-2:]]


def _message(page: PageContext, result: Result, metric: str, level: str) -> str:
    short = [row for row in result if amount(row, metric) < 0]
    if not short:
        return page.t("gap_map.none")
    total = sum((amount(row, metric) for row in short), ZERO)
    worst = short[0]
    return page.t(
        "gap_map.worst",
        who=page.label(level, worst[level]),
        amount=page.compact(metric, abs(amount(worst, metric))),
        count=len(short),
        level=page.t(f"cascade.level_{level}"),
        total=page.compact(metric, abs(total)),
    )
