"""The overview board: one sentence, the distance to the pace, why, and what needs somebody."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.boards.overview import digest, needs, summary, way_back, why
from sales_core.boards.sales import distance_to_pace
from sales_core.kernel.terms import Right


def _need_name(context: BoardContext, need: str) -> str:
    known = context.catalogue.metrics
    return context.metric_name(need) if need in known else context.t("need.area_data") if need else ""


_BOARD = Board(
    id="overview",
    right=Right.VIEW_SALES,
    question="question.overview",
    empty=summary.empty,
    filled_by=("sales", "targets"),
    choices=(Choice("need", "need.title", rows_of="needs", name=_need_name),),
    blocks=(
        BlockSpec("digest", digest.digest),
        BlockSpec("headline", summary.headline),
        BlockSpec("standing", summary.standing_row),
        BlockSpec("distance", distance_to_pace.distance_to_pace),
        BlockSpec("why", why.why),
        BlockSpec("way_back", way_back.calls),
        BlockSpec("needs", needs.needs),
        BlockSpec("need_cases", needs.cases, ("need",)),
        BlockSpec("promise", needs.promise, ("need",)),
        BlockSpec("decision", needs.decision, ("need",)),
        BlockSpec("watch", needs.watch, ("need",)),
    ),
)

BOARD = with_like_for_like(
    _BOARD,
    of_metrics("net_sales", "gross_profit", "margin", "collections", "receivables_open", "stock_value"),
)
