"""The customers board: whom to visit, and one of five views."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.customers import cohorts, concentration, risk, summary, value
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.catalogue.lists.customer_values import RfmSegment
from sales_core.kernel.terms import Right

VIEWS = ("value", "risk", "new", "cohorts", "concentration")


def _at(view: str) -> tuple[str, tuple[str, ...]]:
    return ("view", (view,))


def _segment_name(context: BoardContext, segment: str) -> str:
    return context.t(f"customers.segment.{segment}" if segment else "customers.every_segment")


def _class_name(context: BoardContext, letter: str) -> str:
    return context.t("customers.class", letter=letter) if letter else context.t("customers.every_class")


_BOARD = Board(
    id="customers",
    right=Right.VIEW_SALES,
    question="question.customers",
    metrics=("new_customers",),
    empty=summary.empty,
    filled_by=("sales",),
    choices=(
        Choice("view", "customers.view", VIEWS, "value", lambda c, v: c.t(f"customers.view_{v}")),
        Choice("class", "customers.class_label", ("", *value.CLASSES), "", _class_name),
        Choice("segment", "customers.segment_label", ("", *map(str, RfmSegment)), "", _segment_name),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("cards", summary.card_row),
        BlockSpec("classes", value.grid, shown=_at("value")),
        BlockSpec("rules", value.rules, shown=_at("value")),
        BlockSpec("customers", value.customers, ("class", "segment"), _at("value")),
        BlockSpec("leaving", risk.leaving_customers, shown=_at("risk")),
        BlockSpec("new_months", cohorts.new_months, shown=_at("new")),
        BlockSpec("recruited", cohorts.recruited, shown=_at("new")),
        BlockSpec("triangle", cohorts.triangle, shown=_at("cohorts")),
        BlockSpec("repeat", cohorts.repeat, shown=_at("cohorts")),
        BlockSpec("largest", concentration.largest, shown=_at("concentration")),
        BlockSpec("spread", concentration.spread, shown=_at("concentration")),
    ),
)

BOARD = with_like_for_like(_BOARD, of_metrics(*summary.CUSTOMER_CARDS, instead_of="cards"))
