"""A clock that a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sales_core.kernel import clock


class FixedClock:
    """Stands in for `clock.now` until the test ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = datetime(2026, 6, 1, 8, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def advance(self, by: timedelta) -> None:
        """Moves the moment forward."""
        self.moment += by
