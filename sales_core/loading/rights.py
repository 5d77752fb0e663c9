"""What a viewer has to be allowed before a load is looked at or changed."""

from __future__ import annotations

from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.terms import Right, Viewer


def demand_unscoped(viewer: Viewer, right: Right = Right.UNDO) -> None:
    """Raises NotAllowedError for who sees only a part of the company.

    Undoing another's upload or a whole version, or opening a month, also changes what such a viewer may not see.
    """
    if viewer.scope.allowed:
        raise NotAllowedError(viewer.name, right)
