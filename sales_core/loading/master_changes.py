"""Customers, reps, products and what else has a code: which appear in the data, leave it, or did not sell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, CoverageRule, Dataset
from sales_core.catalogue.entity import Entity
from sales_core.i18n import has
from sales_core.kernel.terms import Scope, Text
from sales_core.loading.plan import MasterDataDelta
from sales_core.loading.row_scope import in_scope
from sales_core.loading.row_source import RowSource, resolved_rows
from sales_core.semantic.sql import Sql, value
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 500


def appeared(before: Snapshot, after: Snapshot, catalogue: Catalogue) -> tuple[MasterDataDelta, ...]:
    """Codes that `after` knows and `before` does not."""
    return tuple(
        MasterDataDelta(
            entity.master, len(codes), tuple(codes[:_SHOWN]), master_label(catalogue.dataset(entity.master))
        )
        for entity in _followed(catalogue)
        if (codes := _only_in(after, before, entity))
    )


def master_label(dataset: Dataset) -> Text:
    """What the rows of a master are called in the plural: its own word, else the dataset's name."""
    key = f"upload.kind.{dataset.id}"
    return Text(key) if has(key) else dataset.label


def missing_masters(after: Snapshot, month: str, catalogue: Catalogue, scope: Scope) -> tuple[MasterDataDelta, ...]:
    """Codes that sold inside `scope` in the month before `month` (YYYY-MM) and not in it."""
    found: list[MasterDataDelta] = []
    for dataset in catalogue.datasets.values():
        source = resolved_rows(after, dataset) if speaks_for_every_day(dataset) else None
        if source is not None:
            found += _missing(after, source, dataset, month, catalogue=catalogue, scope=scope)
    return tuple(found)


def speaks_for_every_day(dataset: Dataset) -> bool:
    """Whether a code without a row in a month did nothing in it."""
    return dataset.coverage is CoverageRule.EVERY_DAY


def _missing(
    after: Snapshot, source: RowSource, dataset: Dataset, month: str, *, catalogue: Catalogue, scope: Scope
) -> Iterator[MasterDataDelta]:
    amount = next((column.id for column in dataset.columns_of_role(ColumnRole.AMOUNT)), "")
    mentioned = {ref.entity for ref in dataset.entities}
    for entity in _followed(catalogue):
        if entity.id not in mentioned or not {entity.code, amount, "month"} <= source.columns:
            continue
        active = Sql(f"SELECT {entity.code} FROM {source.table} WHERE ") + in_scope(after, source.table, scope)
        active += Sql(" AND month = ") + value(date.fromisoformat(f"{month}-01"))
        before = Sql(active.text + f" - INTERVAL 1 MONTH AND {amount} > 0", active.params)
        sql = Sql(f"SELECT d.{entity.code} AS code, d.name FROM {entity.table} d WHERE {entity.code} IN (")
        sql += before + Sql(" EXCEPT ") + active + Sql(") ORDER BY 1")
        rows = after.rows(sql.text, sql.params)
        if rows:
            shown = tuple((r["code"], r["name"]) for r in rows[:_SHOWN])
            yield MasterDataDelta(entity.master, len(rows), shown, master_label(catalogue.dataset(entity.master)))


def _followed(catalogue: Catalogue) -> Iterator[Entity]:
    """Entities that people add to: their codes are worth a look when they come or go."""
    yield from (entity for entity in catalogue.entities.values() if entity.table and entity.accepts_manual_rows)


def _only_in(one: Snapshot, other: Snapshot, entity: Entity) -> list[tuple[str, str]]:
    sql = f"SELECT {entity.code} AS code, name FROM {entity.table} ORDER BY 1"
    known = {row["code"] for row in other.rows(sql)}
    return [(row["code"], row["name"]) for row in one.rows(sql) if row["code"] not in known]
