"""Things that rows on both sides of a person's scope mention: what a change from inside would make of them outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.entity import Entity
from sales_core.kernel.terms import Scope
from sales_core.loading.row_scope import in_scope, out_of_scope
from sales_core.loading.row_source import RowSource, loaded_rows, resolved_rows
from sales_core.semantic.sql import Sql
from sales_core.warehouse.mentions import mentions
from sales_core.warehouse.snapshot import Snapshot

#: Codes of one kind that are named.
_SHOWN = 6
_Things = dict[str, dict[str, Any]]


def changed_things(before: Snapshot, after: Snapshot, catalogue: Catalogue, scope: Scope) -> Iterator[str]:
    """Masters of things that rows outside `scope` mention too and that `after` names or describes otherwise, each with
    those codes that rows inside mention.

    A thing of which a row says where, how or as what it was sold that day is not described otherwise by that: it is
    the row's own. Nor is it renamed by its first name, or by the loss of its only one.
    """
    for entity in catalogue.entities.values():
        if entity.kind_of or not entity.master or not {entity.code, "name"} <= _columns(before, after, entity):
            continue
        shared = _mentioned(before, catalogue, entity, scope, is_inside=False)
        changed = sorted(_changed(before, after, catalogue, entity, shared)) if shared else []
        if changed:
            seen = _mentioned(after, catalogue, entity, scope, is_inside=True)
            named = [code for code in changed if code in seen]
            codes = " ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
            yield f"{entity.master} ({codes})" if named else entity.master


def _changed(
    before: Snapshot, after: Snapshot, catalogue: Catalogue, entity: Entity, shared: frozenset[str]
) -> Iterator[str]:
    columns = _columns(before, after, entity) - {entity.code, "name"}
    of_rows = {name for _, ref in mentions(catalogue, entity.id) for name in ref.attributes}
    old, new = _things(before, entity, shared), _things(after, entity, shared)
    dated, stated = (
        (_dated(before, entity), _dated(after, entity)),
        (_stated(before, catalogue, entity), _stated(after, catalogue, entity)),
    )
    for code in old.keys() & new.keys():
        was, becomes = old[code], new[code]
        differs = {name for name in columns if was[name] != becomes[name]}
        is_stated_anew = stated[0].get(code) != stated[1].get(code)
        is_renamed = was["name"] != becomes["name"] and code not in {was["name"], becomes["name"]}
        is_posted_anew = dated[0].get(code) != dated[1].get(code)
        if is_renamed or differs - of_rows or (is_stated_anew and (differs or is_posted_anew)):
            yield code


def _columns(before: Snapshot, after: Snapshot, entity: Entity) -> frozenset[str]:
    return before.columns.get(entity.table, frozenset()) & after.columns.get(entity.table, frozenset())


def _things(snapshot: Snapshot, entity: Entity, codes: frozenset[str]) -> _Things:
    rows = snapshot.rows(f"SELECT * FROM {entity.table}")
    return {row[entity.code]: row for row in rows if row[entity.code] in codes}


def _dated(snapshot: Snapshot, entity: Entity) -> dict[str, set[tuple[Any, ...]]]:
    """Code → its postings and other dated attributes."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    if entity.history_table and entity.history_table in snapshot.columns:
        for row in snapshot.rows(f"SELECT * FROM {entity.history_table}"):
            found.setdefault(row[entity.code], set()).add(tuple(row.values()))
    return found


def _stated(snapshot: Snapshot, catalogue: Catalogue, entity: Entity) -> dict[str, set[tuple[Any, ...]]]:
    """Code → the rows of the master that state it."""
    source = loaded_rows(snapshot, catalogue.dataset(entity.master))
    found: dict[str, set[tuple[Any, ...]]] = {}
    if source is not None:
        code = f"coalesce(nullif({entity.code}, ''), {entity.name}, '')"
        for row in snapshot.rows(f"SELECT {code} AS code, upload_id, sheet, source_row FROM {source.table}"):
            found.setdefault(row["code"], set()).add((row["upload_id"], row["sheet"], row["source_row"]))
    return found


def _mentioned(
    snapshot: Snapshot, catalogue: Catalogue, entity: Entity, scope: Scope, *, is_inside: bool
) -> frozenset[str]:
    """Codes that rows of facts and of masters mention, on one side of the scope."""
    found: set[str] = set()
    for dataset in catalogue.datasets.values():
        for ref in dataset.entities:
            source = _rows(snapshot, dataset)
            if catalogue.entity(ref.entity).resolved_as == entity.id and source and ref.code in source.columns:
                side = in_scope if is_inside else out_of_scope
                sql = Sql(f"SELECT DISTINCT {ref.code} AS code FROM {source.table} WHERE ")
                sql += side(snapshot, source.table, scope)
                found |= {row["code"] for row in snapshot.rows(sql.text, sql.params)}
    return frozenset(found - {"", None})


def _rows(snapshot: Snapshot, dataset: Dataset) -> RowSource | None:
    return loaded_rows(snapshot, dataset) if dataset.is_master else resolved_rows(snapshot, dataset)
