"""The company's settings as stored: any JSON value by id. `appdb.company_settings` gives them types and defaults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, Transaction, joined, upsert
from sales_core.appdb.unchanged_answers import UnchangedAnswers


class SettingsStore:
    """Reads and writes stored values; knows neither types nor rights."""

    def __init__(self, fetch: Fetch, transaction: Transaction, unchanged: UnchangedAnswers) -> None:
        self._unchanged = unchanged
        self._fetch = fetch
        self._transaction = transaction

    def get(self, key: str, default: Any = None) -> Any:
        """The stored value (any JSON), or `default`."""
        rows = self._unchanged.get(("setting", key), lambda: self._stored(key))
        return rows[0] if rows else default

    def _stored(self, key: str) -> tuple[Any, ...]:
        """The stored value alone; nothing when there is none."""
        rows = self._fetch(sa.select(t.settings.c.value).where(t.settings.c.key == key))
        return tuple(row["value"] for row in rows)

    def all(self) -> dict[str, Any]:
        """All stored values by id."""
        return {row["key"]: row["value"] for row in self._fetch(sa.select(t.settings))}

    def set(self, key: str, value: Any, connection: sa.Connection | None = None) -> None:
        """Stores a value, on the caller's transaction when one is given."""
        with joined(self._transaction, connection) as own:
            upsert(own, t.settings, {"key": key}, {"value": value})

    def remove(self, keys: Iterable[str], connection: sa.Connection) -> None:
        """Takes stored values away, on the caller's transaction."""
        connection.execute(sa.delete(t.settings).where(t.settings.c.key.in_(list(keys))))
