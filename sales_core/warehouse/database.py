"""Opens DuckDB files: to read, with nothing allowed but reading; to write, while a version is being built."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from sales_core.kernel.memory import memory_limits

#: A statement that got through could otherwise read files, Python variables or the network (see design: traps).
_SEALED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "lock_configuration": True,
    "allocator_background_threads": True,
}


#: Analysed for every column of every row group, they cost as much as writing it and save one file in thirty.
_SLOW_COMPRESSION = "fsst,dict_fsst,zstd,alp,alprd,chimp,patas,roaring"


#: A file below this has one row group a table.
_SMALL_BYTES = 8 * 1024 * 1024


def is_small(size: int) -> bool:
    """Whether a file of so many bytes holds so little that planning a statement takes longer than running it."""
    return size < _SMALL_BYTES


def _threads(size: int) -> int:
    # A statement is shared out by row groups; threads without one would only wait for each other. Every cursor still
    # runs in the thread that calls it.
    return 1 if is_small(size) else os.cpu_count() or 1


def open_sealed(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach nothing but this file."""
    size = path.stat().st_size if path.is_file() else 0
    memory = f"{memory_limits().versions // 1024}KiB"
    return duckdb.connect(
        str(path), read_only=True, config=_SEALED | {"threads": _threads(size), "memory_limit": memory}
    )


def open_to_build(path: Path, size: int) -> duckdb.DuckDBPyConnection:
    """A writing connection for a file that nobody else has seen yet. No log is kept: a crash leaves rubbish.

    `size`: the bytes of what it holds and of what is to be added, about.
    """
    con = duckdb.connect(
        config={
            "threads": _threads(size),
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "wal_autocheckpoint": "1TB",  # one checkpoint at the end instead of one a commit
            "temp_directory": f"{path}.spill",
            "allocator_background_threads": True,  # free memory goes back to the system after a while
        },
    )
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS building (RECOVERY_MODE NO_WAL_WRITES, ROW_GROUP_SIZE 61440)")
    con.execute("USE building")
    con.execute(f"SET disabled_compression_methods = '{_SLOW_COMPRESSION}'")
    # DuckDB 1.5.5 pushes the filter of a join into registered Arrow rows, which cannot run it.
    con.execute("SET disabled_optimizers = 'join_filter_pushdown'")
    return con
