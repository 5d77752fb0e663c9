"""What no one sees unnoted, worked out of what columns declare: by the same classes that masks go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.list import ListSpec
from sales_core.catalogue.sensitivity import (
    column_classes,
    list_column_classes,
    metric_classes,
    restricted_classes,
    without_restricted,
)
from sales_core.kernel.errors import StorageError
from sales_core.kernel.query import Query, Result
from sales_core.kernel.terms import Viewer
from sales_core.semantic.compiler import BEFORE


def restricted_metrics(catalogue: Catalogue, query: Query, viewer: Viewer) -> tuple[str, ...]:
    """Those of a question's metrics that tell the viewer what is restricted. Raises UsageError for an unknown one."""
    classes = restricted_classes(viewer)
    return tuple(name for name in query.metrics if metric_classes(catalogue, name) & classes)


def restricted_list(catalogue: Catalogue, spec: ListSpec, viewer: Viewer) -> bool:
    """Whether a column of the list tells the viewer what is restricted."""
    classes = restricted_classes(viewer)
    return any(list_column_classes(catalogue, spec, column) & classes for column in spec.columns)


def viewer_of_rows(
    catalogue: Catalogue, asked: Query, columns: Iterable[str], viewer: Viewer, note: Callable[..., None]
) -> Viewer:
    """Notes a look at the rows behind a number; who sees them, without what is restricted when that could not be noted.

    Raises the StorageError of `note(is_restricted=…)` when the number itself is restricted.
    """
    told, classes = column_classes(catalogue), restricted_classes(viewer)
    is_restricted = bool(restricted_metrics(catalogue, asked, viewer))
    try:
        note(is_restricted=is_restricted or any(told.get(name, frozenset()) & classes for name in columns))
    except StorageError:
        if is_restricted:
            raise
        return without_restricted(viewer)
    return viewer


def refuse_part(
    query: Query, restricted: tuple[str, ...], error: StorageError, answer: Callable[[Query], Result]
) -> Result:
    """The answer without the restricted figures: they are None, and the notes say why.

    Raises `error` when nothing else was asked.
    """
    rest = tuple(name for name in query.metrics if name not in restricted)
    if not rest:
        raise error
    ordered = (query.order_by or "").removeprefix("-").removesuffix(BEFORE)
    order = None if ordered in restricted else query.order_by
    found = answer(replace(query, metrics=rest, order_by=order))
    sides = ("", BEFORE) if query.compare else ("",)
    columns = [*query.by, *(name + side for name in query.metrics for side in sides)]
    rows = tuple({name: row.get(name) for name in columns} for row in found.rows)
    return replace(found, query=query, rows=rows, notes=(*found.notes, error.text))
