"""The board of one's own month: target, pace, pay, place, customers to call and decisions that are open."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board
from sales_core.boards.mine import own
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.kernel.terms import Right

BOARD = Board(
    id="mine",
    right=Right.VIEW_SALES,
    question="question.mine",
    metrics=("net_sales",),
    narrowed_by=("country", *ORGANISATION),
    empty=own.empty,
    filled_by=("sales", "targets"),
    blocks=(
        BlockSpec("headline", own.headline),
        BlockSpec("standing", own.standing),
        BlockSpec("next_step", own.pay),
        BlockSpec("five_calls", own.five),
        BlockSpec("calls", own.calls),
        BlockSpec("overdue", own.late),
        BlockSpec("decisions", own.decisions),
        BlockSpec("score", own.score),
        BlockSpec("distance", own.distance),
    ),
)
