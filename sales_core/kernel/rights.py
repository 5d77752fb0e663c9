"""What a viewer has to be allowed before anything is looked at or changed."""

from __future__ import annotations

from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.terms import Right, Viewer


def demand(viewer: Viewer, right: Right) -> None:
    """Raises NotAllowedError for who lacks the right."""
    if not viewer.may(right):
        raise NotAllowedError(viewer.name, right)
