"""The codes of a dimension that a viewer may know of."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.metric import Dimension, Fact, FactSource
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Scope, Viewer
from sales_core.semantic.row_security import scope_conditions
from sales_core.semantic.sql import Sql, join, one_of
from sales_core.warehouse.snapshot import Snapshot


def dimension_codes(
    catalogue: Catalogue, dimension: str, viewer: Viewer, snapshot: Snapshot, among: Sequence[Filter] = ()
) -> list[str]:
    """Every code on a row, of any fact open to the viewer's role, inside his scope; those met with `among`, if given.

    Facts that cannot be split by a dimension of `among` tell nothing and are left out.
    """
    chosen = {item.dimension for item in among}
    needed = {dimension, *chosen, *(name for name, _ in viewer.scope.allowed)}
    sources = [
        source
        for fact in catalogue.facts.values()
        if {dimension, *chosen} <= set(fact.dimensions) and viewer.may(fact.right)
        if (source := _smallest(fact, needed)) is not None
    ]
    if not sources:
        return []
    text = join((_distinct(source, dimension, viewer.scope, among) for source in sources), "\nUNION\n")
    return [row["code"] for row in snapshot.rows(text.text, text.params)]


def _smallest(fact: Fact, columns: set[str]) -> FactSource | None:
    return next((source for source in fact.sources if columns <= source.columns), None)


def _distinct(source: FactSource, dimension: str, scope: Scope, among: Sequence[Filter]) -> Sql:
    chosen = (one_of(Sql(f"f.{item.dimension}"), item.values) for item in among)
    met = [Sql(f"f.{dimension} <> ''"), *chosen, *scope_conditions(scope, source.columns)]
    return Sql(f"SELECT DISTINCT f.{dimension} AS code FROM {source.table} AS f WHERE ") + join(met, " AND ")


def dimension_labels(dimension: Dimension, snapshot: Snapshot) -> dict[str, str]:
    """Every code of a dimension's table with its name."""
    code = dimension.table.removeprefix("dim_")
    text = f"SELECT {code} AS code, {dimension.label_column} AS name FROM {dimension.table}"
    return {row["code"]: row["name"] or row["code"] for row in snapshot.rows(text)}
