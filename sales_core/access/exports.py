"""Downloads that only their owner can fetch. A page offers a recipe; any process makes the file when it is fetched.

Offers are rows of the application database; they end after a day, or with the session's role and rows.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.kernel import clock
from sales_core.kernel.terms import Viewer

#: How long an offer stands after it was last shown, at least half of it.
LIFE = timedelta(hours=24)
#: Offers that one session keeps; the oldest go first.
MOST_OFFERS = 2_000
#: Between two times that a process removes what is over.
SWEEP = timedelta(minutes=10)
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Export:
    """What to send. `session` may fetch it while its person is still `viewer`; `recipe` is JSON of what to make."""

    session: str
    viewer: Viewer
    name: str
    mime: str
    recipe: str

    @property
    def ticket(self) -> str:
        """Names the offer: the same one has the same ticket in every process."""
        facts = (self.session, repr(self.viewer), self.name, self.mime, self.recipe)
        return hashlib.sha256("\0".join(facts).encode()).hexdigest()


class Exports:
    """Offers and hands out exports. Safe between threads and processes."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb
        # A page that is drawn again offers the same: only what this process did not write lately is written.
        self._written: dict[str, datetime] = {}
        self._swept = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()

    def offer(self, *exports: Export) -> tuple[str, ...]:
        """The paths under which they can be fetched."""
        moment = clock.now()
        with self._lock:
            new = [one for one in exports if self._written.get(one.ticket, moment) <= moment + LIFE / 2]
        if new:
            self._write(new, moment)
            with self._lock:
                if len(self._written) > _REMEMBERED:
                    self._written.clear()
                self._written.update({one.ticket: moment + LIFE for one in new})
        return tuple(f"/export/{one.ticket}" for one in exports)

    def fetch(self, ticket: str, session: str) -> Export | None:
        """The export, when it was offered to `session` and still stands; None otherwise."""
        table = tables.exports
        mine = sa.and_(table.c.ticket == ticket, table.c.session == session, table.c.expires > clock.now())
        rows = self._appdb.fetch(sa.select(table).where(mine)) if session else []
        return _export(rows[0]) if rows else None

    def _write(self, exports: list[Export], moment: datetime) -> None:
        rows = {one.ticket: _row(one, moment + LIFE) for one in exports}
        table = tables.exports
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.ticket.in_(rows)))
            connection.execute(sa.insert(table), list(rows.values()))
            if moment >= self._swept + SWEEP:
                _sweep(connection, moment)
                self._swept = moment


def _sweep(connection: sa.Connection, moment: datetime) -> None:
    """Removes offers that are over, and the oldest of sessions that have too many."""
    table = tables.exports
    connection.execute(sa.delete(table).where(table.c.expires <= moment))
    crowded = sa.select(table.c.session).group_by(table.c.session).having(sa.func.count() > MOST_OFFERS)
    for session in connection.execute(crowded).scalars().all():
        newest = sa.select(table.c.ticket).where(table.c.session == session)
        newest = newest.order_by(table.c.expires.desc(), table.c.ticket).limit(MOST_OFFERS)
        connection.execute(sa.delete(table).where(table.c.session == session, table.c.ticket.not_in(newest)))


def _row(export: Export, expires: datetime) -> dict[str, Any]:
    return {
        "ticket": export.ticket,
        "session": export.session,
        "viewer": msgspec.to_builtins(export.viewer),
        "name": export.name,
        "mime": export.mime,
        "recipe": export.recipe,
        "expires": expires,
    }


def _export(row: dict[str, Any]) -> Export:
    viewer = msgspec.convert(row["viewer"], Viewer)
    return Export(row["session"], viewer, row["name"], row["mime"], row["recipe"])
