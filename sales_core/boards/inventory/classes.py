"""ABC by value and XYZ by steadiness: which products deserve which care."""

from __future__ import annotations

from sales_core.analysis.stock.abc_classes import product_classes
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import dimension_column, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.kernel.units import Unit

_ABC = ("A", "B", "C")
_XYZ = ("X", "Y", "Z", "")


def grid(context: BoardContext) -> Chart:
    """The fields with how many products each holds."""
    products_ = context.on_day(product_classes)
    cells = []
    for abc in _ABC:
        for xyz in _XYZ:
            own = [one for one in products_ if one.abc == abc and (one.xyz or "") == xyz]
            value = context.short("net_sales", sum((one.value for one in own), ZERO))
            detail = context.t("stock.class_cell", products=len(own), value=value)
            cells.append(HeatCell(abc, xyz, len(own) or None, detail))
    rows = [(abc, context.t(f"stock.class_{abc}")) for abc in _ABC]
    columns = [(xyz, context.t(f"stock.class_{xyz or 'none'}")) for xyz in _XYZ]
    leaders = sum(one.abc == "A" for one in products_)
    return Chart(
        context.t("stock.classes", products=leaders, all=len(products_)),
        heat,
        (rows, columns, cells),
        {"unit": Unit.COUNT, "judge": False},
        note=context.t("stock.classes_note"),
    )


def products(context: BoardContext) -> Table:
    """Every product with its class, its share and what is in stock."""
    line_of = {line.product: line for line in context.on_day(stock_plan)}
    columns = (
        dimension_column(context, "product", width="medium"),
        Column("class", context.t("stock.class"), value=lambda one: f"{one.abc}{one.xyz or ''}"),
        metric_column(context, "net_sales", "value"),
        metric_column(context, "sales_share", "share"),
        Column("cumulative", context.t("stock.cumulative"), Unit.PERCENT),
        Column("variation", context.t("stock.variation"), Unit.PERCENT, help=context.t("stock.variation_help")),
        metric_column(context, "days_of_supply", lambda one: getattr(line_of.get(one.product), "days_of_supply", None)),
        metric_column(context, "stock_value", lambda one: getattr(line_of.get(one.product), "value", None)),
    )
    return Table.of(
        "", columns, context.on_day(product_classes), key="product", file="abc_xyz",
        drill=Drill(context.query("net_sales"), "net_sales", ("product",)),
    )  # fmt: skip
