"""Builds the next version: copy, change the raw rows, resolve what they touch, checkpoint."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from sales_core.catalogue.catalogue import product
from sales_core.kernel import clock
from sales_core.warehouse import raw, sales
from sales_core.warehouse.change import Change
from sales_core.warehouse.database import make_durable, open_to_build
from sales_core.warehouse.derived import VIEWS, fingerprints, refresh
from sales_core.warehouse.measure import Measured, measure

_HERE = Path(__file__).parent
_SQL = _HERE / "sql"
_OTHERS = ("expenses", "orders", "order_lines", "exchange_rates", "calendar")
_MASTERS = frozenset({"customers", "products", "reps", "branches", "exchange_rates"})
#: The tables of a step, its SQL files, and the datasets whose loading means it has to be run again.
_FACTS: tuple[tuple[tuple[str, ...], tuple[str, ...], frozenset[str]], ...] = (
    (sales.TABLES, ("sales_line", "place", "sales"), frozenset({"sales"})),
    (("targets",), ("targets_line", "place", "targets"), frozenset({"targets"})),
    (("stock",), ("stock",), frozenset({"stock"})),
    (("receivables",), ("receivables_line", "place", "receivables"), frozenset({"receivables"})),
    (("receipts",), ("receipts_line", "place", "receipts"), frozenset({"receivables", "receipts"})),
    (_OTHERS, ("others",), frozenset(_OTHERS)),
    (("outlet_audits",), ("outlet_audits_line", "place", "outlet_audits"), frozenset({"outlet_audits"})),
)
_AS_OF = (("sales",), ("receipts", "receivables", "stock"))


@cache
def format_hash() -> str:
    """Names the way this program derives tables; a file with another one has to be derived again."""
    digest = hashlib.sha256()
    for path in [*sorted(_SQL.glob("*.sql")), *sorted(VIEWS.glob("*.sql")), _HERE / "sales.py"]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(
    base: Path | None,
    target: Path,
    version: int,
    change: Change,
    progress: Callable[[float], None] = lambda _: None,
) -> Measured:
    """Writes version `version` to `target` from `base` (None = from nothing) and makes it durable.

    Raises duckdb.Error when a value does not fit; `target` is then rubbish to be removed.
    """
    if base is not None:
        shutil.copyfile(base, target)
    progress(0.1)
    con = open_to_build(target)
    try:
        con.execute("BEGIN")
        is_older = _meta(con).get("format") != format_hash()
        touched, months, everything, waiting = _change_raw(con, change, is_older=is_older)
        progress(0.3)
        before = fingerprints(con)
        changed, everything = _resolve(con, touched, months, waiting, everything=everything)
        progress(0.8)
        as_of = _as_of(con)
        _set_meta(
            con,
            {"version": str(version), "as_of": as_of.isoformat() if as_of else "", "format": format_hash()},
        )
        changed |= {name for name, value in fingerprints(con).items() if before[name] != value}
        refresh(con, changed, everything=is_older)
        measured = measure(lambda sql: con.execute(sql).fetchall(), as_of)
        progress(0.9)
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
    finally:
        con.close()
    make_durable(target)
    return measured


def _change_raw(
    con: duckdb.DuckDBPyConnection, change: Change, *, is_older: bool
) -> tuple[set[str], set[date], bool, raw.Waiting | None]:
    raw.prepare(con)
    before = _meta(con)
    if is_older:
        _drop_derived(con)
        con.execute((_SQL / "schema.sql").read_text(encoding="utf-8"))
        sales.prepare(con)
    touched, months, waiting = raw.apply(con, change)
    _set_meta(con, {"reporting_currency": "CNY", "tax_basis": "", **before, **change.meta})
    moved = any(before.get(key) != value for key, value in change.meta.items())
    return touched, months, is_older or moved or bool(touched & _MASTERS), waiting


def _resolve(
    con: duckdb.DuckDBPyConnection,
    touched: set[str],
    months: set[date],
    waiting: raw.Waiting | None,
    *,
    everything: bool,
) -> tuple[set[str], bool]:
    """Returns the fact tables that were written, and whether everything was resolved again."""
    con.execute("SET VARIABLE currency = ?", [_meta(con)["reporting_currency"]])
    con.execute("SET VARIABLE all_months = ?", [everything])
    con.execute("SET VARIABLE first_month = CAST(? AS DATE)", [min(months, default=None)])
    con.execute("SET VARIABLE last_month = CAST(? AS DATE)", [max(months, default=None)])
    con.register("months", pa.table({"month": pa.array(sorted(months), pa.date32())}))
    con.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT month FROM months")
    con.unregister("months")
    _run(con, "masters")
    # Rows elsewhere are resolved by names too: when a name comes to mean another code, all of them are.
    names = str(con.execute((_SQL / "names_hash.sql").read_text(encoding="utf-8")).fetchall())
    if _meta(con).get("names") != names:
        everything = True
        con.execute("SET VARIABLE all_months = true")
    _set_meta(con, {"names": names})
    changed: set[str] = set()
    for tables, steps, causes in _FACTS:
        if touched & causes or (everything and _has_rows(con, causes)):
            changed |= set(tables)
            for step in steps:
                _run(con, step)
            if tables is sales.TABLES:
                sales.make_room(con, everything=everything)
                with raw.written_beside(con, waiting):
                    sales.write(con, months, everything=everything)
    if everything or touched:
        _run(con, "dimensions")
    return changed, everything


def _has_rows(con: duckdb.DuckDBPyConnection, datasets: Iterable[str]) -> bool:
    union = " UNION ALL ".join(f"(SELECT 1 FROM raw_{dataset} LIMIT 1)" for dataset in datasets)
    return bool(con.execute(f"SELECT 1 FROM ({union}) LIMIT 1").fetchall())


def _run(con: duckdb.DuckDBPyConnection, step: str) -> None:
    con.execute((_SQL / f"{step}.sql").read_text(encoding="utf-8"))


def _drop_derived(con: duckdb.DuckDBPyConnection) -> None:
    kept = {"claims"}.union(*({table.name, table.stored} for table in map(raw.raw_table, product().datasets.values())))
    for kind in ("view", "table"):
        listing = f"SELECT {kind}_name FROM duckdb_{kind}s() WHERE NOT internal AND NOT temporary"
        for (name,) in con.execute(listing).fetchall():
            if name not in kept:
                con.execute(f'DROP {kind} "{name}"')


def _meta(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    ((found,),) = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'").fetchall()
    return dict(con.execute("SELECT key, value FROM meta").fetchall()) if found else {}


def _set_meta(con: duckdb.DuckDBPyConnection, values: dict[str, str]) -> None:
    for key, value in values.items():
        con.execute("DELETE FROM meta WHERE key = ?", [key])
        con.execute("INSERT INTO meta VALUES (?, ?)", [key, value])


def _as_of(con: duckdb.DuckDBPyConnection) -> date | None:
    for tables in _AS_OF:
        union = " UNION ALL ".join(f"SELECT date FROM {table}" for table in tables)
        ((last,),) = con.execute(f"SELECT max(date) FROM ({union}) WHERE date <= ?", [clock.today()]).fetchall()
        if last is not None:
            assert isinstance(last, date)  # noqa: S101 - narrows the type; the column is a DATE
            return last
    return None
