"""DuckDB with one thread: thousands of small files are opened, and threads for each of them cost more than they save."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from sales_core.warehouse import database


def open_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Lets versions be opened without threads for their statements and their memory; all else is as in production."""

    def connect(
        file: str = ":memory:", *, config: dict[str, Any], read_only: bool = False
    ) -> duckdb.DuckDBPyConnection:
        alone = config | {"threads": 1, "allocator_background_threads": False}
        return duckdb.connect(file, read_only, alone)

    patch.setattr(database, "duckdb", SimpleNamespace(connect=connect))
