"""Explore: any metric, split and crossed by anything it allows, set against other days, as table or picture."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.explore import answers, pictures, question, views
from sales_core.kernel.terms import Right

_ASKED = ("metric", "span", "compare")
_SPLIT = (*_ASKED, "by", "across")

BOARD = Board(
    id="explore",
    right=Right.VIEW_SALES,
    question="question.explore",
    metrics=question.narrowing,
    empty=question.empty,
    choices=(
        Choice("metric", "explore.metric", question.metrics, question.first_metric, BoardContext.metric_name),
        Choice("span", "explore.span", question.SPANS, name=lambda c, v: c.t(f"explore.span_{v or 'period'}")),
        Choice(
            "by", "explore.by", question.splits, question.first_split, question.split_name, reads=("metric", "span")
        ),
        Choice(
            "across", "explore.across", question.crossings, name=question.split_name,
            reads=("metric", "span", "by"), shown=lambda c: bool(c.choice("by")),
        ),
        Choice(
            "compare", "explore.compare", question.COMPARISONS,
            name=lambda c, v: c.t(f"explore.compare_{v or 'none'}"),
        ),
        Choice(
            "view", "explore.view", question.views, question.first_view, lambda c, v: c.t(f"explore.view_{v}"),
            reads=("metric", "span", "by", "across"),
        ),
    ),
    blocks=(
        BlockSpec("headline", answers.headline, _ASKED),
        BlockSpec("picture", pictures.picture, (*_SPLIT, "view")),
        BlockSpec("rows", answers.rows, _SPLIT),
        BlockSpec("crossed", answers.crossed, _SPLIT),
        BlockSpec("definition", answers.definition, ("metric",)),
        BlockSpec("views", views.view_form, (*_SPLIT, "view")),
    ),
)  # fmt: skip
