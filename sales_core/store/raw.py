"""Loaded rows as they came, and who owns which slice. Everything else in a snapshot follows from these."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.ipc

from sales_core.datasets import DATASETS, Dataset, Kind, dataset
from sales_core.store.change import Change, Load

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
_LINEAGE = (
    ("slice", "VARCHAR"),
    ("upload_id", "INTEGER"),
    ("sheet", "VARCHAR"),
    ("source_row", "INTEGER"),
    ("source_col", "VARCHAR"),
)


def raw_columns(kind: Dataset) -> list[tuple[str, str]]:
    """Name and SQL type of every column of the dataset's raw table."""
    own = [(column.id, _SQL_TYPES.get(column.kind, "VARCHAR")) for column in kind.columns]
    return own + list(_LINEAGE)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Creates what is missing: raw tables, columns that datasets gained since, the claims."""
    present = set(con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall())
    for kind in DATASETS:
        table, columns = f"raw_{kind.id}", raw_columns(kind)
        if (table, "slice") not in present:
            listed = ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns)
            con.execute(f"CREATE TABLE {table} ({listed})")
            continue
        for name, sql_type in columns:
            if (table, name) not in present:
                con.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {sql_type}')
    con.execute("CREATE TABLE IF NOT EXISTS claims (dataset VARCHAR, slice VARCHAR, upload_id INTEGER, rank INTEGER)")


def apply(con: duckdb.DuckDBPyConnection, change: Change) -> tuple[set[str], set[date]]:
    """Changes raw rows and claims. Returns the datasets touched and, for sales, the months touched."""
    touched: set[str] = set()
    months: set[date] = set()
    for upload_id in change.drop:
        touched |= _drop(con, upload_id, change, months)
    for load in change.add:
        _add(con, load, months)
        touched.add(load.dataset)
    return touched, months


def _add(con: duckdb.DuckDBPyConnection, load: Load, months: set[date]) -> None:
    kind = dataset(load.dataset)
    rows = _read(load.rows)
    con.register("incoming", _stated(rows))
    con.execute("CREATE OR REPLACE TEMP TABLE incoming_slices AS SELECT DISTINCT slice FROM incoming")
    if load.claims:
        con.register("extra", pa.table({"slice": pa.array(load.claims, pa.string())}))
        con.execute("INSERT INTO incoming_slices SELECT slice FROM extra EXCEPT SELECT slice FROM incoming_slices")
        con.unregister("extra")
    # Only lower ranks give way; a load of the same plan keeps its part of the month.
    replaced = (
        f"FROM raw_{kind.id} WHERE slice IN (SELECT slice FROM incoming_slices) AND upload_id IN "
        "(SELECT upload_id FROM claims WHERE dataset = ? AND rank < ?)"
    )
    _note_months(con, kind, replaced, months, [kind.id, load.rank])
    con.execute(f"DELETE {replaced}", [kind.id, load.rank])
    _insert(con, kind, load.upload_id, "incoming", "true")
    _note_months(con, kind, "FROM incoming", months, [])
    con.execute("INSERT INTO claims SELECT ?, slice, ?, ? FROM incoming_slices", [kind.id, load.upload_id, load.rank])
    con.unregister("incoming")


def _drop(con: duckdb.DuckDBPyConnection, upload_id: int, change: Change, months: set[date]) -> set[str]:
    found = con.execute("SELECT DISTINCT dataset FROM claims WHERE upload_id = ?", [upload_id]).fetchall()
    for (dataset_id,) in found:
        kind = dataset(dataset_id)
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
        con.execute(f"DELETE FROM raw_{kind.id} WHERE upload_id = ?", [upload_id])
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
        "WHERE r.slice = heirs.slice AND r.upload_id = heirs.upload_id)"
    )
    for (heir,) in con.execute("SELECT DISTINCT upload_id FROM heirs ORDER BY 1").fetchall():
        con.register("kept", _stated(_read(change.kept[heir])))
        where = f"slice IN (SELECT slice FROM heirs WHERE upload_id = {int(heir)})"
        _insert(con, kind, heir, "kept", where)
        _note_months(con, kind, f"FROM kept WHERE {where}", months, [])
        con.unregister("kept")


def _insert(con: duckdb.DuckDBPyConnection, kind: Dataset, upload_id: int, source: str, where: str) -> None:
    present = {row[0] for row in con.execute(f"DESCRIBE {source}").fetchall()}
    names = [name for name, _ in raw_columns(kind) if name in present]
    listed = ", ".join(f'"{name}"' for name in names)
    con.execute(
        f"INSERT INTO raw_{kind.id} ({listed}, upload_id) SELECT {listed}, {int(upload_id)} FROM {source} WHERE {where}"
    )


def _note_months(
    con: duckdb.DuckDBPyConnection, kind: Dataset, source: str, months: set[date], params: list[object]
) -> None:
    if kind.id != "sales":
        return
    found = con.execute(f"SELECT DISTINCT CAST(date_trunc('month', date) AS DATE) {source}", params).fetchall()
    months.update(month for (month,) in found if month)


def _stated(rows: pa.Table) -> pa.Table:
    """The rows without the columns that the file does not have: the table says NULL there by itself."""
    kept = {"date", *(name for name, _ in _LINEAGE)}
    held = rows.select([n for n in rows.column_names if n in kept or rows[n].null_count < rows.num_rows])
    return pa.Table.from_batches(held.to_batches(max_chunksize=_BATCH), held.schema)


def _read(rows: pa.Table | Path) -> pa.Table:
    if isinstance(rows, pa.Table):
        return rows
    with pa.memory_map(str(rows)) as source:
        return pa.ipc.open_file(source).read_all()
