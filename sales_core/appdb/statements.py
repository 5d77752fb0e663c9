"""What every store of the application database is given, and writes that both dialects understand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any

import sqlalchemy as sa

#: Values of one `IN`: either dialect takes as many.
_MOST_VALUES = 500
Transaction = Callable[[], AbstractContextManager[sa.Connection]]
Fetch = Callable[[sa.sql.Executable], list[dict[str, Any]]]


def upsert(connection: sa.Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Writes the row that `key` names. The transaction is the only writer, so nobody inserts in between."""
    changed = connection.execute(sa.update(table).where(_named(table, key)).values(dict(values)))
    if changed.rowcount == 0:
        connection.execute(sa.insert(table).values({**key, **values}))


def insert_missing(
    connection: sa.Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    """Writes the row unless `key` is there already; whether it wrote."""
    known = connection.execute(sa.select(sa.literal(1)).select_from(table).where(_named(table, key))).first()
    if known is None:
        connection.execute(sa.insert(table).values({**key, **values}))
    return known is None


def batched(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in lists that are short enough for one `IN`."""
    rest = iter(values)
    while some := list(islice(rest, _MOST_VALUES)):
        yield some


@contextmanager
def joined(transaction: Transaction, connection: sa.Connection | None) -> Iterator[sa.Connection]:
    """The caller's transaction when one is given, else one of its own."""
    if connection is not None:
        yield connection
        return
    with transaction() as own:
        yield own


def _named(table: sa.Table, key: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in key.items()))
