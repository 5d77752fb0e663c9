"""Customers without a visit with the money at stake, and the visits themselves."""

from __future__ import annotations

from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.boards.number import Drill
from sales_core.boards.visits.summary import unvisited_rows
from sales_core.kernel.query import ListQuery

_MOST = 500
_WAITING = (
    "customer_name", "rfm_segment", "last_visit", "days_unvisited", "visit_stake", "growth", "last_order",
    "rep", "channel",
)  # fmt: skip
_LOGGED = ("date", "rep", "customer", "kind", "purpose", "minutes", "result", "order_no")


def unvisited(context: BoardContext) -> Table:
    """Customers of the class without a visit for so many days, the most money at stake first."""
    days, letter = context.choice("days"), context.choice("class")
    rows = unvisited_rows(context, int(days), letter)
    stake = context.short("net_sales", sum((as_amount(row, "visit_stake") for row in rows), ZERO))
    key = "visits.unvisited" if rows else "visits.unvisited_none"
    return Table.of(
        context.t(key, count=context.write_count(len(rows)), letter=letter, days=days, amount=stake),
        list_columns(context, "unvisited_customers", *_WAITING), rows, key="customer",
        file=f"unvisited_{letter}_{days}",
        note=context.t("visits.unvisited_note", span=context.span(year(context))),
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip


def log(context: BoardContext) -> Table:
    """Every visit of the period, planned or made, the newest first."""
    rows = context.reader.run_list(ListQuery("visits", context.period, context.filters, limit=_MOST)).rows
    note = context.t("profile.first_rows", rows=_MOST) if len(rows) >= _MOST else ""
    return Table.of(
        context.t("visits.log", span=context.span(context.period)), list_columns(context, "visits", *_LOGGED), rows,
        file=f"visits_{context.period}", note=note,
    )  # fmt: skip
