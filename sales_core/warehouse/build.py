"""Builds the next version: copy, change the raw rows, resolve what they touch, checkpoint."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, DatasetGrain
from sales_core.kernel import clock
from sales_core.kernel.blob_store import make_durable
from sales_core.warehouse import raw, rollups
from sales_core.warehouse.change import Change
from sales_core.warehouse.database import is_small, open_to_build
from sales_core.warehouse.derived import VIEWS, fingerprints, refresh
from sales_core.warehouse.dimensions import dimension_statements, dimension_tables
from sales_core.warehouse.layout import LAYOUT, refuse_newer_file
from sales_core.warehouse.masters import master_statements, names_hash
from sales_core.warehouse.measure import Measured, measure
from sales_core.warehouse.mentions import alias_statement, define_canonical
from sales_core.warehouse.rates import holds_rates
from sales_core.warehouse.resolution import SQL, causing_datasets, is_resolved, statements

#: What every row is resolved with.
_RESOLVED_WITH = ("reporting_currency", "tax_basis")


@cache
def format_hash(catalogue: Catalogue) -> str:
    """Names the way this program derives tables; a file with another one has to be derived again.

    Covers every statement generated from the declarations, the SQL files and what writes lines and rollups.
    """
    digest = hashlib.sha256()
    for kind in catalogue.datasets.values():
        digest.update(f"{kind.id} {raw.raw_table(kind).types} {statements(catalogue, kind)} {kind.rollups}".encode())
    for path in [*sorted(SQL.glob("*.sql")), *sorted(VIEWS.glob("*.sql"))]:
        digest.update(f"{path.name} {path.read_text(encoding='utf-8')}".encode())
    generated = [alias_statement(catalogue), *master_statements(catalogue), *dimension_statements(catalogue)]
    digest.update(f"{generated} {dimension_tables(catalogue)}".encode())
    digest.update((Path(__file__).parent / "rollups.py").read_bytes())
    return digest.hexdigest()[:16]


def build(
    catalogue: Catalogue,
    base: Path | None,
    target: Path,
    version: int,
    change: Change,
    *,
    progress: Callable[[float], None] = lambda _: None,
) -> Measured:
    """Writes version `version` to `target` from `base` (None = from nothing) and makes it durable.

    Raises duckdb.Error when a value does not fit, NewerReleaseError for a base that a newer release wrote; `target` is
    then rubbish to be removed.
    """
    if base is not None:
        shutil.copyfile(base, target)
    progress(0.1)
    size = change.size + (base.stat().st_size if base is not None else 0)
    con = open_to_build(target, size)
    try:
        con.execute("BEGIN")
        is_older = _meta(con).get("format") != format_hash(catalogue)
        if is_older and base is not None:
            refuse_newer_file(lambda sql: con.execute(sql).fetchall(), catalogue)
        rows, everything = _change_raw(con, catalogue, change, is_older=is_older)
        progress(0.3)
        dimensions = dimension_tables(catalogue)
        before = fingerprints(con, dimensions)
        changed, everything = _resolve(con, catalogue, rows, everything=everything, at_once=is_small(size))
        progress(0.8)
        as_of = _as_of(con, catalogue, change.day or clock.today())
        _set_meta(
            con,
            {
                "version": str(version),
                "as_of": as_of.isoformat() if as_of else "",
                "format": format_hash(catalogue),
                "layout": str(LAYOUT),
            },
        )
        changed |= {name for name, value in fingerprints(con, dimensions).items() if before[name] != value}
        refresh(con, changed, everything=is_older)
        measured = measure(lambda sql: con.execute(sql).fetchall(), catalogue, as_of)
        progress(0.9)
        con.execute("COMMIT")
        con.execute("CHECKPOINT")
    finally:
        con.close()
    make_durable(target)
    return measured


def _change_raw(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, change: Change, *, is_older: bool
) -> tuple[raw.RawChange, bool]:
    if is_older:  # a file of this program's format has them all
        raw.create_raw_tables(con, catalogue)
    before = _meta(con)
    if is_older:
        _drop_derived(con, catalogue)
        _run(con, "schema")
        for table, columns in dimension_tables(catalogue).items():
            con.execute(f"CREATE TABLE {table} ({columns})")
    changed = raw.apply(con, catalogue, change)
    _set_meta(con, {"reporting_currency": "CNY", "tax_basis": "", **before, **change.meta})
    moved = any(key in change.meta and before.get(key) != change.meta[key] for key in _RESOLVED_WITH)
    return changed, is_older or moved or any(_names_things(catalogue.dataset(name)) for name in changed.touched)


def _names_things(kind: Dataset) -> bool:
    """Whether rows of every dataset are resolved against this one: masters and rates."""
    return kind.grain is DatasetGrain.MASTER or holds_rates(kind)


def _resolve(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    rows: raw.RawChange,
    *,
    everything: bool,
    at_once: bool,
) -> tuple[set[str], bool]:
    """Returns the fact tables that were written, and whether everything was resolved again."""
    touched = rows.touched
    con.execute("SET VARIABLE currency = ?", [_meta(con)["reporting_currency"]])
    con.execute(alias_statement(catalogue))
    define_canonical(con)
    _run(con, "macros")
    for statement in master_statements(catalogue):
        con.execute(statement)
    # Rows elsewhere are resolved by names too: when a name comes to mean another code, all of them are.
    names = str(con.execute(names_hash(catalogue)).fetchall())
    if _meta(con).get("names") != names:
        everything = True
    _set_meta(con, {"names": names})
    changed: set[str] = set()
    present = _tables(con)
    for kind in filter(is_resolved, catalogue.datasets.values()):
        because, is_new = causing_datasets(kind), kind.id not in present
        if touched & because or is_new or (everything and _has_rows(con, because)):
            anywhere = everything or is_new or bool(touched & because - {kind.id})
            changed |= _resolve_dataset(con, catalogue, kind, rows, everything=anywhere, at_once=at_once)
    if everything or touched:
        for statement in dimension_statements(catalogue):
            con.execute(statement)
    return changed, everything


def _resolve_dataset(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    kind: Dataset,
    rows: raw.RawChange,
    *,
    everything: bool,
    at_once: bool,
) -> set[str]:
    """Writes the resolved rows. Returns the names of the tables written.

    They are read twice, to see which columns say something and to be written. `at_once`: they are few and are kept from
    the first time; many would have to be written to a disk with all their columns.
    """
    months = rows.months.get(kind.id, frozenset())
    if kind.is_resolved_by_month:
        rollups.set_touched_months(con, months, everything=everything)
    *steps, select = statements(catalogue, kind)
    for step in steps:
        con.execute(step)
    if not kind.is_resolved_by_month:
        con.execute(f"CREATE OR REPLACE TABLE {kind.id} AS {select}")
        return {kind.id}
    if at_once:
        con.execute(f"CREATE OR REPLACE TEMP TABLE few_{kind.id} AS {select}")
        select = f"SELECT * FROM few_{kind.id}"
    tables = rollups.resolved_tables(con, kind, select)
    rollups.delete_affected(con, tables, everything=everything)
    with raw.write_concurrently(con, rows.pending.get(kind.id)):
        rollups.write(con, tables, months, everything=everything)
    return tables.names


def _tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    found = con.execute("SELECT table_name FROM information_schema.tables").fetchall()
    return {name for (name,) in found}


def _has_rows(con: duckdb.DuckDBPyConnection, datasets: Iterable[str]) -> bool:
    union = " UNION ALL ".join(f"(SELECT 1 FROM raw_{dataset} LIMIT 1)" for dataset in datasets)
    return bool(con.execute(f"SELECT 1 FROM ({union}) LIMIT 1").fetchall())


def _run(con: duckdb.DuckDBPyConnection, step: str) -> None:
    con.execute((SQL / f"{step}.sql").read_text(encoding="utf-8"))


def _drop_derived(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    kept = raw.kept_tables(catalogue)
    for kind in ("view", "table"):
        listing = f"SELECT {kind}_name FROM duckdb_{kind}s() WHERE NOT internal AND NOT temporary"
        for (name,) in con.execute(listing).fetchall():
            if name not in kept:
                con.execute(f'DROP {kind} "{name}"')


def _meta(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    try:
        return dict(con.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.CatalogException:  # a file without any table
        return {}


def _set_meta(con: duckdb.DuckDBPyConnection, values: dict[str, str]) -> None:
    con.execute("DELETE FROM meta WHERE list_contains(CAST(? AS VARCHAR[]), key)", [list(values)])
    rows = ", ".join(["(?, ?)"] * len(values))
    con.execute(f"INSERT INTO meta VALUES {rows}", [part for pair in values.items() for part in pair])


def _as_of(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, today: date) -> date | None:
    """The last day up to `today` of the datasets that come first and have one."""
    for same in catalogue.dated_datasets:
        union = " UNION ALL ".join(f"SELECT date FROM {kind.id}" for kind in same)
        ((last,),) = con.execute(f"SELECT max(date) FROM ({union}) WHERE date <= ?", [today]).fetchall()
        if last is not None:
            assert isinstance(last, date)  # noqa: S101 - narrows the type; the column is a DATE
            return last
    return None
