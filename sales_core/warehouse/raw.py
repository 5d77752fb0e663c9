"""Loaded rows as they came, and who owns which slice. Everything else in a snapshot follows from these."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset, Kind
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.sparse_table import Wide, columns_of, ensure

_SQL_TYPES = {
    Kind.DATE: "DATE",
    Kind.MONTH: "DATE",
    Kind.MONEY: "DECIMAL(18,4)",
    Kind.QUANTITY: "DECIMAL(18,4)",
    Kind.PERCENT: "DECIMAL(18,6)",
    Kind.RATE: "DECIMAL(18,8)",
    Kind.INTEGER: "BIGINT",
    Kind.FLAG: "BOOLEAN",
}
#: Rows that one thread takes at a time.
_BATCH = 20_480
_LINEAGE = {
    "partition": "VARCHAR",
    "upload_id": "INTEGER",
    "sheet": "VARCHAR",
    "source_row": "INTEGER",
    "source_col": "VARCHAR",
}
#: Columns that release 0.1 called otherwise, in version files and kept rows.
_OLD_COLUMNS = {"slice": "partition"}


@cache
def raw_table(kind: Dataset) -> Wide:
    """The dataset's rows as loaded: every column as stated, and the lineage."""
    own = {column.id: _SQL_TYPES.get(column.kind, "VARCHAR") for column in kind.columns}
    return Wide(f"raw_{kind.id}", own | _LINEAGE, dict.fromkeys(own, "NULL") | {"source_col": "''"})


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Creates what is missing: raw tables, columns that datasets gained since, the claims."""
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    for table in map(raw_table, product().datasets.values()):
        if table.name in tables:  # a file of an older release
            con.execute(f"ALTER TABLE {table.name} RENAME TO {table.stored}")
        _take_over_columns(con, table)
        if table.name in tables or table.stored not in tables or _is_short(con, table):
            ensure(con, table)
    con.execute("CREATE TABLE IF NOT EXISTS claims (dataset VARCHAR, slice VARCHAR, upload_id INTEGER, rank INTEGER)")


def _take_over_columns(con: duckdb.DuckDBPyConnection, table: Wide) -> None:
    """Gives columns of a file that release 0.1 wrote their names of now."""
    for old, new in _OLD_COLUMNS.items():
        if old in columns_of(con, table.stored):
            con.execute(f"ALTER TABLE {table.stored} RENAME COLUMN {old} TO {new}")


def _is_short(con: duckdb.DuckDBPyConnection, table: Wide) -> bool:
    return not table.types.keys() <= columns_of(con, table.name)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that have their claims and are still to be written."""

    table: Wide
    upload_id: int
    rows: pa.Table


def apply(con: duckdb.DuckDBPyConnection, change: Change) -> tuple[set[str], set[date], Waiting | None]:
    """Changes raw rows and claims. Returns the datasets touched, for sales the months touched, and what waits for
    `written_beside`: the sales of a change that has no second load of them."""
    touched: set[str] = set()
    months: set[date] = set()
    waiting = None
    for upload_id in change.drop:
        touched |= _drop(con, upload_id, change, months)
    loaded = [load.dataset for load in change.add]
    for load in change.add:
        touched.add(load.dataset)
        rows = _stated(_read(load.rows))
        con.register("incoming", rows)
        _claim(con, load, months)
        if load.dataset == "sales" and loaded.count("sales") == 1:
            waiting = Waiting(raw_table(product().dataset("sales")), load.upload_id, rows)
            ensure(con, waiting.table, {*rows.column_names})
        else:
            _insert(con, product().dataset(load.dataset), load.upload_id, "incoming", "true")
        con.unregister("incoming")
    if waiting is not None:
        _show(con, waiting)
    return touched, months, waiting


@contextmanager
def written_beside(con: duckdb.DuckDBPyConnection, waiting: Waiting | None) -> Iterator[None]:
    """Writes the waiting rows on a connection of their own while the block runs.

    Ends the transaction and begins another at both ends.
    """
    if waiting is None:
        yield
        return
    con.execute("COMMIT")
    con.execute("BEGIN")
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_write, con.cursor(), waiting)
        yield
        writing.result()
    con.execute("COMMIT")
    con.execute(f"DROP VIEW temp.{waiting.table.name}")
    con.unregister("waiting")
    con.execute("BEGIN")


def _show(con: duckdb.DuckDBPyConnection, waiting: Waiting) -> None:
    """Lets the raw table read as if the waiting rows were in it, until they are."""
    name, upload_id = waiting.table.name, waiting.upload_id
    con.register("waiting", waiting.rows)
    blank = "" if "source_col" in waiting.rows.column_names else ", '' AS source_col"
    con.execute(
        f"CREATE TEMP VIEW {name} AS SELECT * FROM building.{name} WHERE upload_id <> {upload_id} "
        f"UNION ALL BY NAME SELECT *, {upload_id} AS upload_id{blank} FROM waiting"
    )


def _write(con: duckdb.DuckDBPyConnection, waiting: Waiting) -> None:
    with con:
        con.execute("USE building")
        con.register("incoming", waiting.rows)
        _insert_into(con, waiting.table, waiting.upload_id, "incoming", "true")


def _claim(con: duckdb.DuckDBPyConnection, load: Load, months: set[date]) -> None:
    """Takes the slices of the rows in `incoming`; rows of lower rank there are deleted."""
    kind = product().dataset(load.dataset)
    table = raw_table(kind)
    con.execute("CREATE OR REPLACE TEMP TABLE incoming_slices AS SELECT DISTINCT partition AS slice FROM incoming")
    if load.claims:
        con.register("extra", pa.table({"slice": pa.array(load.claims, pa.string())}))
        con.execute("INSERT INTO incoming_slices SELECT slice FROM extra EXCEPT SELECT slice FROM incoming_slices")
        con.unregister("extra")
    # Only lower ranks give way; a load of the same plan keeps its part of the month.
    replaced = (
        "WHERE partition IN (SELECT slice FROM incoming_slices) AND upload_id IN "
        "(SELECT upload_id FROM claims WHERE dataset = ? AND rank < ?)"
    )
    _note_months(con, kind, f"FROM {table.name} {replaced}", months, [kind.id, load.rank])
    con.execute(f"DELETE FROM {table.stored} {replaced}", [kind.id, load.rank])
    _note_months(con, kind, "FROM incoming", months, [])
    con.execute("INSERT INTO claims SELECT ?, slice, ?, ? FROM incoming_slices", [kind.id, load.upload_id, load.rank])


def _drop(con: duckdb.DuckDBPyConnection, upload_id: int, change: Change, months: set[date]) -> set[str]:
    found = con.execute("SELECT DISTINCT dataset FROM claims WHERE upload_id = ?", [upload_id]).fetchall()
    for (dataset_id,) in found:
        kind = product().dataset(dataset_id)
        con.execute(
            """
            CREATE OR REPLACE TEMP TABLE freed AS
            SELECT slice FROM (
                SELECT slice, upload_id, rank, max(rank) OVER (PARTITION BY slice) AS top FROM claims WHERE dataset = ?
            ) WHERE rank = top AND upload_id = ?
            """,
            [dataset_id, upload_id],
        )
        _note_months(con, kind, f"FROM raw_{kind.id} WHERE upload_id = ?", months, [upload_id])
        con.execute(f"DELETE FROM {raw_table(kind).stored} WHERE upload_id = ?", [upload_id])
        con.execute("DELETE FROM claims WHERE dataset = ? AND upload_id = ?", [dataset_id, upload_id])
        _bring_back(con, kind, change, months)
    return {dataset_id for (dataset_id,) in found}


def _bring_back(con: duckdb.DuckDBPyConnection, kind: Dataset, change: Change, months: set[date]) -> None:
    """For each freed slice, the rows of the highest remaining claims that are not already live."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE heirs AS
        SELECT slice, upload_id FROM (
            SELECT c.slice, c.upload_id, c.rank, max(c.rank) OVER (PARTITION BY c.slice) AS top
            FROM claims c WHERE c.dataset = ? AND c.slice IN (SELECT slice FROM freed)
        ) WHERE rank = top
        """,
        [kind.id],
    )
    # A load of the same plan already has its part of the slice in the store.
    con.execute(
        f"DELETE FROM heirs WHERE EXISTS (SELECT 1 FROM raw_{kind.id} r "
        "WHERE r.partition = heirs.slice AND r.upload_id = heirs.upload_id)"
    )
    for (heir,) in con.execute("SELECT DISTINCT upload_id FROM heirs ORDER BY 1").fetchall():
        con.register("kept", _stated(_read(change.kept[heir])))
        where = f"partition IN (SELECT slice FROM heirs WHERE upload_id = {int(heir)})"
        _insert(con, kind, heir, "kept", where)
        _note_months(con, kind, f"FROM kept WHERE {where}", months, [])
        con.unregister("kept")


def _insert(con: duckdb.DuckDBPyConnection, kind: Dataset, upload_id: int, source: str, where: str) -> None:
    table = raw_table(kind)
    ensure(con, table, columns_of(con, source))
    _insert_into(con, table, upload_id, source, where)


def _insert_into(con: duckdb.DuckDBPyConnection, table: Wide, upload_id: int, source: str, where: str) -> None:
    given = columns_of(con, source)
    listed = ", ".join(f'"{name}"' for name in table.types if name in given)
    con.execute(
        f"INSERT INTO {table.stored} ({listed}, upload_id) "
        f"SELECT {listed}, {int(upload_id)} FROM {source} WHERE {where}"
    )


def _note_months(
    con: duckdb.DuckDBPyConnection, kind: Dataset, source: str, months: set[date], params: list[object]
) -> None:
    if kind.id != "sales":
        return
    found = con.execute(f"SELECT DISTINCT CAST(date_trunc('month', date) AS DATE) {source}", params).fetchall()
    months.update(month for (month,) in found if month)


def _stated(rows: pa.Table) -> pa.Table:
    """The rows without the columns that say nothing."""
    empty = {name for name in rows.column_names if rows[name].null_count == rows.num_rows} - {"date", *_LINEAGE}
    if not pc.any(pc.not_equal(rows["source_col"], "")).as_py():
        empty.add("source_col")
    held = rows.drop_columns(sorted(empty))
    return pa.Table.from_batches(held.to_batches(max_chunksize=_BATCH), held.schema)


def _read(rows: pa.Table | Path) -> pa.Table:
    if isinstance(rows, pa.Table):
        return rows
    with pa.memory_map(str(rows)) as source:
        found = pa.ipc.open_file(source).read_all()
    return found.rename_columns([_OLD_COLUMNS.get(name, name) for name in found.column_names])
