"""The targets board: the verdict, the running total beside the measures, the cascade, twelve months of achievement."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.boards.sales import cumulative_pace
from sales_core.boards.targets import cascade, heatmap, measures, summary
from sales_core.kernel.terms import Right

_LEVELS = ("level", cascade.LEVELS)


def _level_name(context: BoardContext, level: str) -> str:
    return context.t("cascade.tree") if level == "tree" else context.dimension_name(level)


_BOARD = Board(
    id="targets",
    right=Right.VIEW_SALES,
    question="question.targets",
    empty=summary.empty,
    filled_by=("targets", "sales"),
    choices=(
        Choice("level", "cascade.level", ("tree", *cascade.LEVELS), "branch", _level_name),
        Choice("months_by", "month_heat.level", heatmap.LEVELS, heatmap.usual_level, _level_name),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("standing", summary.standing_row),
        BlockSpec("running", cumulative_pace.cumulative_pace),
        BlockSpec("measures", measures.measures),
        BlockSpec("cascade", cascade.bars, ("level",), _LEVELS),
        BlockSpec("cascade_rows", cascade.rows, ("level",), _LEVELS),
        BlockSpec("cascade_tree", cascade.tree, shown=("level", ("tree",))),
        BlockSpec("month_heat", heatmap.heatmap, ("months_by",)),
    ),
)

BOARD = with_like_for_like(
    _BOARD,
    of_metrics("net_sales", "target", "achievement", "quantity", "gross_profit", "collections"),
)
