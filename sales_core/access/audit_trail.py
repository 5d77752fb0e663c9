"""The audit trail for who may read it: who did what, when, from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import AuditEvent
from sales_core.format import MASK
from sales_core.kernel.events import sentence
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Text, Viewer

#: Lines shown at once; a file has more.
MOST_SHOWN = 500
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines. `who` and `what` '' = all; days of UTC, both inclusive; None = open."""

    who: str = ""
    what: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act. `at` in UTC; `address` where it came from, '' where that is not known or it was no request."""

    id: int
    at: datetime
    who: str
    what: str
    act: Text
    address: str
    details: Mapping[str, Any]


class AuditTrail:
    """Reads; nothing here can change a line."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def lines(
        self, viewer: Viewer, wanted: AuditFilter | None = None, limit: int = MOST_SHOWN
    ) -> tuple[AuditLine, ...]:
        """The newest lines first; to who sees a part of the company, what others did is told without its particulars,
        which may be of any part. Raises NotAllowedError for who may not read the trail.
        """
        demand(viewer, Right.VIEW_AUDIT)
        wanted = wanted or AuditFilter()
        found = self._appdb.audit.events(
            limit=limit,
            who=wanted.who,
            what=wanted.what,
            since=midnight(wanted.first) if wanted.first else None,
            before=midnight(wanted.last + timedelta(days=1)) if wanted.last else None,
        )
        return tuple(
            AuditLine(one.id, one.at, one.who, one.what, sentence(one.what, told), str(told.get("address", "")), told)
            for one in found
            for told in (_told(one, viewer),)
        )

    def people(self, viewer: Viewer) -> tuple[str, ...]:
        """Everybody who ever did something. Raises NotAllowedError for who may not read the trail."""
        demand(viewer, Right.VIEW_AUDIT)
        return self._appdb.audit.people()

    def kinds(self, viewer: Viewer) -> tuple[str, ...]:
        """Every kind of act that ever happened. Raises NotAllowedError for who may not read the trail."""
        demand(viewer, Right.VIEW_AUDIT)
        return self._appdb.audit.kinds()


def _told(event: AuditEvent, viewer: Viewer) -> Mapping[str, Any]:
    """The particulars of an act; marks in their place for who sees a part of the company and did not do it himself."""
    if not viewer.scope.allowed or event.who == viewer.name:
        return event.details
    return {name: value if name == "address" else MASK for name, value in event.details.items()}


def midnight(day: date) -> datetime:
    """The moment at which a day of UTC begins."""
    return datetime.combine(day, time(), UTC)
