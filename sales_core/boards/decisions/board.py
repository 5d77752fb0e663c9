"""The decisions board: what was decided, by when, by whom, and what its number did since."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.decisions import tables
from sales_core.kernel.terms import Right

BOARD = Board(
    id="decisions",
    right=Right.VIEW_SALES,
    question="question.decisions",
    choices=(
        Choice("state", "decisions.state", tables.STATES, "all", lambda c, v: c.t(f"decisions.state_{v}")),
        Choice("decision", "record.decision.label", rows_of="decisions", name=tables.decision_name, reads=("state",)),
    ),
    blocks=(
        BlockSpec("headline", tables.headline),
        BlockSpec("decisions", tables.all_decisions, ("state",)),
        BlockSpec("open", tables.open_decisions),
        BlockSpec("chosen", tables.chosen, ("decision",)),
    ),
)
