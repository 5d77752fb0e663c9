"""The analysis board: the bridge of the gap and its parts, the shortest way back, old and new in the growth."""

from __future__ import annotations

from sales_core.analysis.sales.bridge import Against
from sales_core.boards.analysis import gap, growth, recovery
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import of_metrics, with_like_for_like
from sales_core.boards.sales.narration import narrative
from sales_core.kernel.terms import Right

_INSIDE = tuple(gap.inside_choice(level) for level in gap.LEVELS)
_WHOLE = ("against", *_INSIDE)
_PARTS = ("by", *_WHOLE)


def _codes(level: str) -> Choice:
    def codes(context: BoardContext) -> tuple[str, ...]:
        return tuple(code for code, _ in context.company.figures.values(level, context.viewer, context.version))

    return Choice(gap.inside_choice(level), "bridge.by", codes, name=lambda context, code: context.label(level, code))


_BOARD = Board(
    id="analysis",
    right=Right.VIEW_SALES,
    question="question.analysis",
    metrics=("net_sales",),
    empty=gap.empty,
    filled_by=("sales",),
    choices=(
        Choice(
            "against", "bridge.against", tuple(each.value for each in Against), Against.LAST_YEAR.value,
            lambda c, v: c.t(f"bridge.{v}"),
        ),
        Choice("by", "bridge.by", gap.LEVELS, "branch", BoardContext.dimension_name),
        *(_codes(level) for level in gap.LEVELS),
        Choice("part", "bridge.by", rows_of="bridge_parts", name=lambda c, v: c.label(c.choice("by"), v)),
    ),
    blocks=(
        BlockSpec("no_basis", gap.no_basis, ("against",)),
        BlockSpec("headline", gap.headline, ("against",)),
        BlockSpec("bridge", gap.waterfall_of_all, _WHOLE),
        BlockSpec("bridge_parts", gap.parts, _PARTS),
        BlockSpec("way_back", recovery.way_back_list),
        BlockSpec("growth", growth.growth_cells),
        BlockSpec("narrative", narrative),
    ),
)  # fmt: skip

BOARD = with_like_for_like(
    _BOARD,
    of_metrics("net_sales", "gross_sales", "returns", "quantity", "average_price", "active_customers"),
)
