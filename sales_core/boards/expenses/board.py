"""The board of expenses: profit and loss of branches, spending against budget, cash."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.expenses import cash, heads, profit, spending, summary
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.catalogue.lists.expense_usage import EXPENSE_PARTS
from sales_core.kernel.terms import Right

_PROFIT = ("view", ("profit",))
_SPENDING = ("view", ("spending",))
_CASH = ("view", ("cash",))

_BOARD = Board(
    id="expenses",
    right=Right.VIEW_COST,
    question="question.expenses",
    metrics=("branch_profit",),
    empty=summary.empty,
    filled_by=("expenses",),
    choices=(
        Choice(
            "view", "expenses.view", ("profit", "spending", "cash"), "profit", lambda c, v: c.t(f"expenses.view_{v}")
        ),
        Choice("branch", "dimension.branch.label", rows_of="branches", name=lambda c, v: c.label("branch", v)),
        Choice("by", "expenses.by", EXPENSE_PARTS, "branch", BoardContext.dimension_name),
    ),
    blocks=(
        BlockSpec("headline", summary.headline, ("view",)),
        BlockSpec("cards", summary.card_row, ("view",)),
        BlockSpec("branches", profit.branches, shown=_PROFIT),
        BlockSpec("ladder", profit.ladder, ("branch",), _PROFIT),
        BlockSpec("lines", profit.lines, ("branch",), _PROFIT),
        BlockSpec("yields", profit.yields, shown=_PROFIT),
        BlockSpec("head_yields", heads.head_yields, shown=_PROFIT),
        BlockSpec("burn_up", spending.burn_up, shown=_SPENDING),
        BlockSpec("usage", spending.usage, ("by",), _SPENDING),
        BlockSpec("collected", cash.collected, shown=_CASH),
        BlockSpec("weeks", cash.weeks, shown=_CASH),
    ),
)

BOARD = with_like_for_like(
    _BOARD,
    of_metrics("net_sales", "expense", "expense_ratio", "contribution", "branch_profit", "collections"),
)
