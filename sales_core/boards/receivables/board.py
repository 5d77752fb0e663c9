"""The receivables board: ageing, days outstanding, and one of three views."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.boards.receivables import ageing, collection, credit, customer, overdue, summary
from sales_core.kernel.terms import Right

_OVERDUE = ("view", ("overdue",))
_CREDIT = ("view", ("credit",))
_CASH = ("view", ("cash",))


def _split_name(context: BoardContext, split: str) -> str:
    return context.dimension_name(split) if split else context.t("ar.by_none")


_BOARD = Board(
    id="receivables",
    right=Right.VIEW_RECEIVABLES,
    question="question.receivables",
    metrics=("receivables_open",),
    empty=summary.empty,
    filled_by=("receivables",),
    choices=(
        Choice("basis", "ar.basis_label", tuple(ageing.BASES), "due", lambda c, v: c.t(f"ar.basis_{v}")),
        Choice("split", "ar.by", ("", "region", "branch", "channel", "rep"), "", _split_name),
        Choice("view", "ar.view", ("overdue", "credit", "cash"), "overdue", lambda c, v: c.t(f"ar.view_{v}")),
        Choice("customer", "dimension.customer.label", rows_of="overdue", name=lambda c, v: c.label("customer", v)),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("cards", summary.card_row),
        BlockSpec("ageing", ageing.ageing, ("basis", "split")),
        BlockSpec("dso", collection.days_outstanding),
        BlockSpec("overdue", overdue.overdue, shown=_OVERDUE),
        BlockSpec("customer_items", customer.items, ("customer",), shown=_OVERDUE),
        BlockSpec("promise", customer.promise, ("customer",), shown=_OVERDUE),
        BlockSpec("statement", customer.statement, ("customer",), shown=_OVERDUE),
        BlockSpec("over_limit", credit.limits, shown=_CREDIT),
        BlockSpec("largest", credit.largest, shown=_CREDIT),
        BlockSpec("collections", collection.collections, shown=_CASH),
        BlockSpec("expected", collection.expected, shown=_CASH),
    ),
)

BOARD = with_like_for_like(
    _BOARD,
    of_metrics(*summary.RECEIVABLES_CARDS, instead_of="cards"),
)
