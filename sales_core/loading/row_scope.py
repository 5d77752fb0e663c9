"""The border of a person's scope in a version: which rows lie inside, and whether a change stays inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import Scope
from sales_core.loading.row_source import loaded_rows, resolved_rows
from sales_core.semantic.row_security import scope_conditions
from sales_core.semantic.sql import Sql, join
from sales_core.warehouse.snapshot import Snapshot


def in_scope(snapshot: Snapshot, table: str, scope: Scope) -> Sql:
    """The condition that keeps a table's rows inside `scope`; a scoped dimension that it lacks hides every row."""
    if not scope.allowed:
        return Sql("TRUE")
    return join(scope_conditions(scope, snapshot.columns.get(table, frozenset()), alias=""), " AND ")


def out_of_scope(snapshot: Snapshot, table: str, scope: Scope) -> Sql:
    """The reverse of `in_scope`."""
    return Sql("NOT coalesce(") + in_scope(snapshot, table, scope) + Sql(", FALSE)")


def replaced_things(before: Snapshot, after: Snapshot, catalogue: Catalogue, scope: Scope) -> Iterator[str]:
    """Datasets of things and documents that lost rows of others: a due day is no figure, but theirs too."""
    for dataset in catalogue.datasets.values():
        if not dataset.shares_partitions and _others(before, dataset, scope) - _others(after, dataset, scope):
            yield dataset.id


def _others(snapshot: Snapshot, dataset: Dataset, scope: Scope) -> set[tuple[Any, ...]]:
    source = loaded_rows(snapshot, dataset) if dataset.is_master else resolved_rows(snapshot, dataset)
    if source is None:
        return set()
    where = out_of_scope(snapshot, source.table, scope)
    sql = Sql(f"SELECT upload_id, sheet, source_row FROM {source.table} WHERE ") + where
    return {tuple(row.values()) for row in snapshot.rows(sql.text, sql.params)}


def scope_violation(label: str, touched: list[str], scope: Scope) -> Problem:
    """The error of a change that reaches rows outside the scope. `touched`: months (YYYY-MM) and master datasets."""
    facts = {"allowed": ", ".join(scope.values), "touched": ", ".join(touched[:6]) + ("…" if len(touched) > 6 else "")}
    return Problem("E_OUTSIDE_SCOPE", Severity.ERROR, Place(label), value=facts["touched"], facts=facts)
