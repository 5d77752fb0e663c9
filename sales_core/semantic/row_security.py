"""Which rows a viewer may see: the only place that turns a scope into a condition."""

from __future__ import annotations

from collections.abc import Collection

from sales_core.kernel.terms import Scope
from sales_core.semantic.sql import Sql, one_of


def scope_conditions(scope: Scope, dimensions: Collection[str], alias: str = "f") -> list[Sql]:
    """One condition a scoped dimension on the columns of `alias`; none when the scope is everything.

    `dimensions`: those the table carries. A scoped dimension it lacks hides every row: nobody can tell whose they are.
    """
    place = f"{alias}." if alias else ""
    return [
        one_of(Sql(f"{place}{dimension}"), allowed) if dimension in dimensions else Sql("FALSE")
        for dimension, allowed in scope.allowed
    ]


def hides_all(scope: Scope, dimensions: Collection[str]) -> bool:
    """Whether the scope names a dimension that a table of these dimensions lacks, so that no row of it may be shown."""
    return any(dimension not in dimensions for dimension, _ in scope.allowed)
