"""What was done and said: audit trail, restated months, number codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from sales_core.appdb import tables as t
from sales_core.appdb.load_history import Fetch, Transaction
from sales_core.appdb.records import Entry, NumberCode, Restatement
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


class Journal:
    """Append-only, but for a decision's status."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def audit(self, who: str, what: str, details: Mapping[str, Any], connection: sa.Connection | None = None) -> None:
        """Writes one line of the audit trail, on the caller's transaction when one is given."""
        statement = t.audit.insert().values(at=clock.now(), who=who, what=what, details=dict(details))
        if connection is not None:
            connection.execute(statement)
            return
        with self._transaction() as own:
            own.execute(statement)

    def entries(self, *, limit: int = 500, who: str = "", what: str = "") -> list[Entry]:
        """The audit trail, newest first, of one person or one kind of act when named."""
        query = sa.select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
        if who:
            query = query.where(t.audit.c.who == who)
        if what:
            query = query.where(t.audit.c.what == what)
        return [Entry(**row) for row in self._fetch(query)]

    def restate(self, connection: sa.Connection, restatements: Iterable[Restatement]) -> None:
        """Writes which months' figures changed."""
        for one in restatements:
            connection.execute(
                t.restatements.insert().values(
                    at=one.at,
                    who=one.who,
                    version=one.version,
                    upload=one.upload,
                    dataset=one.dataset,
                    measure=one.measure,
                    month=one.month,
                    before=str(one.before),
                    after=str(one.after),
                )
            )

    def restatements(self, *, month: str = "") -> list[Restatement]:
        """Restated months, newest first; of one month when named."""
        query = sa.select(t.restatements).order_by(t.restatements.c.id.desc())
        if month:
            query = query.where(t.restatements.c.month == month)
        return [_restatement(row) for row in self._fetch(query)]

    def save_code(self, code: str, payload: Mapping[str, Any], version: int) -> None:
        """Keeps what a number code stands for; the same code again is no error, its meaning never changes."""
        statement = insert(t.number_codes).values(
            code=code, payload=dict(payload), version=version, created=clock.now()
        )
        with self._transaction() as connection:
            connection.execute(statement.on_conflict_do_nothing())

    def code(self, code: str) -> NumberCode:
        """What a number code stands for. Raises UsageError when it is unknown."""
        rows = self._fetch(sa.select(t.number_codes).where(t.number_codes.c.code == code))
        if not rows:
            raise UsageError(Text("error.number_code", {"code": code}))
        row = rows[0]
        return NumberCode(row["code"], row["payload"], row["version"])

    def coded_versions(self) -> set[int]:
        """Versions that number codes point to; their files stay."""
        return {int(row["version"]) for row in self._fetch(sa.select(t.number_codes.c.version).distinct())}


def _restatement(row: dict[str, Any]) -> Restatement:
    values = {key: value for key, value in row.items() if key != "id"}
    return Restatement(**(values | {"before": Decimal(row["before"]), "after": Decimal(row["after"])}))
