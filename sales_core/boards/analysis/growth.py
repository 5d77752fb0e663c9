"""Growth 2×2: old and new products at old and new customers."""

from __future__ import annotations

from sales_core.analysis.sales.growth import Cell, Growth, sales_growth
from sales_core.boards.analysis.gap import has_sales
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.theme import tone_of
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit


def growth_cells(context: BoardContext) -> Chart | None:
    """The four cells; they add up to the growth."""
    found = context.over_period(sales_growth)
    if found is None or not has_sales(context, found.compared):
        return None
    places = [
        RankRow(
            _key(cell),
            context.t(f"growth.{_key(cell)}"),
            Figure.of(cell.growth, Unit.MONEY),
            tone=tone_of(float(cell.growth)),
            detail=context.t(
                "growth.detail",
                now=context.short("net_sales", cell.now),
                before=context.short("net_sales", cell.before),
            ),
        )
        for cell in found.cells
    ]
    return Chart(
        _message(context, found),
        ranked,
        (places,),
        {"moves": False, "width": 30},
        note=context.t("growth.note", compared=context.span(found.compared)),
    )


def _message(context: BoardContext, found: Growth) -> str:
    """Where growth comes from."""
    best = max(found.cells, key=lambda cell: cell.growth)
    return context.t(
        "growth.up" if found.total >= 0 else "growth.down",
        total=context.short("net_sales", abs(found.total)),
        best=context.t(f"growth.{_key(best)}"),
        amount=context.signed(best.growth, Unit.MONEY),
    )


def _key(cell: Cell) -> str:
    return f"{'new' if cell.new_product else 'old'}_product_{'new' if cell.new_customer else 'old'}_customer"
