"""The overview board: the verdict, the cards, the running total beside who explains the gap, risks, sentences."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.overview import gap, sentences, summary
from sales_core.boards.sales import cumulative_pace
from sales_core.kernel.terms import Right

BOARD = Board(
    id="overview",
    right=Right.VIEW_SALES,
    question="question.overview",
    empty=summary.empty,
    filled_by=("sales", "targets"),
    choices=(
        Choice(
            "why",
            "sentences.why",
            ("", "1"),
            name=lambda c, v: c.t(f"sentences.why_{'yes' if v else 'no'}"),
        ),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("standing", summary.standing_row),
        BlockSpec("running", cumulative_pace.brief),
        BlockSpec("gap_map", gap.gap),
        BlockSpec("risks", summary.risk_row),
        BlockSpec("narrative", sentences.narrative, ("why",)),
        BlockSpec("health", sentences.health),
    ),
)
