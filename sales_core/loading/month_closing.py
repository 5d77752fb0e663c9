"""Closing months, opening them again, and saying who closes what until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import AuditEvent, MonthClose, MonthOwner
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import events
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import add_months
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.loading.rights import demand_unscoped

#: The most letters of a reason or a name.
_LONGEST = 200


class MonthClosing:
    """Which months no load, undo or restore may change, and who closes them."""

    def __init__(self, appdb: AppDatabase, catalogue: Catalogue) -> None:
        self._appdb = appdb
        self._catalogue = catalogue

    def close(self, month: str, viewer: Viewer, reason: str = "") -> None:
        """Closes a month (YYYY-MM): no load, undo or restore may change it. A closed one stays as it was closed.

        Raises UsageError for no month, NotAllowedError without the right or for who sees only a part of the company.
        """
        name, said = self._checked(month, viewer), _short(reason)
        with self._appdb.transaction() as connection:
            if self._appdb.period_locks.close(name, viewer.name, connection, said):
                details = {"month": name, "reason": said, "before": "open", "after": "closed"}
                self._appdb.audit.write(viewer.name, events.CLOSE_MONTH, details, connection)

    def reopen(self, month: str, viewer: Viewer, reason: str) -> None:
        """Opens a closed month again, for everybody. Raises as `close`, and UsageError without a reason."""
        name, said = self._checked(month, viewer), _short(reason)
        if not said:
            raise UsageError(Text("error.reopen_reason", {"month": name}))
        with self._appdb.transaction() as connection:
            if self._appdb.period_locks.reopen(name, connection):
                details = {"month": name, "reason": said, "before": "closed", "after": "open"}
                self._appdb.audit.write(viewer.name, events.REOPEN_MONTH, details, connection)

    def assign(self, named: MonthOwner, viewer: Viewer) -> None:
        """Says who closes a dataset of a month (or the month itself) until when, from that month on.

        Raises as `close`, and UsageError for an unknown dataset.
        """
        name = self._checked(named.month, viewer)
        if named.dataset:
            self._catalogue.dataset(named.dataset)
        after = replace(named, month=name, owner=_short(named.owner))
        before = self.owners(name).get(named.dataset)
        if before is not None and (before.owner, before.due) == (after.owner, after.due):
            return
        details = {"month": name, "dataset": after.dataset or "month", "before": _line(before), "after": _line(after)}
        with self._appdb.transaction() as connection:
            self._appdb.period_locks.assign(after, viewer.name, connection)
            self._appdb.audit.write(viewer.name, events.MONTH_ASSIGNED, details, connection)

    def closed(self) -> tuple[str, ...]:
        """Closed months (YYYY-MM), in order."""
        return tuple(self._appdb.period_locks.closes())

    def closes(self) -> Mapping[str, MonthClose]:
        """The closed months, each with who closed it, when and why, in order."""
        return self._appdb.period_locks.closes()

    def owners(self, month: str) -> Mapping[str, MonthOwner]:
        """Who closes which dataset of a month until when; '' is the month itself. Nobody named = not among them."""
        found: dict[str, MonthOwner] = {}
        for one in self._appdb.period_locks.owners():
            if one.month <= month:
                found[one.dataset] = replace(one, due=one.due and _moved(one.due, one.month, month))
        return {name: one for name, one in found.items() if one.owner or one.due}

    def acts(self, viewer: Viewer, month: str = "") -> list[AuditEvent]:
        """When a month (by default any) was closed, reopened and assigned, newest first. Raises NotAllowedError."""
        demand(viewer, Right.VIEW_UPLOADS)
        kinds = (events.CLOSE_MONTH, events.REOPEN_MONTH, events.MONTH_ASSIGNED)
        found = [line for kind in kinds for line in self._appdb.audit.events(what=kind.id)]
        kept = [line for line in found if not month or line.details.get("month") == month]
        return sorted(kept, key=lambda line: line.id, reverse=True)

    def _checked(self, month: str, viewer: Viewer) -> str:
        demand(viewer, Right.CLOSE_MONTH)
        demand_unscoped(viewer, Right.CLOSE_MONTH)
        try:
            name = str(Period.parse(month))
        except ValueError:
            name = ""
        if len(name) != 7:
            raise UsageError(Text("error.month_format", {"month": month}))
        return name


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _line(named: MonthOwner | None) -> str:
    said = (named.owner, str(named.due or "")) if named else ()
    return " · ".join(filter(None, said)) or "–"


def _moved(due: date, said: str, month: str) -> date:
    """The day as many months later as `month` is after the month that it was said for."""
    months = 12 * (int(month[:4]) - int(said[:4])) + int(month[5:]) - int(said[5:])
    return add_months(due, months)
