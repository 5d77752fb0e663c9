"""The board of scores: who reaches how much of what counts for his post, by which measure, and what is not known."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board
from sales_core.boards.scorecard import scores
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.kernel.terms import Right

BOARD = Board(
    id="scorecard",
    right=Right.VIEW_SALES,
    question="question.scorecard",
    metrics=("net_sales",),
    narrowed_by=("country", *ORGANISATION),
    empty=scores.empty,
    filled_by=("sales", "targets", "outlet_audits"),
    blocks=(
        BlockSpec("headline", scores.headline),
        BlockSpec("contributions", scores.contributions),
        BlockSpec("scores", scores.table),
        BlockSpec("schemes", scores.schemes),
    ),
)
