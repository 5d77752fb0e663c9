"""How tables were understood: remembered mappings by header signature."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import Remembered
from sales_core.appdb.statements import Fetch, Transaction, joined, upsert
from sales_core.kernel import clock


class MappingStore:
    """Remembers, lists and forgets mappings."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def all(self) -> list[Remembered]:
        """All remembered mappings, last used first."""
        query = sa.select(t.mappings).order_by(t.mappings.c.updated.desc())
        return [Remembered(**row) for row in self._fetch(query)]

    def remember(
        self,
        *,
        signature: str,
        label: str,
        dataset: str,
        mapping: Mapping[str, str],
        answers: Mapping[str, str],
        by: str,
        connection: sa.Connection | None = None,
    ) -> None:
        """Stores or replaces the mapping of a header signature."""
        values = {
            "label": label,
            "dataset": dataset,
            "mapping": dict(mapping),
            "answers": dict(answers),
            "updated": clock.now(),
            "by": by,
        }
        with joined(self._transaction, connection) as own:
            upsert(own, t.mappings, {"signature": signature}, values)

    def forget(self, signature: str) -> None:
        """Deletes a remembered mapping; unknown signatures are no error."""
        with self._transaction() as connection:
            connection.execute(t.mappings.delete().where(t.mappings.c.signature == signature))
