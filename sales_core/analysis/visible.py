"""Which rows a viewer may see, as SQL: the border every analysis query puts inside its own WHERE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.semantic.sql import Sql, fill, join, one_of, value

ORGANISATION = ("country", "region", "branch")
RECEIVABLE_DIMENSIONS = (*ORGANISATION, "rep", "customer", "channel", "segment", "customer_class")
SALES_DIMENSIONS = (
    *RECEIVABLE_DIMENSIONS,
    "product",
    "category",
    "subcategory",
    "brand",
    "warehouse",
    "promotion",
)
HELD_DIMENSIONS = (*ORGANISATION, "rep", "channel", "holder", "product", "category", "brand")
STOCK_DIMENSIONS = (*ORGANISATION, "warehouse", "product", "category", "subcategory", "brand")


def visible(
    viewer: Viewer, right: Right, dimensions: Sequence[str], filters: Sequence[Filter] = (), alias: str = "f"
) -> Sql:
    """The condition that keeps rows inside the viewer's scope and the filters.

    A scoped dimension that the table lacks hides every row. Raises NotAllowedError without `right`,
    UsageError for a filter on a dimension the table lacks.
    """
    if not viewer.may(right):
        raise NotAllowedError(viewer.name, right)
    parts = [Sql("TRUE")]
    for dimension, allowed in viewer.scope.allowed:
        parts.append(one_of(Sql(f"{alias}.{dimension}"), allowed) if dimension in dimensions else Sql("FALSE"))
    for item in filters:
        if item.dimension not in dimensions:
            raise _lacks(item.dimension, dimensions)
        parts.append(one_of(Sql(f"{alias}.{item.dimension}"), item.values))
    return join(parts, " AND ")


def bind(template: str, at: date, **places: Sql) -> Sql:
    """`template` with `{at}` bound to the day and each other `{place}` to its fragment."""
    return fill(template, {"at": value(at), **places})


def _lacks(dimension: str, dimensions: Sequence[str]) -> UsageError:
    return UsageError(Text("error.list_filter", {"name": dimension, "able": tuple(dimensions)}))
