"""Codes of things that stand in no row a person may see: what reading a file of his never names."""

from __future__ import annotations

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.entity import Entity
from sales_core.kernel.terms import Scope
from sales_core.loading.row_scope import in_scope
from sales_core.loading.row_source import RowSource, loaded_rows, resolved_rows
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.snapshot_cache import kept_with_snapshot


@kept_with_snapshot
def hidden_codes(snapshot: Snapshot, catalogue: Catalogue, scope: Scope) -> dict[str, frozenset[str]]:
    """Entity → its codes that no row inside the scope has; nothing is hidden from who sees every row."""
    if not scope.allowed:
        return {}
    found = {}
    for entity in catalogue.entities.values():
        if not entity.kind_of and entity.code in snapshot.columns.get(entity.table, frozenset()):
            rows = snapshot.rows(f"SELECT DISTINCT {entity.code} AS code FROM {entity.table}")
            every = {row["code"] for row in rows} | _master_codes(snapshot, entity)
            found[entity.id] = frozenset(every - _seen(snapshot, catalogue, entity, scope))
    return found


def _master_codes(snapshot: Snapshot, entity: Entity) -> set[str]:
    table = f"raw_{entity.master}"
    if entity.code not in snapshot.columns.get(table, frozenset()):
        return set()
    return {row["code"] for row in snapshot.rows(f"SELECT DISTINCT {entity.code} AS code FROM {table}")}


def _seen(snapshot: Snapshot, catalogue: Catalogue, entity: Entity, scope: Scope) -> set[str]:
    """Codes in rows of the scope, of facts and of masters."""
    found: set[str] = set()
    for dataset in catalogue.datasets.values():
        for ref in dataset.entities:
            source = _rows(snapshot, dataset)
            if catalogue.entity(ref.entity).resolved_as == entity.id and source and ref.code in source.columns:
                where = in_scope(snapshot, source.table, scope)
                sql = f"SELECT DISTINCT {ref.code} AS code FROM {source.table} WHERE {where.text}"
                found |= {row["code"] for row in snapshot.rows(sql, where.params)}
    return found


def _rows(snapshot: Snapshot, dataset: Dataset) -> RowSource | None:
    return loaded_rows(snapshot, dataset) if dataset.is_master else resolved_rows(snapshot, dataset)
