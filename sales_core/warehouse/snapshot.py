"""One version, opened read-only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sales_core.kernel import clock
from sales_core.warehouse.damage import SUSPECT
from sales_core.warehouse.database import open_sealed

Params = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Owners:
    """What became of each upload: its live rows, and the later uploads that own partitions of it."""

    live: Mapping[int, int]
    replaced_by: Mapping[int, tuple[int, ...]]


class Snapshot:
    """An immutable version. Every call takes its own cursor, so threads share one snapshot safely."""

    def __init__(
        self,
        path: Path,
        version: int,
        *,
        on_suspicion: Callable[[duckdb.Error], None] = lambda _: None,
    ) -> None:
        """`on_suspicion` is called before an error is raised that a damaged file may be the cause of."""
        self.version = version
        self.path = path
        self._on_suspicion = on_suspicion
        self._connection = open_sealed(path)
        self._lock = threading.Lock()
        meta = {str(row["key"]): str(row["value"]) for row in self.rows("SELECT key, value FROM meta")}
        self.meta: Mapping[str, str] = meta
        self.currency = meta.get("reporting_currency") or "CNY"
        self.tax_basis = meta.get("tax_basis", "")
        self._as_of = date.fromisoformat(meta["as_of"]) if meta.get("as_of") else None
        self._has_rows: dict[str, bool] = {}

    @property
    def as_of(self) -> date:
        """The last day the data tells about; today when there is no data."""
        return self._as_of or clock.today()

    @property
    def is_empty(self) -> bool:
        """Whether no dated fact was ever loaded."""
        return self._as_of is None

    def query(self, sql: str, params: Params = ()) -> pa.Table:
        """The result of one statement; values are bound as `?` or `$name`. Decimals stay decimals."""
        with self._lock:
            cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, params or None).to_arrow_table()
        except SUSPECT as error:
            self._on_suspicion(error)
            raise
        finally:
            cursor.close()

    def rows(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """The result as dictionaries: Decimal for money, date for days."""
        with self._lock:
            cursor = self._connection.cursor()
        try:
            cursor.execute(sql, params or None)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except SUSPECT as error:
            self._on_suspicion(error)
            raise
        finally:
            cursor.close()

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """The columns of every table and view by its name; a version is written once, so they never change."""
        # The view of the standard over it joins and sorts, which takes half as long again.
        listed = "SELECT table_name, list(column_name) AS names FROM duckdb_columns() WHERE NOT internal GROUP BY 1"
        return {row["table_name"]: frozenset(row["names"]) for row in self.rows(listed)}

    def has_rows(self, table: str) -> bool:
        """Whether a table or view holds any row; False when there is none of that name."""
        if table not in self._has_rows:
            if table not in self.columns:
                return False
            # Who asks about one dataset asks about the others too: all of them in one statement.
            asked = [name for name in self.columns if _is_raw(name)] if _is_raw(table) else [table]
            union = " UNION ALL ".join(f"(SELECT '{name}' AS name FROM \"{name}\" LIMIT 1)" for name in asked)
            filled = {row["name"] for row in self.rows(union)}
            self._has_rows |= {name: name in filled for name in asked}
        return self._has_rows[table]

    def has_dataset(self, dataset_id: str) -> bool:
        """Whether any row of a dataset is loaded."""
        return self.has_rows(f"raw_{dataset_id}")

    def upload_owners(self) -> Owners:
        """Live rows and replacements of every active upload."""
        raw = self.rows(
            "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal AND starts_with(view_name, 'raw_')"
        )
        union = " UNION ALL ".join(f"SELECT upload_id FROM {table['name']}" for table in raw)
        live = {
            row["upload_id"]: row["n"]
            for row in self.rows(f"SELECT upload_id, count(*) AS n FROM ({union}) GROUP BY upload_id")
        }
        replaced = self.rows(
            """
            WITH ranked AS (
                SELECT *, max(precedence) OVER (PARTITION BY dataset, partition) AS top FROM partition_owners
            )
            SELECT DISTINCT old.upload_id AS loser, new.upload_id AS winner FROM ranked old
            JOIN ranked new ON new.dataset = old.dataset AND new.partition = old.partition
                AND new.precedence = new.top
            WHERE old.precedence < old.top ORDER BY 1, 2
            """
        )
        winners: dict[int, tuple[int, ...]] = {}
        for row in replaced:
            winners[row["loser"]] = (*winners.get(row["loser"], ()), row["winner"])
        return Owners(live, winners)

    def partitions_owned(self) -> dict[int, tuple[int, frozenset[str]]]:
        """Upload id to its precedence and the partitions that it owns; empty for a file of 0.1."""
        if "partition_owners" not in self.columns:
            return {}
        found = self.rows(
            "SELECT upload_id, max(precedence) AS precedence, list(partition) AS partitions "
            "FROM partition_owners GROUP BY upload_id"
        )
        return {row["upload_id"]: (row["precedence"], frozenset(row["partitions"])) for row in found}

    @property
    def memory(self) -> int:
        """Bytes that the engine keeps in memory for this version."""
        (row,) = self.rows("SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT AS bytes FROM duckdb_memory()")
        return int(row["bytes"])

    def close(self) -> None:
        """Releases the file."""
        self._connection.close()


def _is_raw(table: str) -> bool:
    """Whether it is what a dataset's loaded rows are read from."""
    return table.startswith("raw_") and not table.endswith("_stored")
