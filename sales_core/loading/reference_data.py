"""What reading is told about the company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.kernel import clock
from sales_core.kernel.terms import Viewer
from sales_core.loading.load_units import read_rows
from sales_core.recognition.reading import FileReading, Known
from sales_core.warehouse.snapshot import Snapshot

#: Master dataset to its code and name column.
_MASTERS = {
    "reps": ("rep", "rep_name"),
    "customers": ("customer", "customer_name"),
    "products": ("product", "product_name"),
}
#: Where the stored values of each grouping column stand.
_VALUES = {
    "country": ("country", ("sales_month_product", "dim_branch", "dim_rep", "dim_customer")),
    "region": ("region", ("sales_month_product", "dim_branch", "dim_rep", "dim_customer")),
    "branch": ("branch", ("sales_month_product", "dim_branch", "dim_rep", "dim_customer")),
    "channel": ("channel", ("sales_month_customer", "dim_customer")),
    "category": ("category", ("sales_month_product", "dim_product")),
    "rep_name": ("name", ("dim_rep",)),
    "customer_name": ("name", ("dim_customer",)),
}
_TYPICAL = ("sales.amount", "sales.quantity", "targets.target", "receivables.amount", "receipts.amount")


def known(snapshot: Snapshot, appdb: AppDatabase, viewer: Viewer) -> Known:
    """Masters, rates, closed months, remembered mappings and the viewer's scope, as plain data."""
    masters = _masters(snapshot)
    currency = appdb.company.value(REPORTING_CURRENCY) or ("" if snapshot.is_empty else snapshot.currency)
    return Known(
        today=clock.today(),
        as_of=None if snapshot.is_empty else snapshot.as_of,
        reps=masters["reps"],
        customers=masters["customers"],
        products=masters["products"],
        closed_months=appdb.period_locks.months(),
        reporting_currency=str(currency),
        rates=frozenset(_rates(snapshot)),
        tax_basis=snapshot.tax_basis,
        loaded_files={upload.sha256: upload.label for upload in appdb.history.uploads(active_only=True)},
        typical=_typical(snapshot),
        scope=viewer.scope.as_mapping(),
        values=_values(snapshot),
        remembered={one.signature: (one.dataset, one.mapping, one.answers) for one in appdb.mappings.all()},
    )


@lru_cache(maxsize=4)
def _masters(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind, (code, name) in _MASTERS.items():
        rows = snapshot.rows(
            f"SELECT coalesce(nullif({code}, ''), {name}) AS code, coalesce({name}, '') AS name FROM raw_{kind} "
            "ORDER BY upload_id, source_row"
        )
        found[kind] = {row["code"]: row["name"] for row in rows if row["code"]}
    return found


def _rates(snapshot: Snapshot) -> list[tuple[str, str]]:
    rows = snapshot.rows("SELECT DISTINCT from_currency AS a, to_currency AS b FROM exchange_rates")
    return [(row["a"], row["b"]) for row in rows]


@lru_cache(maxsize=4)
def _typical(snapshot: Snapshot) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for name in _TYPICAL:
        dataset_id, _, column = name.partition(".")
        product().dataset(dataset_id).column(column)
        (row,) = snapshot.rows(
            f"SELECT median(v) AS typical, approx_quantile(v, 0.999) AS largest "
            f"FROM (SELECT abs(CAST({column} AS DOUBLE)) AS v FROM raw_{dataset_id} WHERE {column} <> 0)"
        )
        if row["typical"] is not None:
            found[name] = (float(row["typical"]), float(row["largest"]))
    return found


@lru_cache(maxsize=4)
def _values(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    found = {}
    for name, (column, tables) in _VALUES.items():
        sql = " UNION ".join(f"SELECT DISTINCT {column} AS v FROM {table} WHERE {column} <> ''" for table in tables)
        found[name] = frozenset(row["v"] for row in snapshot.rows(sql))
    return found


def with_readings(told: Known, readings: Iterable[FileReading]) -> Known:
    """What is known once the readable tables of one drop count too: their groups, and their rows of kept masters."""
    values: dict[str, frozenset[str]] = dict(told.values)
    masters: dict[str, Mapping[str, str]] = {kind: getattr(told, kind) for kind in _MASTERS}
    for table in (table for reading in readings for table in reading.tables):
        if table.dataset is None or table.rows_file is None:
            continue
        rows = read_rows(table.rows_file, {*_VALUES, *_MASTERS.get(table.dataset, ())})
        for name in _VALUES.keys() & set(rows.column_names):
            values[name] = values.get(name, frozenset()) | frozenset(filter(None, pc.unique(rows[name]).to_pylist()))
        if masters.get(table.dataset):
            nothing = pa.nulls(rows.num_rows)
            held = [rows[n] if n in rows.column_names else nothing for n in _MASTERS[table.dataset]]
            code, name = (values.to_pylist() for values in held)
            named = {c or n: n or "" for c, n in zip(code, name, strict=True) if c or n}
            masters[table.dataset] = {**masters[table.dataset], **named}
    return replace(told, values=values, **masters)  # type: ignore[arg-type]  # the keys are fields of Known
