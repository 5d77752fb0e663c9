"""The inventory board: cards, and one of five views."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.inventory import classes, distributors, excess, expiry, shortages, summary
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.kernel.terms import Right

VIEWS = ("shortages", "excess", "expiry", "distributors", "classes")


def _at(view: str) -> tuple[str, tuple[str, ...]]:
    return ("view", (view,))


_BOARD = Board(
    id="inventory",
    right=Right.VIEW_STOCK,
    question="question.inventory",
    metrics=("stock_value",),
    empty=summary.empty,
    filled_by=("stock",),
    choices=(
        Choice("view", "stock.view", VIEWS, "shortages", lambda c, v: c.t(f"stock.view_{v}")),
        Choice("distributor", "stock.distributor", rows_of="loading", name=lambda c, v: c.label("customer", v)),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("cards", summary.card_row),
        BlockSpec("supply", shortages.tightest, shown=_at("shortages")),
        BlockSpec("shortages", shortages.to_order, shown=_at("shortages")),
        BlockSpec("stock_tree", excess.all_stock, shown=_at("excess")),
        BlockSpec("excess", excess.excess, shown=_at("excess")),
        BlockSpec("expiry", expiry.bands, shown=_at("expiry")),
        BlockSpec("stock_age", expiry.ages, shown=_at("expiry")),
        BlockSpec("fefo", expiry.fefo, shown=_at("expiry")),
        BlockSpec("on_hand", distributors.on_hand, shown=_at("distributors")),
        BlockSpec("loading", distributors.loading, shown=_at("distributors")),
        BlockSpec("in_out", distributors.months, ("distributor",), _at("distributors")),
        BlockSpec("classes_grid", classes.grid, shown=_at("classes")),
        BlockSpec("classes", classes.products, shown=_at("classes")),
    ),
)

BOARD = with_like_for_like(
    _BOARD,
    of_metrics(*summary.STOCK_CARDS, instead_of="cards"),
)
