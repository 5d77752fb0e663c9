"""The customers board: whom to visit, and one of seven views."""

from __future__ import annotations

from sales_core.boards.blocks import Headline
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.customers import cohorts, concentration, five_calls, risk, summary, value, white_space
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.catalogue.lists.customer_values import RfmSegment
from sales_core.catalogue.lists.segment_penetration import GROUP_CUTS, SEGMENT_CUTS
from sales_core.kernel.terms import Right

VIEWS = ("value", "risk", "new", "cohorts", "concentration", "space", "calls")
_CUTS = ("segment_by", "group_by")


def _at(view: str) -> tuple[str, tuple[str, ...]]:
    return ("view", (view,))


def _segment_name(context: BoardContext, segment: str) -> str:
    return context.t(f"customers.segment.{segment}" if segment else "customers.every_segment")


def _class_name(context: BoardContext, letter: str) -> str:
    return context.t("customers.class", letter=letter) if letter else context.t("customers.every_class")


def _headline(context: BoardContext) -> Headline:
    """What the view is about: white space, today's calls, else who is leaving."""
    if context.choice("view") == "calls":
        return five_calls.headline(context)
    return white_space.headline(context) if context.choice("view") == "space" else summary.headline(context)


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
        Choice("segment_by", "space.segment_by", SEGMENT_CUTS, white_space.known_cut, BoardContext.dimension_name),
        Choice("group_by", "space.group_by", GROUP_CUTS, GROUP_CUTS[0], BoardContext.dimension_name),
        Choice(
            "since",
            "calls.since_label",
            five_calls.since_options,
            lambda c: five_calls.since_options(c)[0],
            five_calls.since_name,
            shown=five_calls.sees_trial,
        ),
        Choice("space", "space.group_by", rows_of="spaces", name=white_space.cell_name),
    ),
    blocks=(
        BlockSpec("headline", _headline, ("view", *_CUTS)),
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
        BlockSpec("matrix", white_space.matrix, _CUTS, _at("space")),
        BlockSpec("spaces", white_space.cells, _CUTS, _at("space")),
        BlockSpec("calls", five_calls.calls, shown=_at("calls")),
        BlockSpec("worth", five_calls.worth, ("since",), _at("calls")),
        BlockSpec("left_out", five_calls.left_out, shown=_at("calls")),
        BlockSpec("space_calls", white_space.calls, (*_CUTS, "space"), _at("space")),
    ),
)

BOARD = with_like_for_like(_BOARD, of_metrics(*summary.CUSTOMER_CARDS, instead_of="cards"))
