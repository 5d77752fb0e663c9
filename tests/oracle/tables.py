"""Freezes the version file: every table and view, with one hash for all rows, a column and a month."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from tests.oracle.adapter import COLUMN_NAMES
from tests.oracle.canonical import value
from tests.oracle.storage import Entries

#: Of `meta`, what is about the file and not about the company.
_ABOUT_THE_FILE = ("format", "layout", "names")
#: Rollups that may be stored or shown as the lines: frozen summed up, which is what they mean.
_ROLLUPS = ("sales_day", "sales_day_customer", "sales_month_customer", "sales_month_product")
_SUMS = frozenset(
    ["quantity", "amount", "gross_amount", "return_amount", "return_quantity", "cost", "costed_amount", "lines"]
)
_NUMBERS = ("DECIMAL", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE")


def capture(
    version_file: Path, whole: int, frozen: Mapping[str, Any] | None = None, wanted: Callable[[str], bool] | None = None
) -> Entries:
    """Every table and view of the file. With `frozen`, only the columns named there are looked at, so that a column
    that came later is no difference.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "version.duckdb"
        shutil.copyfile(version_file, copy)
        with duckdb.connect(str(copy), read_only=True) as con:
            names = [name for name in _names(con) if wanted is None or wanted(name)]
            return {name: _table(con, name, whole, (frozen or {}).get(name)) for name in names}


def dump(version_file: Path, table: str) -> list[str]:
    """Every row of a table as one line of text, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "version.duckdb"
        shutil.copyfile(version_file, copy)
        with duckdb.connect(str(copy), read_only=True) as con:
            _under_old_names(con, table)
            columns = sorted(_columns(con, "old"))
            shown = con.execute(f"SELECT {_listed(columns)} FROM ({_source(table, columns)}) ORDER BY ALL").fetchall()
    return ["\t".join(columns), *("\t".join("" if cell is None else str(cell) for cell in row) for row in shown)]


def _names(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
    return [name for (name,) in found if not name.endswith("_stored")]


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {row[0]: row[1] for row in con.execute(f'DESCRIBE "{table}"').fetchall()}


def _under_old_names(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """The view `old` shows a table under the column names that were frozen."""
    there = _columns(con, table)
    renamed = ", ".join(f'"{now}" AS "{then}"' for now, then in COLUMN_NAMES.items() if now in there)
    shown = f"* RENAME ({renamed})" if renamed else "*"
    con.execute(f'CREATE OR REPLACE TEMP VIEW old AS SELECT {shown} FROM "{table}"')


def _table(con: duckdb.DuckDBPyConnection, name: str, whole: int, frozen: Mapping[str, Any] | None) -> dict[str, Any]:
    _under_old_names(con, name)
    kinds = _columns(con, "old")
    if frozen is not None:
        kinds = {column: kind for column, kind in kinds.items() if column in frozen["columns"]}
    columns = sorted(kinds)
    con.execute(f"CREATE OR REPLACE TEMP TABLE frozen AS SELECT {_listed(columns)} FROM ({_source(name, columns)})")
    told = {column: _column(con, column, kinds[column]) for column in columns}
    line = "concat_ws(chr(31), " + ", ".join(_text(column) for column in columns) + ")"
    ((count, total),) = con.execute(f"SELECT count(*), sum(md5_number_lower({line})) FROM frozen").fetchall()
    entry: dict[str, Any] = {"columns": told, "count": count, "hash": str(total or 0)}
    if "month" in kinds:
        by_month = f"SELECT month, count(*), sum(md5_number_lower({line})) FROM frozen GROUP BY 1 ORDER BY 1"
        entry["months"] = {str(month): [n, str(part)] for month, n, part in con.execute(by_month).fetchall()}
    if count <= whole and _is_worth_it(name, count):
        found = con.execute(f"SELECT * FROM frozen ORDER BY {line}").fetchall()
        entry["by_column"] = {c: [value(row[at]) for row in found] for at, c in enumerate(columns)}
    return entry


def _is_worth_it(name: str, count: int) -> bool:
    """Rows of the other tables once more are told by their hash."""
    return count <= 40 or not (name in _ROLLUPS or name.startswith("raw_") or name == "sales_lines")


def _column(con: duckdb.DuckDBPyConnection, name: str, kind: str) -> list[Any]:
    """Values known, sum (of numbers) and hash."""
    summed = f'sum("{name}")' if kind.startswith(_NUMBERS) else "NULL"
    text = f'SELECT count("{name}"), {summed}, sum(md5_number_lower({_text(name)})) FROM frozen'
    ((known, total, hashed),) = con.execute(text).fetchall()
    return [known, None if total is None else str(total), str(hashed or 0)]


def _source(table: str, columns: list[str]) -> str:
    if table == "meta":
        return f"SELECT * FROM old WHERE key NOT IN {_ABOUT_THE_FILE}"
    if table not in _ROLLUPS:
        return "SELECT * FROM old"
    keys = [f'"{name}"' for name in columns if name not in _SUMS]
    sums = [f'sum("{name}") AS "{name}"' for name in columns if name in _SUMS]
    return f"SELECT {', '.join(keys + sums)} FROM old GROUP BY ALL"


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _text(column: str) -> str:
    return f'coalesce(CAST("{column}" AS VARCHAR), chr(1))'
