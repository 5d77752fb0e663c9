"""Builds the next version: copy, change the raw rows, resolve what they touch, checkpoint."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from sales_core import clock
from sales_core.datasets import DATASETS
from sales_core.store import raw
from sales_core.store.change import Built, Change
from sales_core.store.database import make_durable, open_to_build

_HERE = Path(__file__).parent
_SQL = _HERE / "sql"
_VIEWS = _HERE / "views"
_MASTERS = frozenset({"customers", "products", "reps", "branches", "exchange_rates"})
#: Each fact, and the datasets whose loading means it has to be resolved again.
_FACTS: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
    ("sales", ("sales_line", "place", "sales"), frozenset({"sales"})),
    ("targets", ("targets_line", "place", "targets"), frozenset({"targets"})),
    ("stock", ("stock",), frozenset({"stock"})),
    ("receivables", ("receivables_line", "place", "receivables"), frozenset({"receivables"})),
    ("receipts", ("receipts_line", "place", "receipts"), frozenset({"receivables", "receipts"})),
    ("others", ("others",), frozenset({"expenses", "orders", "order_lines", "exchange_rates", "calendar"})),
)
_AS_OF = (("sales",), ("receipts", "receivables", "stock"))


@cache
def format_hash() -> str:
    """Names the way this program derives tables; a file with another one has to be derived again."""
    digest = hashlib.sha256()
    for path in [*sorted(_SQL.glob("*.sql")), *sorted(_VIEWS.glob("*.sql"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(base: Path | None, target: Path, version: int, change: Change) -> Built:
    """Writes version `version` to `target` from `base` (None = from nothing) and makes it durable.

    Raises duckdb.Error when a value does not fit; `target` is then rubbish to be removed.
    """
    if base is not None:
        shutil.copyfile(base, target)
    con = open_to_build(target)
    try:
        con.execute("BEGIN")
        touched, months, everything = _change_raw(con, change)
        _resolve(con, touched, months, everything=everything)
        as_of = _as_of(con)
        _set_meta(
            con,
            {"version": str(version), "as_of": as_of.isoformat() if as_of else "", "format": format_hash()},
        )
        con.execute("COMMIT")
        for view in sorted(_VIEWS.glob("*.sql")):
            con.execute(view.read_text(encoding="utf-8"))
        built = _measure(con, target, as_of)
        con.execute("CHECKPOINT")
    finally:
        con.close()
    make_durable(target)
    return built


def _change_raw(con: duckdb.DuckDBPyConnection, change: Change) -> tuple[set[str], set[date], bool]:
    raw.prepare(con)
    same_format = _same_format(con)
    if not same_format:
        _drop_derived(con)
        con.execute((_SQL / "schema.sql").read_text(encoding="utf-8"))
    before = _meta(con)
    touched, months = raw.apply(con, change)
    _set_meta(con, {**{"reporting_currency": "CNY", "tax_basis": ""}, **before, **change.meta})
    moved = any(before.get(key) != value for key, value in change.meta.items())
    return touched, months, not same_format or moved or bool(touched & _MASTERS)


def _resolve(
    con: duckdb.DuckDBPyConnection, touched: set[str], months: set[date], *, everything: bool
) -> None:
    con.execute("SET VARIABLE currency = ?", [_meta(con)["reporting_currency"]])
    con.execute("SET VARIABLE all_months = ?", [everything])
    con.register("months", pa.table({"month": pa.array(sorted(months), pa.date32())}))
    con.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT month FROM months")
    con.unregister("months")
    _run(con, "masters")
    for _, steps, causes in _FACTS:
        if everything or touched & causes:
            for step in steps:
                _run(con, step)
    if everything or touched:
        _run(con, "dimensions")


def _run(con: duckdb.DuckDBPyConnection, step: str) -> None:
    con.execute((_SQL / f"{step}.sql").read_text(encoding="utf-8"))


def _same_format(con: duckdb.DuckDBPyConnection) -> bool:
    has_meta = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'").fetchall()[0][0]
    return bool(has_meta) and _meta(con).get("format") == format_hash()


def _drop_derived(con: duckdb.DuckDBPyConnection) -> None:
    kept = {f"raw_{kind.id}" for kind in DATASETS} | {"claims"}
    for kind, listing in (("VIEW", "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary"),
                          ("TABLE", "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary")):  # fmt: skip
        for (name,) in con.execute(listing).fetchall():
            if name not in kept:
                con.execute(f'DROP {kind} "{name}"')


def _meta(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT key, value FROM meta").fetchall())


def _set_meta(con: duckdb.DuckDBPyConnection, values: dict[str, str]) -> None:
    for key, value in values.items():
        con.execute("DELETE FROM meta WHERE key = ?", [key])
        con.execute("INSERT INTO meta VALUES (?, ?)", [key, value])


def _as_of(con: duckdb.DuckDBPyConnection) -> date | None:
    for tables in _AS_OF:
        union = " UNION ALL ".join(f"SELECT date FROM {table}" for table in tables)
        ((last,),) = con.execute(
            f"SELECT max(date) FROM ({union}) WHERE date <= ?", [clock.today()]
        ).fetchall()
        if last is not None:
            assert isinstance(last, date)  # noqa: S101 - narrows the type; the column is a DATE
            return last
    return None


def _measure(con: duckdb.DuckDBPyConnection, path: Path, as_of: date | None) -> Built:
    rows: dict[str, int] = {}
    sums: dict[str, Decimal] = {}
    periods: dict[str, dict[str, tuple[int, Decimal]]] = {}
    for kind in DATASETS:
        totals = ", ".join(f'coalesce(sum("{name}"), 0)' for name in kind.measures)
        (row,) = con.execute(f"SELECT count(*){', ' if totals else ''}{totals} FROM raw_{kind.id}").fetchall()
        if not row[0]:
            continue
        rows[kind.id] = row[0]
        sums |= {
            f"{kind.id}.{name}": Decimal(value) for name, value in zip(kind.measures, row[1:], strict=True)
        }
        if kind.period:
            periods[kind.id] = dict(_by_month(con, kind.id, kind.period, kind.measures[:1]))
    return Built(path, as_of, rows, sums, periods)


def _by_month(
    con: duckdb.DuckDBPyConnection, dataset_id: str, period: str, measures: tuple[str, ...]
) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    total = f'coalesce(sum("{measures[0]}"), 0)' if measures else "0"
    sql = f"SELECT strftime(\"{period}\", '%Y-%m'), count(*), {total} FROM raw_{dataset_id} GROUP BY 1 ORDER BY 1"
    for month, count, value in con.execute(sql).fetchall():
        yield month or "", (count, Decimal(value))
