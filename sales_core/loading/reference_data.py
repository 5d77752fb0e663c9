"""What reading is told about the company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.company_settings import FISCAL_YEAR_START, OWN_WORDS, REPORTING_CURRENCY
from sales_core.catalogue.dataset import Dataset, EntityRef
from sales_core.catalogue.own_words import own_words
from sales_core.kernel import clock
from sales_core.kernel.terms import Right, Viewer
from sales_core.loading.alias_checks import stated_aliases
from sales_core.loading.currency_checks import rate_pairs, store_rates
from sales_core.loading.hidden_codes import hidden_codes
from sales_core.loading.load_units import read_rows
from sales_core.loading.master_changes import speaks_for_every_day
from sales_core.loading.row_source import loaded_rows, resolved_rows
from sales_core.recognition.missing_dates import grouping_columns
from sales_core.recognition.month_columns import across
from sales_core.recognition.reading import SKIP, FileReading, ReferenceData
from sales_core.warehouse.rates import holds_rates
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.snapshot_cache import kept_with_snapshot

_MONTHS = 12


def reference_data(snapshot: Snapshot, appdb: AppDatabase, catalogue: Catalogue, viewer: Viewer) -> ReferenceData:
    """Masters, rates, closed months, remembered mappings and the viewer's scope, as plain data."""
    known = appdb.mappings.all()
    return ReferenceData(
        today=clock.today(),
        as_of=None if snapshot.is_empty else snapshot.as_of,
        masters=_masters(snapshot, catalogue),
        closed_months=appdb.period_locks.months(),
        reporting_currency=appdb.company.value(REPORTING_CURRENCY),
        rates=store_rates(snapshot, catalogue),
        tax_basis=snapshot.tax_basis,
        loaded_files={upload.sha256: upload.label for upload in appdb.history.uploads(active_only=True)},
        typical=_typical(snapshot, catalogue),
        scope=viewer.scope,
        values=_values(snapshot, catalogue),
        unnamed=_unnamed(snapshot, catalogue),
        codes=_codes(snapshot, catalogue),
        aliases=_aliases(snapshot, catalogue),
        postings=_postings(snapshot, catalogue),
        seasons={} if viewer.scope.allowed else _seasons(snapshot, catalogue),
        fiscal_start=appdb.company.value(FISCAL_YEAR_START),
        hidden=hidden_codes(snapshot, catalogue, viewer.scope),
        adds_masters=viewer.may(Right.ADD_MASTER) and not viewer.scope.allowed,
        own_words=own_words(appdb.company.value(OWN_WORDS)),
        remembered={one.signature: (one.dataset, one.mapping, one.answers) for one in known if one.dataset != SKIP},
        skipped=frozenset(one.signature for one in known if one.dataset == SKIP),
    )


@kept_with_snapshot
def _masters(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for dataset, ref in _definitions(catalogue):
        rows = snapshot.rows(
            f"SELECT coalesce(nullif({ref.code}, ''), {ref.name}) AS code, coalesce({ref.name}, '') AS name "
            f"FROM raw_{dataset.id} ORDER BY upload_id, source_row"
        )
        found[dataset.id] = {row["code"]: row["name"] for row in rows if row["code"]}
    return found


def _definitions(catalogue: Catalogue) -> Iterator[tuple[Dataset, EntityRef]]:
    """Datasets that define an entity whose unknown codes are reported, with its columns there."""
    for dataset in catalogue.datasets.values():
        ref = dataset.definition
        if ref is not None and catalogue.entity(ref.entity).unknown_problem:
            yield dataset, ref


@kept_with_snapshot
def _typical(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, tuple[float, float]]:
    """`dataset.column` → (median, 99.9 %) of the absolute values of every flow that is shown before → after."""
    found: dict[str, tuple[float, float]] = {}
    for dataset in catalogue.datasets.values():
        source = loaded_rows(snapshot, dataset)
        for column in dict.fromkeys(one.column for one in dataset.headlines if not one.is_level):
            if source is None or column not in dataset.measures or not snapshot.has_rows(source.table):
                continue
            (row,) = snapshot.rows(
                f"SELECT median(v) AS typical, approx_quantile(v, 0.999) AS largest "
                f"FROM (SELECT abs(CAST({column} AS DOUBLE)) AS v FROM {source.table} WHERE {column} <> 0)"
            )
            if row["typical"] is not None:
                found[f"{dataset.id}.{column}"] = (float(row["typical"]), float(row["largest"]))
    return found


@kept_with_snapshot
def _postings(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, dict[str, frozenset[str]]]:
    """Entity → code → where its master ever put it, of entities that are posted from one to another."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for entity in catalogue.entities.values():
        columns = snapshot.columns.get(f"raw_{entity.master}", frozenset())
        if entity.validity is None or not {entity.code, entity.name, entity.parent} <= columns:
            continue
        rows = snapshot.rows(
            f"SELECT coalesce(nullif({entity.code}, ''), {entity.name}) AS code, {entity.parent} AS place "
            f"FROM raw_{entity.master} WHERE {entity.parent} <> ''"
        )
        places: dict[str, set[str]] = {}
        for row in rows:
            places.setdefault(row["code"], set()).add(row["place"])
        found[entity.id] = {code: frozenset(names) for code, names in places.items() if code}
    return found


@kept_with_snapshot
def _seasons(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, dict[int, Decimal]]:
    """Dataset → month of the year → its scale reference in the last twelve whole months, where all of them sold."""
    found: dict[str, dict[int, Decimal]] = {}
    for dataset in across(catalogue):
        reference, _, column = dataset.scale_reference.partition(".")
        source = resolved_rows(snapshot, catalogue.dataset(reference)) if reference else None
        if source is None or not {"month", column} <= source.columns or not snapshot.has_rows(source.table):
            continue
        rows = snapshot.rows(
            f"SELECT month, sum({column}) AS v FROM {source.table} GROUP BY month ORDER BY month DESC LIMIT 13"
        )
        sold = {row["month"].month: row["v"] for row in rows[1:]}
        if len(sold) == _MONTHS and all(value and value > 0 for value in sold.values()):
            found[dataset.id] = sold
    return found


@kept_with_snapshot
def _values(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Column id → its stored values, of the names and attributes by which rows are grouped."""
    found: dict[str, set[str]] = {name: set() for name in _grouping(catalogue)}
    for entity in catalogue.entities.values():
        columns = snapshot.columns.get(entity.table, frozenset())
        own = {entity.name: "name", entity.code: entity.code}
        for name, column in ({one.id: one.id for one in entity.attributes} | own).items():
            if name in found and column in columns:
                found[name] |= _distinct(snapshot, entity.table, column)
    for dataset in catalogue.datasets.values():
        source = resolved_rows(snapshot, dataset) if speaks_for_every_day(dataset) else None
        for name in found.keys() & (source.columns if source else frozenset()):
            found[name] |= _distinct(snapshot, source.table if source else "", name)
    return {name: frozenset(values) for name, values in found.items()}


@kept_with_snapshot
def _unnamed(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Name column id → the codes that stand in it, of entities that were loaded without a name."""
    found = {}
    for entity in catalogue.entities.values():
        if {"name", entity.code} <= snapshot.columns.get(entity.table, frozenset()) and snapshot.has_rows(entity.table):
            rows = snapshot.rows(f"SELECT DISTINCT name AS v FROM {entity.table} WHERE name = {entity.code}")
            found[entity.name] = frozenset(row["v"] for row in rows)
    return found


@kept_with_snapshot
def _codes(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Entity → name → code, of names that one code has."""
    found = {}
    for entity in catalogue.entities.values():
        if {"name", entity.code} <= snapshot.columns.get(entity.table, frozenset()) and not entity.kind_of:
            rows = snapshot.rows(
                f"SELECT name, min({entity.code}) AS code FROM {entity.table} WHERE name <> '' "
                f"GROUP BY name HAVING count(*) = 1"
            )
            found[entity.id] = {row["name"]: row["code"] for row in rows}
    return found


@kept_with_snapshot
def _aliases(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Entity → alias → code."""
    kinds = (kind for kind in catalogue.datasets.values() if kind.holds_aliases)
    return {entity: names for kind in kinds for entity, names in stated_aliases(snapshot, kind).items()}


def _grouping(catalogue: Catalogue) -> tuple[str, ...]:
    """The columns that a table with months across may be about."""
    return tuple(dict.fromkeys(name for dataset in across(catalogue) for name in grouping_columns(dataset)))


def _distinct(snapshot: Snapshot, table: str, column: str) -> set[str]:
    if not snapshot.has_rows(table):
        return set()
    rows = snapshot.rows(f"SELECT DISTINCT {column} AS v FROM {table} WHERE {column} <> ''")
    return {row["v"] for row in rows}


def with_readings(reference: ReferenceData, readings: Iterable[FileReading], catalogue: Catalogue) -> ReferenceData:
    """What is known once the readable tables of one drop count too: their groups, rates, and rows of kept masters."""
    values: dict[str, frozenset[str]] = dict(reference.values)
    masters: dict[str, Mapping[str, str]] = dict(reference.masters)
    rates = set(reference.rates)
    for table in (table for reading in readings for table in reading.tables):
        if table.dataset is None or table.rows_file is None:
            continue
        kind = catalogue.dataset(table.dataset)
        if holds_rates(kind):
            rates |= rate_pairs(read_rows(table.rows_file, set(kind.column_ids)), kind)
        ref = kind.definition
        columns = (ref.code, ref.name) if ref is not None else ()
        rows = read_rows(table.rows_file, {*values, *columns})
        for name in values.keys() & set(rows.column_names):
            values[name] |= frozenset(filter(None, pc.unique(rows[name]).to_pylist()))
        if masters.get(table.dataset):
            nothing = pa.nulls(rows.num_rows)
            codes, names = ((rows[n] if n in rows.column_names else nothing).to_pylist() for n in columns)
            named = {c or n: n or "" for c, n in zip(codes, names, strict=True) if c or n}
            masters[table.dataset] = {**masters[table.dataset], **named}
    return replace(reference, values=values, masters=masters, rates=frozenset(rates))
