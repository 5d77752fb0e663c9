"""What the viewer may ask for at all, so that a board offers nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sales_core.boards.context import BoardContext
from sales_core.kernel.errors import NotAllowedError
from sales_core.semantic.rights import allow_list, allow_metric


def may_ask_metric(context: BoardContext, metric: str) -> bool:
    """Whether the viewer is answered when he asks for the metric. Raises UsageError for an unknown one."""
    return _is_allowed(allow_metric, context.catalogue, metric, context.viewer)


def may_ask_list(context: BoardContext, list_id: str) -> bool:
    """Whether the viewer is answered when he asks for the list. Raises UsageError for an unknown one."""
    return _is_allowed(allow_list, context.catalogue, context.catalogue.list(list_id), context.viewer)


def _is_allowed(demand: Callable[..., None], *given: Any) -> bool:
    try:
        demand(*given)
    except NotAllowedError:
        return False
    return True
