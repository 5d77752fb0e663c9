"""The channels board: which channel to speak about, the scorecard, the mix, and who was won and stayed."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board
from sales_core.boards.channels import recruitment, scores
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.kernel.terms import Right

_BOARD = Board(
    id="channels",
    right=Right.VIEW_SALES,
    question="question.channels",
    metrics=("net_sales", "new_customers"),
    narrowed_by=CUSTOMER_DIMENSIONS,
    empty=scores.empty,
    filled_by=("sales",),
    blocks=(
        BlockSpec("headline", scores.headline),
        BlockSpec("cards", scores.card_row),
        BlockSpec("scores", scores.scorecard),
        BlockSpec("mix", scores.mix),
        BlockSpec("recruited", recruitment.by_channel),
        BlockSpec("once", recruitment.bought_once),
    ),
)

BOARD = with_like_for_like(_BOARD, of_metrics(*scores.CHANNEL_CARDS, instead_of="cards"))
