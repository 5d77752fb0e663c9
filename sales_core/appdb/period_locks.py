"""Closed months: what no load may change."""

from __future__ import annotations

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, insert_missing
from sales_core.kernel import clock


class PeriodLocks:
    """Locks and unlocks months (YYYY-MM)."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def months(self) -> frozenset[str]:
        """Months (YYYY-MM) that no load may change."""
        return frozenset(row["month"] for row in self._fetch(sa.select(t.month_closes.c.month)))

    def close(self, month: str, by: str, connection: sa.Connection) -> None:
        """Closes a month; closing twice keeps the first."""
        insert_missing(connection, t.month_closes, {"month": month}, {"closed": clock.now(), "by": by})

    def reopen(self, month: str, connection: sa.Connection) -> None:
        """Opens a month again; an open one is no error."""
        connection.execute(t.month_closes.delete().where(t.month_closes.c.month == month))
