"""The activity board: what was said and decided about the part of the company that the filters leave."""

from __future__ import annotations

from sales_core.boards.activity import tables
from sales_core.boards.activity.entries import activity_kinds
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.kernel.terms import Right


def _kind_name(context: BoardContext, value: str) -> str:
    return context.t(f"activity.{value}" if value in tables.WIDE_CHOICES else f"record.{value}.label")


def _kinds(context: BoardContext) -> tuple[str, ...]:
    return (*tables.WIDE_CHOICES, *activity_kinds(context))


BOARD = Board(
    id="activity",
    right=Right.VIEW_SALES,
    question="question.activity",
    choices=(
        Choice("kind", "activity.kind", _kinds, tables.ALL, _kind_name),
        Choice("entry", "activity.entry", rows_of="entries", name=tables.entry_name, reads=("kind",)),
    ),
    blocks=(
        BlockSpec("headline", tables.headline),
        BlockSpec("entries", tables.entries, ("kind",)),
        BlockSpec("chosen", tables.chosen, ("entry",)),
    ),
)
