"""Resolved rows that are kept from load to load, and what is summed up from them: the tables of datasets with rollups.

The rows lie in a sparse table of the dataset's name; `<dataset>_lines` shows them together with the summed columns, so
that one aggregate reads either. A rollup is a sparse table too; one that would not be short is a view of the lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.rollup import Rollup, RollupSum, lines_view
from sales_core.warehouse.resolution import unstated_value
from sales_core.warehouse.sparse_table import SparseTable, ensure, filled, insert, stored_columns

#: What a row holds that says nothing, by type; a number or day that says nothing is NULL.
_BLANK = {"VARCHAR": "''", "BOOLEAN": "false"}
#: What every row says.
_STATED = frozenset({"date", "month", "upload_id", "sheet", "source_row"})
_TOUCHED = "getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))"


@dataclass(frozen=True, slots=True)
class ResolvedTables:
    """The tables of one dataset: its resolved rows, and each rollup."""

    kind: Dataset
    source: str
    """The temporary view of the rows to be written."""
    lines: SparseTable
    rollups: tuple[tuple[Rollup, SparseTable], ...]

    @property
    def names(self) -> set[str]:
        """The names under which they are read."""
        return {self.lines.name, lines_view(self.kind.id), *(table.name for _, table in self.rollups)}

    def order(self, columns: Iterable[str]) -> str:
        """How rows with the columns lie in a file: by day or month, then by the first thing that rows mention."""
        there = {*columns}
        codes = [ref.code for ref in self.kind.entities if ref.code in there]
        return ", ".join(["date" if "date" in there else "month", *codes[:1]])


def set_touched_months(con: duckdb.DuckDBPyConnection, months: Collection[date], *, everything: bool) -> None:
    """Says which months of a dataset are resolved, or all: session variables and the temporary table `touched`."""
    con.execute("SET VARIABLE all_months = ?", [everything])
    con.execute("SET VARIABLE first_month = CAST(? AS DATE)", [min(months, default=None)])
    con.execute("SET VARIABLE last_month = CAST(? AS DATE)", [max(months, default=None)])
    con.register("months", pa.table({"month": pa.array(sorted(months), pa.date32())}))
    con.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT month FROM months")
    con.unregister("months")


def resolved_tables(con: duckdb.DuckDBPyConnection, kind: Dataset, select: str) -> ResolvedTables:
    """The tables of a dataset with rollups, with the columns and types of `select`, which becomes their source."""
    source = f"resolved_{kind.id}"
    con.execute(f"CREATE OR REPLACE TEMP VIEW {source} AS {select}")
    types = {row[0]: row[1] for row in con.execute(f"DESCRIBE {source}").fetchall()}
    stated = {column.id: unstated_value(kind, column) for column in kind.columns}
    blank = {name: _BLANK.get(type_, stated.get(name, "NULL")) for name, type_ in types.items() if name not in _STATED}
    lines = SparseTable(kind.id, types, blank)
    return ResolvedTables(kind, source, lines, tuple((one, _summed(kind, lines, one)) for one in kind.rollups.tables))


def delete_affected(con: duckdb.DuckDBPyConnection, tables: ResolvedTables, *, everything: bool) -> None:
    """Takes out the rows of the temporary table `touched`, or all, and makes room for those of the source."""
    if everything:
        for table in (tables.lines, *(table for _, table in tables.rollups)):
            con.execute(f"DROP VIEW IF EXISTS {table.name}; DROP TABLE IF EXISTS {table.stored}")
        _create(con, tables)
    else:
        con.execute(f"DELETE FROM {tables.lines.stored} WHERE month IN (SELECT month FROM touched)")
    # What the rows as loaded hold needs no look; looking at the rest means resolving every line.
    ensure(con, tables.lines, stored_columns(con, f"raw_{tables.kind.id}_stored"))
    ensure(con, tables.lines, filled(con, tables.lines, tables.source))


def write(con: duckdb.DuckDBPyConnection, tables: ResolvedTables, months: Iterable[date], *, everything: bool) -> None:
    """Writes the rows of the source, and the rollups of `months` or of all.

    Commits the transaction: nobody else sees the file before it is whole.
    """
    insert(con, tables.lines, f"{tables.source} ORDER BY {tables.order(tables.lines.types)}")
    con.execute("COMMIT")
    varying, affected = _varying_columns(con, tables), None if everything else sorted(months)
    with ThreadPoolExecutor(len(tables.rollups)) as pool:
        running = [pool.submit(_roll_up, con.cursor(), tables, table, varying, affected) for _, table in tables.rollups]
        for one in running:
            one.result()
    con.execute("BEGIN")


def _create(con: duckdb.DuckDBPyConnection, tables: ResolvedTables) -> None:
    """Creates the empty tables, and the views of what is not stored."""
    lines, sums = tables.lines, tables.kind.rollups.sums
    ensure(con, lines)
    more = [f"{_line_value(one, _type(lines, one))} AS {one.name}" for one in sums if one.name not in lines.types]
    con.execute(
        f"CREATE OR REPLACE VIEW {lines_view(lines.name)} AS SELECT {', '.join(['*', *more])} FROM {lines.name}"
    )
    for rollup, table in tables.rollups:
        if rollup.only_if_short:
            keys = [*rollup.days, *rollup.keys]
            shown = ", ".join(keys + [f"{_line_value(one, table.types[one.name])} AS {one.name}" for one in sums])
            con.execute(f"CREATE OR REPLACE VIEW {table.name} AS SELECT {shown} FROM {lines.name}")
        else:
            ensure(con, table)


def _summed(kind: Dataset, lines: SparseTable, rollup: Rollup) -> SparseTable:
    sums = kind.rollups.sums
    types = {name: lines.types[name] for name in (*rollup.days, *rollup.keys)}
    blank = {name: lines.blank[name] for name in rollup.keys} | {one.name: "0" for one in sums if one.of}
    return SparseTable(rollup.table, types | {one.name: _type(lines, one) for one in sums}, blank)


def _type(lines: SparseTable, one: RollupSum) -> str:
    return lines.types[one.of] if one.of else "BIGINT"


def _line_value(one: RollupSum, type_: str) -> str:
    """What one line adds to the sum."""
    of = one.of or "1"
    value = f"CASE WHEN {one.where} THEN {of} END" if one.where else of
    return f"CAST(coalesce({value}, 0) AS {type_})"


def _sum(one: RollupSum) -> str:
    where = f" FILTER ({one.where})" if one.where else ""
    return f"coalesce(sum({one.of}){where}, 0) AS {one.name}" if one.of else f"count(*){where} AS {one.name}"


def _varying_columns(con: duckdb.DuckDBPyConnection, tables: ResolvedTables) -> set[str]:
    """The columns of rollups that are more than a constant: keys that lines store, sums of what some line holds."""
    stored, sums = stored_columns(con, tables.lines.stored), tables.kind.rollups.sums
    wheres = {one.where: f"EXISTS (SELECT 1 FROM {tables.lines.name} WHERE {one.where})" for one in sums if one.where}
    (met,) = con.execute(f"SELECT {', '.join(['true', *wheres.values()])}").fetchall()
    holds = dict(zip(["", *wheres], met, strict=True))
    summed = {one.name for one in sums if holds[one.where] and (not one.of or one.of in stored)}
    return stored - {one.name for one in sums} | summed


def _roll_up(
    con: duckdb.DuckDBPyConnection,
    tables: ResolvedTables,
    table: SparseTable,
    varying: set[str],
    months: list[date] | None,
) -> None:
    """Sums the lines of the months, or of all, into one rollup; leaves one alone that is not stored and not short."""
    sums = tables.kind.rollups.sums
    keys = [name for name in table.types if name not in {one.name for one in sums}]
    with con:
        con.execute("USE building")
        is_new = not stored_columns(con, table.stored)
        if is_new and not _is_short(con, tables.lines, [name for name in keys if name in varying]):
            return
        con.execute("SET VARIABLE all_months = ?", [months is None or is_new])
        con.execute("SET VARIABLE months = CAST(? AS DATE[])", [months or []])
        con.execute("BEGIN")
        ensure(con, table, varying & table.types.keys())
        con.execute(f"DELETE FROM {table.stored} WHERE {_TOUCHED}")
        values = ", ".join([*keys, *map(_sum, sums)])
        summed = f"SELECT {values} FROM {tables.lines.name} WHERE {_TOUCHED} GROUP BY ALL"
        insert(con, table, f"({summed}) ORDER BY {tables.order(keys)}")
        con.execute("COMMIT")


def _is_short(con: duckdb.DuckDBPyConnection, lines: SparseTable, keys: list[str]) -> bool:
    """Whether a rollup by the keys has less than a third as many rows as there are lines."""
    distinct = f"3 * approx_count_distinct(hash({', '.join(keys)}))"
    ((short,),) = con.execute(f"SELECT {distinct} < count(*) FROM {lines.name}").fetchall()
    return bool(short)
