"""DuckDB with one thread and small blocks: thousands of small files are made, copied, hashed and opened.

Threads for each of them cost more than they save, and of blocks of the usual size three rows take nine megabytes.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from sales_core.warehouse import database

#: Bytes.
_SMALLEST_BLOCK = 16_384


def open_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Lets versions be opened without threads for their statements and their memory, and be made of small blocks; all
    else is as in production."""

    def connect(
        file: str = ":memory:", *, config: dict[str, Any], read_only: bool = False
    ) -> duckdb.DuckDBPyConnection:
        alone = config | {"threads": 1, "allocator_background_threads": False}
        made = {} if read_only else {"default_block_size": _SMALLEST_BLOCK}
        return duckdb.connect(file, read_only, alone | made)

    patch.setattr(database, "duckdb", SimpleNamespace(connect=connect))
