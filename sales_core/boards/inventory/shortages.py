"""What runs out: products at or below their reorder point, the tightest first, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.boards.inventory.summary import is_movement_unknown
from sales_core.catalogue.metrics.stock import EXCESS_DAYS
from sales_core.charts.forms.days_of_supply import Cover, days_of_supply
from sales_core.format import formula_number
from sales_core.kernel.units import Unit

_COLUMNS = (
    "product_name", "state", "days_of_supply", "quantity", "outflow", "reorder_point", "shortage", "lead_time_days",
    "lost_sales", "category",
)  # fmt: skip
_MOST = 16
_SHORT = (StockState.OUT, StockState.REORDER)


def short_lines(plan: Sequence[StockLine]) -> list[StockLine]:
    """Lines out of stock or at their reorder point; the fewest days of supply first, larger sellers before smaller."""
    short = [line for line in plan if line.state in _SHORT]
    return sorted(short, key=lambda line: (line.days_of_supply or 0.0, -(line.outflow or 0.0)))


def tightest(context: BoardContext) -> Chart | None:
    """Days of supply of the tightest products against the band of what they need."""
    short = short_lines(context.on_day(stock_plan))
    if not short:
        return None
    covers = [_cover(context, line) for line in short[:_MOST]]
    return Chart(
        _message(context, short),
        days_of_supply,
        (covers,),
        note=context.t("stock.supply_note"),
        drill=list_drill(context, "reorder_list", "days_of_supply"),
    )


def _message(context: BoardContext, short: Sequence[StockLine]) -> str:
    lost = sum((line.lost_sales for line in short), ZERO)
    out = sum(line.state is StockState.OUT for line in short)
    key = "stock.short_lost" if lost > 0 else "stock.short"
    return context.t(key, out=out, short=len(short), lost=context.short("net_sales", lost))


def _cover(context: BoardContext, line: StockLine) -> Cover:
    low = line.reorder_point / line.outflow if line.reorder_point and line.outflow else None
    detail = context.t(
        "stock.cover_detail",
        quantity=context.short("stock_quantity", line.quantity),
        daily=formula_number(line.outflow or 0, Unit.QUANTITY, context.locale, 1),
    )
    days = context.figure("days_of_supply", line.days_of_supply or 0.0)
    return Cover(line.product, line.product_name, days, low, max(low or 0, EXCESS_DAYS), detail)


def to_order(context: BoardContext) -> Table:
    """The list to order from."""
    short = short_lines(context.on_day(stock_plan))
    columns = list_columns(context, "reorder_list", *_COLUMNS)
    key = "stock.no_points" if is_movement_unknown(context.on_day(stock_plan)) else "stock.none_short"
    title, note = ("", "") if short else (context.t(key), context.t("stock.short_note"))
    return Table.of(
        title,
        columns,
        short,
        key="product",
        note=note,
        file="reorder",
        drill=list_drill(context, "reorder_list", "days_of_supply"),
    )
