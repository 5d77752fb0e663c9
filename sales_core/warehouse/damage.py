"""Telling a damaged version file from a statement that failed for another reason."""

from __future__ import annotations

from pathlib import Path

import duckdb

from sales_core.kernel.blob_store import file_hash

#: What DuckDB raises when bytes of a file are not what it wrote; also for reasons that have nothing to do with it.
SUSPECT = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


def is_damaged(path: Path, sha256: str) -> bool:
    """Whether a file is gone or other than when it was written; without its hash every suspicion counts."""
    if not path.is_file():
        return True
    return not sha256 or file_hash(path) != sha256
