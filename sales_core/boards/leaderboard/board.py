"""The leaderboard: bars beside everybody, what one does differently, volume against shelf."""

from __future__ import annotations

from functools import partial

from sales_core.analysis.sales.rank import Cohort
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.leaderboard import drivers, measures, outlets, ranking
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.kernel.terms import Right

_READS = ("measure", "level", "cohort", *measures.WEIGHT_CHOICES)

_BOARD = Board(
    id="leaderboard",
    right=Right.VIEW_SALES,
    question="question.leaderboard",
    metrics=measures.narrowing,
    empty=ranking.empty,
    filled_by=("sales",),
    choices=(
        Choice("measure", "board.by", measures.options, measures.usual, measures.name, reads=("level",)),
        *(
            Choice(
                measures.weight_choice(metric), partial(measures.weight_name, metric), measures.STEPS,
                str(measures.WEIGHTS.get(metric, 0)),
                reads=("measure",), shown=measures.is_weighed,
            )
            for metric in measures.MIXABLE
        ),
        Choice("level", "board.level", ranking.LEVELS, ranking.usual_level, BoardContext.dimension_name),
        Choice(
            "cohort", "board.cohort", ("", *(cohort.value for cohort in Cohort)),
            name=lambda c, v: c.t(f"board.cohort_{v or 'none'}"),
            reads=("level",), shown=lambda c: c.choice("level") == "rep",
        ),
        Choice("person", "board.person", rows_of="board_rows", name=lambda c, v: c.label("rep", v)),
    ),
    blocks=(
        BlockSpec("headline", ranking.headline, _READS),
        BlockSpec("board", ranking.bars, _READS),
        BlockSpec("board_rows", ranking.standings, _READS),
        BlockSpec("drivers", drivers.difference, (*_READS, "person")),
        BlockSpec("board_quadrant", drivers.quadrant_of_all, _READS),
        BlockSpec("outlet_quadrant", outlets.volume_and_shelf, _READS),
        BlockSpec("outlets", outlets.scores, _READS),
    ),
)  # fmt: skip

BOARD = with_like_for_like(
    _BOARD,
    of_metrics("net_sales", "sales_per_rep", "active_reps", "active_customers", "margin", "return_rate"),
)
