"""What is too much: stock beyond its outflow, as areas by category and as a list."""

from __future__ import annotations

from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.charts.forms.treemap import Tile, treemap
from sales_core.kernel.tone import Tone

_COLUMNS = ("product_name", "excess_value", "days_of_supply", "value", "quantity", "state")
_MOST = 24
_TONES = {
    StockState.EXCESS: Tone.BAD,
    StockState.NO_MOVEMENT: Tone.BAD,
    StockState.OUT: Tone.BAD,
    StockState.REORDER: Tone.BAD,
    StockState.HEALTHY: Tone.GOOD,
}


def all_stock(context: BoardContext) -> Chart | None:
    """The treemap of all stock, shaded by state; none for who may not see what it is worth: areas would tell."""
    if context.is_masked("stock_value"):
        return None
    by_value = sorted(context.on_day(stock_plan), key=lambda line: -(line.value or ZERO))
    tiles = [_tile(context, line) for line in by_value[:_MOST]]
    if rest := by_value[_MOST:]:
        value = context.figure("stock_value", sum((line.value or ZERO for line in rest), ZERO))
        tiles.append(Tile("", context.t("stock.treemap_rest", count=len(rest)), value))
    return Chart(
        context.t("stock.treemap"),
        treemap,
        (tiles,),
        {"height": 460},
        note=context.t("stock.treemap_note", most=_MOST),
    )


def _tile(context: BoardContext, line: StockLine) -> Tile:
    days = context.short("days_of_supply", line.days_of_supply)
    return Tile(
        line.product,
        line.product_name,
        context.figure("stock_value", line.value),
        context.label("category", line.category),
        _TONES.get(line.state, Tone.NEUTRAL),
        f"{context.t(f'stock.state.{line.state.value}')} · {context.metric_name('days_of_supply')} {days}",
    )


def excess(context: BoardContext) -> Table:
    """Products with more stock than their outflow needs, the dearest first, or the most where worth is masked."""
    plan = context.on_day(stock_plan)
    if context.is_masked("excess_value"):
        much = sorted((line for line in plan if line.excess > 0), key=lambda line: -line.excess)
    else:
        dear = [line for line in plan if (line.excess_value or ZERO) > 0]
        much = sorted(dear, key=lambda line: -(line.excess_value or ZERO))
    total = context.short("excess_value", sum((line.excess_value or ZERO for line in much), ZERO))
    slow = context.result("slow_moving_value").one().get("slow_moving_value")
    columns = list_columns(context, "reorder_list", *_COLUMNS)
    return Table.of(
        context.t("stock.excess", products=len(much), amount=total), columns, much, key="product",
        note=context.t("stock.excess_note", slow=context.short("slow_moving_value", slow)),
        file="excess", drill=list_drill(context, "reorder_list", "excess_value"),
    )  # fmt: skip
