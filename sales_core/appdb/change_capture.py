"""Notes which rows a transaction changes, so that the journal can say how they stand after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables
from sales_core.appdb.journal_file import JournalRow, TableChange

#: Tables that the journal leaves out.
NOT_JOURNALED = frozenset({name for name, one in tables.metadata.tables.items() if not one.info.get("journaled", True)})
_KEYS_AT_A_TIME = 200


class ChangeCapture:
    """Listens to one connection for one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._tables: dict[str, sa.Table] = {}
        self._keys: dict[str, dict[tuple[Any, ...], None]] = {}
        self._last_before: dict[str, int] = {}
        sa.event.listen(connection, "before_execute", self._before)
        sa.event.listen(connection, "after_execute", self._after)

    def stop(self) -> None:
        """Ends listening."""
        sa.event.remove(self._connection, "before_execute", self._before)
        sa.event.remove(self._connection, "after_execute", self._after)

    def changes(self) -> tuple[TableChange, ...]:
        """The rows that were written, as they stand now, and the keys of those that went."""
        found = (self._change(name) for name in self._tables)
        return tuple(one for one in found if one.rows or one.gone)

    def _before(self, connection: sa.Connection, statement: Any, _many: Any, given: Any, _options: Any) -> None:
        table = _journaled(statement)
        if table is None:
            return
        if isinstance(statement, sa.Insert):
            if (counter := table.autoincrement_column) is not None and table.name not in self._last_before:
                last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(counter), 0))).scalar_one()
                self._last_before[table.name] = last
        else:
            where = () if statement.whereclause is None else (statement.whereclause,)
            self._note(table, connection.execute(sa.select(*table.primary_key).where(*where), given or {}).all())
        self._tables[table.name] = table

    def _after(
        self, _connection: sa.Connection, statement: Any, _many: Any, _given: Any, _options: Any, result: Any
    ) -> None:
        table = _journaled(statement)
        if table is not None and isinstance(statement, sa.Insert) and table.autoincrement_column is None:
            self._note(table, result.inserted_primary_key_rows)

    def _note(self, table: sa.Table, keys: Iterable[Any]) -> None:
        self._keys.setdefault(table.name, {}).update(dict.fromkeys(tuple(key) for key in keys))

    def _change(self, name: str) -> TableChange:
        table = self._tables[name]
        key = key_names(table)
        rows: list[JournalRow] = []
        if name in self._last_before:
            counter = table.autoincrement_column
            assert counter is not None  # noqa: S101 - narrows the type: only such tables are in _last_before
            rows += self._select(table, counter > self._last_before[name])
        keys = list(self._keys.get(name, {}))
        for start in range(0, len(keys), _KEYS_AT_A_TIME):
            some = keys[start : start + _KEYS_AT_A_TIME]
            rows += self._select(table, sa.tuple_(*table.primary_key).in_(some))
        held = {tuple(row[column] for column in key) for row in rows}
        gone = [
            dict(zip(key, map(stored_value, one), strict=True))
            for one in keys
            if tuple(map(stored_value, one)) not in held
        ]
        return TableChange(plain_name(name), key, tuple(rows), tuple(gone))

    def _select(self, table: sa.Table, where: sa.ColumnElement[bool]) -> list[JournalRow]:
        return [plain_row(row) for row in self._connection.execute(sa.select(table).where(where)).mappings()]


def plain_row(row: Mapping[Any, Any]) -> JournalRow:
    """A row as JSON has it, each value as its column stores it."""
    return {plain_name(name): stored_value(value) for name, value in row.items()}


def plain_name(name: str) -> str:
    """The name without the subclass of str that SQLAlchemy gives names it read from a database."""
    return str.__str__(name)


def key_names(table: sa.Table) -> tuple[str, ...]:
    """The columns of a table's key."""
    return tuple(plain_name(column.name) for column in table.primary_key)


def stored_value(value: Any) -> Any:
    """A value as its column stores it: moments and days as ISO text, decimals as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _journaled(statement: Any) -> sa.Table | None:
    if not isinstance(statement, sa.Insert | sa.Update | sa.Delete):
        return None
    table = statement.table
    return table if isinstance(table, sa.Table) and table.name not in NOT_JOURNALED else None
