"""Loaded rows as they came, and who owns which partition. Everything else in a snapshot follows from these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, ValueKind
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.sparse_table import SparseTable, ensure, stored_columns

_SQL_TYPES = {
    ValueKind.DATE: "DATE",
    ValueKind.MONTH: "DATE",
    ValueKind.MONEY: "DECIMAL(18,4)",
    ValueKind.QUANTITY: "DECIMAL(18,4)",
    ValueKind.PERCENT: "DECIMAL(18,6)",
    ValueKind.RATE: "DECIMAL(18,8)",
    ValueKind.INTEGER: "BIGINT",
    ValueKind.FLAG: "BOOLEAN",
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
OLD_COLUMNS = {"slice": "partition"}
_OWNERS = "dataset VARCHAR, partition VARCHAR, upload_id INTEGER, precedence INTEGER"


def sql_type(kind: ValueKind) -> str:
    """The type that values of a kind are stored with."""
    return _SQL_TYPES.get(kind, "VARCHAR")


@cache
def raw_table(kind: Dataset) -> SparseTable:
    """The dataset's rows as loaded: every column as stated, and the lineage."""
    own = {column.id: sql_type(column.kind) for column in kind.columns}
    return SparseTable(f"raw_{kind.id}", own | _LINEAGE, dict.fromkeys(own, "NULL") | {"source_col": "''"})


def kept_tables(catalogue: Catalogue) -> frozenset[str]:
    """Names of the tables and views that are not derived from others."""
    raw = [raw_table(kind) for kind in catalogue.datasets.values()]
    return frozenset({"partition_owners"}.union(*({table.name, table.stored} for table in raw)))


def create_raw_tables(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Creates what is missing: raw tables, columns that datasets gained since, the owners of partitions.

    A file of release 0.1 gets the names of now; its rows stay.
    """
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    for table in map(raw_table, catalogue.datasets.values()):
        if table.name in tables:  # a file of an older release
            con.execute(f"ALTER TABLE {table.name} RENAME TO {table.stored}")
        old_columns = OLD_COLUMNS.keys() & stored_columns(con, table.stored)
        for old in old_columns:
            con.execute(f"ALTER TABLE {table.stored} RENAME COLUMN {old} TO {OLD_COLUMNS[old]}")
        if table.name in tables or table.stored not in tables or old_columns or _is_short(con, table):
            ensure(con, table)
    con.execute(f"CREATE TABLE IF NOT EXISTS partition_owners ({_OWNERS})")
    if "claims" in tables:
        con.execute(
            "INSERT INTO partition_owners SELECT dataset, slice, upload_id, rank FROM claims; DROP TABLE claims"
        )


def _is_short(con: duckdb.DuckDBPyConnection, table: SparseTable) -> bool:
    return not table.types.keys() <= stored_columns(con, table.name)


@dataclass(frozen=True, slots=True)
class PendingRows:
    """Rows that own their partitions already and are still to be written."""

    table: SparseTable
    upload_id: int
    rows: pa.Table

    @property
    def waiting(self) -> str:
        """The temporary table that holds them until then."""
        return f"pending_{self.table.name}"


@dataclass(frozen=True, slots=True)
class RawChange:
    """What `apply` changed: datasets touched; of datasets kept by month, the months touched and rows still to write."""

    touched: frozenset[str]
    months: Mapping[str, frozenset[date]]
    pending: Mapping[str, PendingRows]


def apply(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, change: Change) -> RawChange:
    """Changes raw rows and owners.

    Of a dataset that is kept by month, rows are left pending for `write_concurrently` when the change has a single load
    of it, and its raw table reads as if they were in it.
    """
    touched: set[str] = set()
    months: dict[str, set[date]] = {kind.id: set() for kind in catalogue.datasets.values() if kind.is_resolved_by_month}
    pending: dict[str, PendingRows] = {}
    for upload_id in change.drop:
        for kind in _owned_by(con, catalogue, upload_id):
            touched.add(kind.id)
            _drop(con, kind, upload_id, change, months.get(kind.id))
    loaded = [load.dataset for load in change.add]
    for load in change.add:
        touched.add(load.dataset)
        kind, rows = catalogue.dataset(load.dataset), _stated(_read(load.rows))
        is_pending = kind.is_resolved_by_month and loaded.count(kind.id) == 1
        waiting = PendingRows(raw_table(kind), load.upload_id, rows)
        source = waiting.waiting if is_pending else "incoming"
        con.register(source, rows)
        _take_over(con, kind, load, source, months.get(kind.id))
        if is_pending:
            ensure(con, waiting.table, {*rows.column_names})
            _show(con, waiting)
            pending[kind.id] = waiting
        else:
            _insert(con, kind, load.upload_id, "incoming", "true")
            con.unregister("incoming")
    return RawChange(frozenset(touched), {name: frozenset(found) for name, found in months.items()}, pending)


@contextmanager
def write_concurrently(con: duckdb.DuckDBPyConnection, pending: PendingRows | None) -> Iterator[None]:
    """Writes the pending rows on a connection of their own while the block runs.

    Contract: called inside a transaction and returns inside one. It commits at both ends, so that the second
    connection sees the table's columns and this one its rows; nobody else sees the file before it is whole.
    """
    if pending is None:
        yield
        return
    con.execute("COMMIT")
    con.execute("BEGIN")
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_write, con.cursor(), pending)
        yield
        writing.result()
    con.execute("COMMIT")
    con.execute(f"DROP VIEW temp.{pending.table.name}")
    con.unregister(pending.waiting)
    con.execute("BEGIN")


def _show(con: duckdb.DuckDBPyConnection, pending: PendingRows) -> None:
    """Lets the raw table read as if the pending rows, which stand in a temporary table, were in it."""
    name, upload_id = pending.table.name, pending.upload_id
    blank = "" if "source_col" in pending.rows.column_names else ", '' AS source_col"
    con.execute(
        f"CREATE TEMP VIEW {name} AS SELECT * FROM building.{name} WHERE upload_id <> {upload_id} "
        f"UNION ALL BY NAME SELECT *, {upload_id} AS upload_id{blank} FROM {pending.waiting}"
    )


def _write(con: duckdb.DuckDBPyConnection, pending: PendingRows) -> None:
    with con:
        con.execute("USE building")
        con.register("arrow_rows", pending.rows)
        _insert_into(con, pending.table, pending.upload_id, "arrow_rows", "true")


def _take_over(
    con: duckdb.DuckDBPyConnection, kind: Dataset, load: Load, source: str, months: set[date] | None
) -> None:
    """Makes the load an owner of the partitions of the rows in `source`; rows of lower precedence there go."""
    table = raw_table(kind)
    _materialise(con, "extra_partitions", pa.table({"partition": pa.array(load.extra_partitions, pa.string())}))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE incoming_partitions AS "
        f"SELECT DISTINCT partition FROM {source} UNION SELECT partition FROM extra_partitions"
    )
    _materialise(con, "shared_partitions", pa.table({"partition": pa.array(load.shared_partitions, pa.string())}))
    # Only lower precedence gives way; a load of the same plan keeps its part of the month.
    replaced = (
        "WHERE partition IN (SELECT partition FROM incoming_partitions EXCEPT SELECT partition FROM shared_partitions) "
        "AND upload_id IN "
        "(SELECT upload_id FROM partition_owners WHERE dataset = ? AND precedence < ?)"
    )
    _note_months(con, kind, f"FROM {table.name} {replaced}", months, [kind.id, load.precedence])
    con.execute(f"DELETE FROM {table.stored} {replaced}", [kind.id, load.precedence])
    _note_months(con, kind, f"FROM {source}", months, [])
    con.execute(
        # Who adds to a partition owns it together with those that do: one precedence.
        "INSERT INTO partition_owners SELECT ?, i.partition, ?, coalesce((SELECT max(o.precedence) "
        "FROM partition_owners o JOIN shared_partitions s USING (partition) "
        "WHERE o.dataset = ? AND o.partition = i.partition), ?) FROM incoming_partitions i",
        [kind.id, load.upload_id, kind.id, load.precedence],
    )


def _owned_by(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, upload_id: int) -> list[Dataset]:
    sql = "SELECT DISTINCT dataset FROM partition_owners WHERE upload_id = ?"
    return [catalogue.dataset(dataset_id) for (dataset_id,) in con.execute(sql, [upload_id]).fetchall()]


def _drop(
    con: duckdb.DuckDBPyConnection, kind: Dataset, upload_id: int, change: Change, months: set[date] | None
) -> None:
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE released_partitions AS
        SELECT partition FROM (
            SELECT partition, upload_id, precedence, max(precedence) OVER (PARTITION BY partition) AS top
            FROM partition_owners WHERE dataset = ?
        ) WHERE precedence = top AND upload_id = ?
        """,
        [kind.id, upload_id],
    )
    _note_months(con, kind, f"FROM raw_{kind.id} WHERE upload_id = ?", months, [upload_id])
    con.execute(f"DELETE FROM {raw_table(kind).stored} WHERE upload_id = ?", [upload_id])
    con.execute("DELETE FROM partition_owners WHERE dataset = ? AND upload_id = ?", [kind.id, upload_id])
    _bring_back(con, kind, change, months)


def _bring_back(con: duckdb.DuckDBPyConnection, kind: Dataset, change: Change, months: set[date] | None) -> None:
    """For each released partition, the rows of the remaining owners of highest precedence that are not live."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE fallback_uploads AS
        SELECT partition, upload_id FROM (
            SELECT o.partition, o.upload_id, o.precedence, max(o.precedence) OVER (PARTITION BY o.partition) AS top
            FROM partition_owners o WHERE o.dataset = ? AND o.partition IN (SELECT partition FROM released_partitions)
        ) WHERE precedence = top
        """,
        [kind.id],
    )
    # A load of the same plan already has its part of the partition in the store.
    con.execute(
        f"DELETE FROM fallback_uploads f WHERE EXISTS (SELECT 1 FROM raw_{kind.id} r "
        "WHERE r.partition = f.partition AND r.upload_id = f.upload_id)"
    )
    for (upload_id,) in con.execute("SELECT DISTINCT upload_id FROM fallback_uploads ORDER BY 1").fetchall():
        _materialise(con, "kept_rows", _stated(_read(change.kept[upload_id])))
        where = f"partition IN (SELECT partition FROM fallback_uploads WHERE upload_id = {int(upload_id)})"
        _insert(con, kind, upload_id, "kept_rows", where)
        _note_months(con, kind, f"FROM kept_rows WHERE {where}", months, [])
        con.execute("DROP TABLE temp.kept_rows")


def _materialise(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Puts Arrow rows into a temporary table, where any join may reach them."""
    con.register("arrow_rows", rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM arrow_rows")
    con.unregister("arrow_rows")


def _insert(con: duckdb.DuckDBPyConnection, kind: Dataset, upload_id: int, source: str, where: str) -> None:
    table = raw_table(kind)
    ensure(con, table, stored_columns(con, source))
    _insert_into(con, table, upload_id, source, where)


def _insert_into(con: duckdb.DuckDBPyConnection, table: SparseTable, upload_id: int, source: str, where: str) -> None:
    given = stored_columns(con, source)
    listed = ", ".join(f'"{name}"' for name in table.types if name in given)
    con.execute(
        f"INSERT INTO {table.stored} ({listed}, upload_id) "
        f"SELECT {listed}, {int(upload_id)} FROM {source} WHERE {where}"
    )


def _note_months(
    con: duckdb.DuckDBPyConnection, kind: Dataset, source: str, months: set[date] | None, params: list[object]
) -> None:
    if months is None:
        return
    found = con.execute(f"SELECT DISTINCT CAST(date_trunc('month', {kind.period}) AS DATE) {source}", params).fetchall()
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
    return found.rename_columns([OLD_COLUMNS.get(name, name) for name in found.column_names])
