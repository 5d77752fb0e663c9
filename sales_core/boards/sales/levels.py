"""Which level of the organisation is the next one to look at."""

from __future__ import annotations

from sales_core.boards.context import BoardContext
from sales_core.catalogue.dimensions import ORGANISATION


def level_below(context: BoardContext) -> str:
    """The coarsest level at which more than one node is left by the filters and the viewer's scope."""
    single = {item.dimension for item in context.filters if len(item.values) == 1}
    single |= {name for name, codes in context.viewer.scope.allowed if len(codes) == 1}
    for at, dimension in enumerate(ORGANISATION):
        if dimension not in single and not single & set(ORGANISATION[at + 1 :]):
            return dimension
    return ORGANISATION[-1]
