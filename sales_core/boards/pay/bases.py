"""Everybody's month by the tiers of his plan twice: for what was sold, and for the money that came in."""

from __future__ import annotations

from sales_core.analysis.pay.bases import SalesAgainstCash, sales_against_cash
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.boards.pay.slips import ledger, money
from sales_core.kernel.units import Unit

#: A comparison of people has two of them.
_LEAST = 2


def table(context: BoardContext) -> Table | None:
    """One row a rep, the largest gap first; None where no receipts are loaded or may be seen, or for one rep alone."""
    slips = ledger(context)
    found = context.kept(
        "pay.sales_and_cash", (context.period, context.filters), lambda: sales_against_cash(context.reader, slips)
    )
    if len(found) < _LEAST:
        return None
    columns = (
        dimension_column(context, "rep"),
        Column("pay_post", context.t("list_column.post.label"), value="post"),
        Column("pay_gap", context.t("pay.column.gap"), Unit.MONEY, value="gap", adds=True),
        Column("pay_sold", context.t("pay.column.sold"), Unit.MONEY, value="sold", adds=True),
        Column("pay_received", context.t("pay.column.received"), Unit.MONEY, value="received", adds=True),
        Column("pay_on_sales", context.t("pay.column.on_sales"), Unit.MONEY, value="on_sales", adds=True),
        Column("pay_on_cash", context.t("pay.column.on_cash"), Unit.MONEY, value="on_cash", adds=True),
    )
    drill = Drill(context.query("collections", period=slips.month, filters=()), "collections", ("rep",))
    note = context.t("pay.against_cash_note")
    return Table.of(
        _title(context, found[0]), columns, found, key="rep", note=note, file="pay_sales_and_cash", drill=drill
    )


def _title(context: BoardContext, first: SalesAgainstCash) -> str:
    if first.on_sales is None or first.on_cash is None:
        return context.t("pay.against_cash_unknown")
    key = "pay.against_cash" if first.on_sales > first.on_cash else "pay.against_cash_none"
    who, on_sales, on_cash = (
        context.label("rep", first.rep),
        money(context, first.on_sales),
        money(context, first.on_cash),
    )
    return context.t(key, who=who, on_sales=on_sales, on_cash=on_cash)
