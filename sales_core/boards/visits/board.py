"""The visits board: whom to visit first, and one of three views."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.value import CLASSES
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.boards.visits import calendar, coverage, summary, unvisited
from sales_core.catalogue.lists.unvisited_customers import UNVISITED_DAYS
from sales_core.kernel.terms import Right

VIEWS = ("coverage", "unvisited", "visits")
_DAYS = ("30", "60", "90", "180")


def _at(view: str) -> tuple[str, tuple[str, ...]]:
    return ("view", (view,))


def _days_name(context: BoardContext, days: str) -> str:
    return context.t("visits.days", days=days)


def _class_name(context: BoardContext, letter: str) -> str:
    return context.t("customers.class", letter=letter)


_BOARD = Board(
    id="visits",
    right=Right.VIEW_SALES,
    question="question.visits",
    metrics=("visits_done",),
    empty=summary.empty,
    filled_by=("visits",),
    choices=(
        Choice("view", "visits.view", VIEWS, "coverage", lambda c, v: c.t(f"visits.view_{v}")),
        Choice("days", "visits.days_label", _DAYS, str(UNVISITED_DAYS), _days_name),
        Choice("class", "customers.class_label", CLASSES, "A", _class_name),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("cards", summary.card_row),
        BlockSpec("calendar", calendar.plan_and_done, shown=_at("coverage")),
        BlockSpec("classes", coverage.classes, shown=_at("coverage")),
        BlockSpec("orders", coverage.orders, shown=_at("coverage")),
        BlockSpec("reps", coverage.reps, shown=_at("coverage")),
        BlockSpec("unvisited", unvisited.unvisited, ("days", "class"), _at("unvisited")),
        BlockSpec("log", unvisited.log, shown=_at("visits")),
    ),
)

BOARD = with_like_for_like(_BOARD, of_metrics(*summary.VISIT_CARDS, instead_of="cards"))
