"""Tables of which only the columns that say something are stored.

Writing a column costs the same whether its rows differ or not, and most companies fill half of the columns. A sparse
table is therefore a view: stored columns come from the table `<name>_stored`, the others are a constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class SparseTable:
    """A table as it is read: column → type, in order.

    `blank`: the constant of every column that need not be stored; a column without one is always stored.
    """

    name: str
    types: Mapping[str, str]
    blank: Mapping[str, str]

    @property
    def stored(self) -> str:
        """The table with the columns that are stored."""
        return f"{self.name}_stored"


def stored_columns(con: duckdb.DuckDBPyConnection, name: str) -> set[str]:
    """The columns of a table or view; empty when there is none."""
    try:
        return {row[1] for row in con.execute(f"PRAGMA table_info('{name}')").fetchall()}
    except duckdb.CatalogException:
        return set()


def ensure(con: duckdb.DuckDBPyConnection, table: SparseTable, wanted: Iterable[str] = ()) -> None:
    """Stores from now on the columns of the table that are `wanted`, beside those it stores already or always.

    Runs inside a transaction, which a new column ends and begins again: DuckDB commits no rows to a table that was
    altered after they were written. Nobody else sees the file before it is whole.
    """
    present = stored_columns(con, table.stored)
    wanted = {*wanted, *(table.types.keys() - table.blank.keys())} & table.types.keys()
    if not present:
        listed = ", ".join(f'"{name}" {kind}' for name, kind in table.types.items() if name in wanted)
        con.execute(f"CREATE TABLE {table.stored} ({listed})")
    elif new := [name for name in table.types if name in wanted - present]:
        con.execute("COMMIT")
        for name in new:
            value = table.blank.get(name, "NULL")
            con.execute(f'ALTER TABLE {table.stored} ADD COLUMN "{name}" {table.types[name]} DEFAULT {value}')
        con.execute("BEGIN")
    stored = present | wanted
    shown = ", ".join(
        f'"{name}"' if name in stored else f'CAST({table.blank[name]} AS {kind}) AS "{name}"'
        for name, kind in table.types.items()
    )
    con.execute(f"CREATE OR REPLACE VIEW {table.name} AS SELECT {shown} FROM {table.stored}")


def filled(con: duckdb.DuckDBPyConnection, table: SparseTable, source: str) -> set[str]:
    """The columns in which a row of `source` holds something else than the constant; stored ones are not looked at."""
    open_ = sorted(table.blank.keys() - stored_columns(con, table.stored))
    if not open_:
        return set()
    asked = ", ".join(f'coalesce(bool_or("{name}" IS DISTINCT FROM {table.blank[name]}), false)' for name in open_)
    (row,) = con.execute(f"SELECT {asked} FROM {source}").fetchall()
    return {name for name, says in zip(open_, row, strict=True) if says}


def insert(con: duckdb.DuckDBPyConnection, table: SparseTable, source: str) -> None:
    """Adds the rows of `source`, a query with the columns of `table` by name, in its order."""
    stored = stored_columns(con, table.stored)
    listed = ", ".join(f'"{name}"' for name in table.types if name in stored)
    con.execute(f"INSERT INTO {table.stored} ({listed}) SELECT {listed} FROM {source}")
