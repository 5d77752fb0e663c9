"""What the company has told the product: settings, remembered mappings, closed months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from sales_core.appdb import tables as t
from sales_core.appdb.load_history import Fetch, Transaction
from sales_core.appdb.records import Remembered
from sales_core.kernel import clock


class Memory:
    """Settings by key, mappings by header signature, months by YYYY-MM."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def setting(self, key: str, default: Any = None) -> Any:
        """The stored value (any JSON), or `default`."""
        rows = self._fetch(sa.select(t.settings.c.value).where(t.settings.c.key == key))
        return rows[0]["value"] if rows else default

    def settings(self) -> dict[str, Any]:
        """All settings."""
        return {row["key"]: row["value"] for row in self._fetch(sa.select(t.settings))}

    def set(self, key: str, value: Any, connection: sa.Connection | None = None) -> None:
        """Stores a value, on the caller's transaction when one is given."""
        statement = insert(t.settings).values(key=key, value=value)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        self._write(statement, connection)

    def mappings(self) -> list[Remembered]:
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
        statement = insert(t.mappings).values(signature=signature, **values)
        self._write(statement.on_conflict_do_update(index_elements=["signature"], set_=values), connection)

    def forget(self, signature: str) -> None:
        """Deletes a remembered mapping; unknown signatures are no error."""
        self._write(t.mappings.delete().where(t.mappings.c.signature == signature), None)

    def closed_months(self) -> frozenset[str]:
        """Months (YYYY-MM) that no load may change."""
        return frozenset(row["month"] for row in self._fetch(sa.select(t.month_closes.c.month)))

    def close_month(self, month: str, by: str, connection: sa.Connection) -> None:
        """Closes a month; closing twice keeps the first."""
        statement = insert(t.month_closes).values(month=month, closed=clock.now(), by=by)
        connection.execute(statement.on_conflict_do_nothing())

    def reopen_month(self, month: str, connection: sa.Connection) -> None:
        """Opens a month again; an open one is no error."""
        connection.execute(t.month_closes.delete().where(t.month_closes.c.month == month))

    def _write(self, statement: sa.sql.Executable, connection: sa.Connection | None) -> None:
        if connection is not None:
            connection.execute(statement)
            return
        with self._transaction() as own:
            own.execute(statement)
