"""What is missing, what to reorder, and what is about to be lost."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.boards.blocks import CardRow, Headline
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.context import BoardContext
from sales_core.kernel.query import Result

#: The metrics of the cards.
STOCK_CARDS = (
    "stock_value",
    "days_of_supply",
    "stock_out_count",
    "excess_value",
    "near_expiry_value",
    "expired_value",
)


def _total(context: BoardContext) -> Result:
    return against_a_month_before(context, STOCK_CARDS)["stock_value"]


def empty(context: BoardContext) -> str | None:
    """No stock was ever reported here."""
    stock = "stock_quantity" if context.is_masked("stock_value") else "stock_value"
    return context.t("stock.nothing") if context.result(stock).one().get(stock) is None else None


def is_movement_unknown(plan: Sequence[StockLine]) -> bool:
    """Whether no sales say what moves: then nothing is known of reorder points, and of what is in excess."""
    return all(line.outflow is None for line in plan)


def headline(context: BoardContext) -> Headline:
    """Products out of stock and to reorder, value near expiry and in excess."""
    total = _total(context)
    row, basis = total.one(), context.with_notes(context.t("stock.basis"), total)
    plan = context.on_day(stock_plan)
    out = sum(line.state is StockState.OUT for line in plan)
    if is_movement_unknown(plan):
        said = context.t("stock.headline_no_sales", products=len({line.product for line in plan}))
        return Headline(said, basis)
    sentence = context.t(
        "stock.headline" if out else "stock.headline_none_out",
        **({"out": out} if out else {}),
        reorder=sum(line.state is StockState.REORDER for line in plan),
        expiring=context.short("near_expiry_value", row.get("near_expiry_value")),
        excess=context.short("excess_value", row.get("excess_value")),
    )
    return Headline(sentence, basis)


def card_row(context: BoardContext) -> CardRow:
    """Value, cover, what is out, in excess, near its end and expired; against a month before."""
    found = against_a_month_before(context, STOCK_CARDS)
    return CardRow(tuple(metric_card(context, found[metric], metric) for metric in STOCK_CARDS), width=144)
