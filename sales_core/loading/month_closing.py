"""Closing months and opening them again."""

from __future__ import annotations

from sales_core.appdb.database import AppDatabase
from sales_core.kernel import events
from sales_core.kernel.errors import UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.loading.rights import demand_unscoped


class MonthClosing:
    """Which months no load, undo or restore may change."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def close(self, month: str, viewer: Viewer) -> None:
        """Closes a month (YYYY-MM): no load, undo or restore may change it."""
        self._month(month, viewer, close=True)

    def reopen(self, month: str, viewer: Viewer) -> None:
        """Opens a closed month again, for everybody: not for who sees only a part of the company."""
        demand_unscoped(viewer, Right.CLOSE_MONTH)
        self._month(month, viewer, close=False)

    def closed(self) -> tuple[str, ...]:
        """Closed months (YYYY-MM), in order."""
        return tuple(sorted(self._appdb.period_locks.months()))

    def _month(self, month: str, viewer: Viewer, *, close: bool) -> None:
        demand(viewer, Right.CLOSE_MONTH)
        try:
            name = str(Period.parse(month))
        except ValueError:
            name = ""
        if len(name) != 7:
            raise UsageError(Text("error.month_format", {"month": month}))
        with self._appdb.transaction() as connection:
            if close:
                self._appdb.period_locks.close(name, viewer.name, connection)
            else:
                self._appdb.period_locks.reopen(name, connection)
            self._appdb.audit.write(
                viewer.name, events.CLOSE_MONTH if close else events.REOPEN_MONTH, {"month": name}, connection
            )
