"""The month board: its state, what speaks against closing, its datasets, the months so far, and what was done."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.month import checks, facts, month, punctuality, tables
from sales_core.kernel.terms import Period, Right

_MONTH = ("month",)

BOARD = Board(
    id="month",
    right=Right.VIEW_UPLOADS,
    question="question.month",
    empty=facts.empty,
    filled_by=("sales", "targets", "receivables", "receipts", "stock"),
    choices=(
        Choice(
            "month",
            "month.month",
            facts.months,
            facts.usual_month,
            lambda context, value: context.span(Period.parse(value)),
        ),
    ),
    blocks=(
        BlockSpec("headline", month.headline, _MONTH),
        BlockSpec("checks", checks.checks, _MONTH),
        BlockSpec("datasets", tables.dataset_table, _MONTH),
        BlockSpec("months", tables.month_table),
        BlockSpec("punctuality", punctuality.punctuality_table),
        BlockSpec("acts", tables.act_table, _MONTH),
    ),
)
