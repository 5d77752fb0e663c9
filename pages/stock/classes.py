"""ABC by value and XYZ by steadiness: which products deserve which care."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.analysed import analysed
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number
from sales_core.analysis.stock.abc_classes import ProductClass, product_classes
from sales_core.analysis.stock.replenishment_line import StockLine
from sales_core.charts.forms.heat import Cell, heat
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

_ABC = ("A", "B", "C")
_XYZ = ("X", "Y", "Z", "")


def section(page: PageContext, plan: Sequence[StockLine]) -> None:
    """The nine fields and the list."""
    found = analysed(page, product_classes)
    held = {line.product: line for line in plan}
    left, right = st.columns((2, 3), gap="medium")
    with left:
        _grid(page, found)
    with right:
        columns = [
            tables.TableColumn("name", page.t("stock.product"), width="medium"),
            tables.TableColumn("class", page.t("stock.class")),
            tables.metric_column(page, "net_sales"),
            tables.TableColumn("share", page.metric_name("sales_share"), "percent"),
            tables.TableColumn("cumulative", page.t("stock.cumulative"), "percent"),
            tables.TableColumn("variation", page.t("stock.variation"), "percent", help=page.t("stock.variation_help")),
            tables.metric_column(page, "days_of_supply"),
            tables.metric_column(page, "stock_value"),
        ]
        rows = [_row(page, one, held.get(one.product)) for one in found]
        at = tables.show(page, rows, columns, key="classes", file="abc_xyz", height=520, pick=True)
        keys = None if at is None else {"product": found[at].product}
        open_number(page, page.query("net_sales"), "net_sales", keys, key="classes")


def _grid(page: PageContext, found: Sequence[ProductClass]) -> None:
    cells = []
    for abc in _ABC:
        for xyz in _XYZ:
            own = [one for one in found if one.abc == abc and (one.xyz or "") == xyz]
            value = page.compact("net_sales", sum((one.value for one in own), ZERO))
            cells.append(Cell(abc, xyz, len(own) or None, page.t("stock.class_cell", products=len(own), value=value)))
    rows = [(abc, page.t(f"stock.class_{abc}")) for abc in _ABC]
    columns = [(xyz, page.t(f"stock.class_{xyz or 'none'}")) for xyz in _XYZ]
    leaders = sum(one.abc == "A" for one in found)
    said = page.t("stock.classes", products=leaders, all=len(found))
    figure = heat(rows, columns, cells, look(page), unit=Unit.COUNT, judge=False)
    chart.frame(page, said, figure, key="classes", note=page.t("stock.classes_note"))


def _row(page: PageContext, one: ProductClass, line: StockLine | None) -> dict[str, Value]:
    return {
        "name": page.label("product", one.product),
        "class": f"{one.abc}{one.xyz or ''}",
        "net_sales": one.value,
        "share": one.share,
        "cumulative": one.cumulative,
        "variation": one.variation,
        "days_of_supply": line.days_of_supply if line else None,
        "stock_value": line.value if line else None,
    }
