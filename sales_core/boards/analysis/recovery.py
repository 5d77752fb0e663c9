"""The shortest way back: whom to call so that the gap closes."""

from __future__ import annotations

from sales_core.analysis.sales.recovery import BelowNormal, WayBack, way_back
from sales_core.boards.analysis.gap import has_sales
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import dimension_column, list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.kernel.units import Unit


def way_back_list(context: BoardContext) -> Table | None:
    """Customers below their own normal, the most missing first; nothing where there is neither target nor last year."""
    found = context.over_period(way_back)
    if found.basis == "net_sales" and not has_sales(context, found.month.years_earlier()):
        return None

    def closes(one: BelowNormal) -> str:
        return "✓" if found.enough is not None and one.place <= found.enough else ""

    columns = (
        *list_columns(context, "below_normal", "place"),
        dimension_column(context, "customer", width="medium"),
        Column("missing", context.t("way_back.missing"), Unit.MONEY),
        *list_columns(context, "below_normal", "actual"),
        Column("normal", context.t("way_back.normal"), Unit.MONEY, help=context.t("way_back.normal_help")),
        dimension_column(context, "rep"),
        Column("closes", context.t("way_back.closes"), value=closes),
    )
    return Table.of(
        _message(context, found), columns, found.customers, key="customer",
        note=context.t("way_back.note", month=context.span(found.month)), file="way_back",
        drill=Drill(context.query("net_sales", period=found.month), "net_sales", ("customer",)),
    )  # fmt: skip


def _message(context: BoardContext, found: WayBack) -> str:
    """How few customers would close the gap."""
    gap = context.short("net_sales", found.gap)
    if found.gap <= 0:
        return context.t("way_back.no_gap")
    if not found.customers:
        return context.t("way_back.none_below", gap=gap)
    if found.enough is None:
        return context.t("way_back.not_enough", gap=gap, count=len(found.customers))
    return context.t("way_back.enough", gap=gap, count=found.enough)
