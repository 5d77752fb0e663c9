"""How many rows an answer may be limited to."""

from __future__ import annotations

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

MOST_ROWS = 1_000_000_000


def check_limit(limit: int | None) -> None:
    """Raises UsageError for a number of rows that no answer can have."""
    if limit is not None and not 0 <= limit <= MOST_ROWS:
        raise UsageError(Text("error.limit", {"limit": limit, "most": MOST_ROWS}))
