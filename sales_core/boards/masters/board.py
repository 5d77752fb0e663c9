"""The masters board: who is there, who lacks data, what may be one twice, other spellings."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.masters import gaps, items, tables
from sales_core.boards.masters.items import entity_ids
from sales_core.kernel.terms import Right

_ENTITY = ("entity",)

BOARD = Board(
    id="masters",
    right=Right.ADD_MASTER,
    question="question.masters",
    choices=(
        Choice("entity", "masters.entity", entity_ids, "customer", items.entity_name),
        Choice("missing", "masters.lacking", rows_of="gaps", name=gaps.missing_name),
    ),
    blocks=(
        BlockSpec("headline", gaps.headline, _ENTITY),
        BlockSpec("gaps", gaps.gaps, _ENTITY),
        BlockSpec("candidates", tables.candidates, _ENTITY),
        BlockSpec("masters", tables.masters, ("entity", "missing")),
        BlockSpec("aliases", tables.aliases, _ENTITY),
    ),
)
