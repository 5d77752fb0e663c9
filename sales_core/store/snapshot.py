"""One version, opened read-only."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from sales_core import clock
from sales_core.store.database import open_sealed

Params = Sequence[object] | Mapping[str, object]


class Snapshot:
    """An immutable version. Every call takes its own cursor, so threads share one snapshot safely."""

    def __init__(self, path: Path, version: int, *, threads: int | None = None) -> None:
        self.version = version
        self.path = path
        self._connection = open_sealed(path, threads=threads)
        self._lock = threading.Lock()
        meta = {str(row["key"]): str(row["value"]) for row in self.rows("SELECT key, value FROM meta")}
        self.meta: Mapping[str, str] = meta
        self.currency = meta.get("reporting_currency") or "CNY"
        self.tax_basis = meta.get("tax_basis", "")
        self._as_of = date.fromisoformat(meta["as_of"]) if meta.get("as_of") else None

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
        finally:
            cursor.close()

    def close(self) -> None:
        """Releases the file."""
        self._connection.close()
