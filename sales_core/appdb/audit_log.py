"""The audit trail: who did what, when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import AuditEvent
from sales_core.appdb.statements import Fetch, Transaction, joined
from sales_core.kernel import clock
from sales_core.kernel.events import Event


class AuditLog:
    """Append-only."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def write(
        self, who: str, event: Event, details: Mapping[str, Any], connection: sa.Connection | None = None
    ) -> None:
        """Writes one line of the audit trail, on the caller's transaction when one is given.

        Raises ValueError when `details` are not those that the event declares.
        """
        event.check(details)
        with joined(self._transaction, connection) as own:
            own.execute(t.audit.insert().values(at=clock.now(), who=who, what=event.id, details=dict(details)))

    def events(self, *, limit: int = 500, who: str = "", what: str = "") -> list[AuditEvent]:
        """The audit trail, newest first, of one person or one kind of act when named."""
        query = sa.select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
        if who:
            query = query.where(t.audit.c.who == who)
        if what:
            query = query.where(t.audit.c.what == what)
        return [AuditEvent(**row) for row in self._fetch(query)]
