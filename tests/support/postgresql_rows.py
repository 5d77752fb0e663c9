"""The tables of a version copied into PostgreSQL, and read there with the SQL that the product wrote for DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any

import psycopg
import sqlglot
from sqlglot import exp

from sales_core.catalogue.catalogue import Catalogue
from sales_core.warehouse.snapshot import Snapshot

#: DuckDB's type → PostgreSQL's, where its name is another one there.
_TYPES = {"VARCHAR": "TEXT", "DOUBLE": "DOUBLE PRECISION", "HUGEINT": "NUMERIC", "TINYINT": "SMALLINT"}


def rendered(sql: str) -> str:
    """The statement for PostgreSQL, its `?` as `$1`, `$2`, …. Raises UnsupportedError for what cannot be said there."""
    numbers = count(1)
    numbered = re.sub(r"\?", lambda _found: f"${next(numbers)}", sql)
    (text,) = sqlglot.transpile(numbered, read="duckdb", write="postgres", unsupported_level=sqlglot.ErrorLevel.RAISE)
    return re.sub(r"%\((\d+)\)s", r"$\1", text)


def parsed(sql: str) -> exp.Expr:
    """The statement as PostgreSQL would read it. Raises ParseError."""
    return sqlglot.parse_one(rendered(sql), read="postgres")


def tables_of(catalogue: Catalogue) -> set[str]:
    """Every table that a fact or a dimension reads, and the calendar."""
    read = {source.table for fact in catalogue.facts.values() for source in fact.sources}
    read |= {dimension.table for dimension in catalogue.dimensions.values() if dimension.table}
    read |= {catalogue.pacing.calendar_table} if catalogue.pacing else set()
    texts = [f"SELECT * FROM {table} AS t" for table in read]
    # What holds for the rows of a fact may look up further tables.
    texts += [
        f"SELECT 1 WHERE {fact.row_condition(frozenset(fact.dimensions))}"
        for fact in catalogue.facts.values()
        if fact.row_condition
    ]
    return {table.name for text in texts for table in sqlglot.parse_one(text, read="duckdb").find_all(exp.Table)}


class PostgresqlRows:
    """What the engine asks of a snapshot, answered by a PostgreSQL database that holds the tables of one."""

    def __init__(self, address: str, snapshot: Snapshot) -> None:
        self._connection = psycopg.connect(address, cursor_factory=psycopg.RawCursor, autocommit=True)
        self._snapshot = snapshot

    @property
    def version(self) -> int:
        """The version whose tables it holds."""
        return self._snapshot.version

    @property
    def as_of(self) -> date:
        """The version's last day."""
        return self._snapshot.as_of

    @property
    def currency(self) -> str:
        """The version's reporting currency."""
        return self._snapshot.currency

    @property
    def meta(self) -> Mapping[str, str]:
        """What the version says of itself."""
        return self._snapshot.meta

    def copy(self, tables: Iterable[str]) -> int:
        """Creates and fills the tables; returns how many rows they have."""
        rows = 0
        for table in sorted(tables):
            columns = self._snapshot.rows(f"DESCRIBE {table}")
            made = ", ".join(f'"{each["column_name"]}" {_type(str(each["column_type"]))}' for each in columns)
            names = [str(each["column_name"]) for each in columns]
            self._connection.execute(f"CREATE TABLE {table} ({made})")
            with self._connection.cursor().copy(f"COPY {table} FROM STDIN") as writer:
                for row in self._snapshot.rows(f"SELECT * FROM {table}"):
                    writer.write_row([row[name] for name in names])
                    rows += 1
        return rows

    def rows(self, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        """The result of one statement written for DuckDB, as dictionaries."""
        cursor = self._connection.execute(rendered(sql), params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """Leaves the database."""
        self._connection.close()


def _type(name: str) -> str:
    return "TEXT" if name.startswith("ENUM") else _TYPES.get(name, name)
