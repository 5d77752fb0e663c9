"""The shortest way back: the customers to call, each with who calls."""

from __future__ import annotations

from dataclasses import replace

from sales_core.analysis.sales.recovery import WayBack, way_back
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.kernel.units import Unit

_NAMED = 7


def calls(context: BoardContext) -> Table | None:
    """The first customers below their own normal; nothing while there is no gap."""
    own, _ = context.narrowed("net_sales_same_point")
    found = own.over_period(way_back)
    if found.gap <= 0 or not found.customers:
        return None
    columns = (
        dimension_column(own, "customer"),
        Column("missing", own.t("way_back.missing"), Unit.MONEY),
        dimension_column(own, "rep"),
    )
    table = Table.of(
        _message(own, found), columns, found.customers[:_NAMED], key="customer",
        note=own.t("way_back.brief_note", month=own.span(found.month)), file="calls",
        drill=Drill(own.query("net_sales", period=found.month), "net_sales", ("customer",)),
    )  # fmt: skip
    return replace(table, depths=tuple(0 for _ in table.rows))


def _message(context: BoardContext, found: WayBack) -> str:
    if found.enough is None:
        return context.t("way_back.brief_not_enough", count=context.write_count(len(found.customers)))
    return context.t("way_back.brief_enough", count=context.write_count(found.enough))
