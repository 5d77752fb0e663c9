"""Closed months: what no load may change; and who closes a month until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import MonthClose, MonthOwner
from sales_core.appdb.statements import Fetch, insert_missing, upsert
from sales_core.kernel import clock


class PeriodLocks:
    """Locks and unlocks months (YYYY-MM)."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def months(self) -> frozenset[str]:
        """Months (YYYY-MM) that no load may change."""
        return frozenset(row["month"] for row in self._fetch(sa.select(t.month_closes.c.month)))

    def closes(self) -> Mapping[str, MonthClose]:
        """The closed months, each with who closed it, when and why, in order."""
        rows = self._fetch(sa.select(t.month_closes).order_by(t.month_closes.c.month))
        return {row["month"]: MonthClose(**row) for row in rows}

    def versions(self) -> Mapping[str, int]:
        """By closed month (YYYY-MM) the version that was current when it was closed; 0 = before the first load."""
        made = self._fetch(sa.select(t.versions.c.id, t.versions.c.created))
        return {
            month: max((row["id"] for row in made if row["created"] <= one.closed), default=0)
            for month, one in self.closes().items()
        }

    def close(self, month: str, by: str, connection: sa.Connection, reason: str = "") -> bool:
        """Closes a month; closing twice keeps the first. Returns whether it was open."""
        values = {"closed": clock.now(), "by": by, "reason": reason}
        return insert_missing(connection, t.month_closes, {"month": month}, values)

    def reopen(self, month: str, connection: sa.Connection) -> bool:
        """Opens a month again; an open one is no error. Returns whether it was closed."""
        return bool(connection.execute(t.month_closes.delete().where(t.month_closes.c.month == month)).rowcount)

    def owners(self) -> list[MonthOwner]:
        """Whoever was named, of each month and dataset, earliest month first."""
        columns = t.month_owners.c
        rows = self._fetch(sa.select(columns.month, columns.dataset, columns.owner, columns.due).order_by(*columns[:2]))
        return [MonthOwner(**{**row, "due": date.fromisoformat(row["due"]) if row["due"] else None}) for row in rows]

    def assign(self, named: MonthOwner, by: str, connection: sa.Connection) -> None:
        """Names the owner of a dataset from a month on."""
        values = {"owner": named.owner, "due": str(named.due or ""), "assigned": clock.now(), "by": by}
        upsert(connection, t.month_owners, {"month": named.month, "dataset": named.dataset}, values)
