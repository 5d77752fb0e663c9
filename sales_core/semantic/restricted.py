"""Figures that no one sees unnoted: what rests on the costs and profits of a sale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole
from sales_core.catalogue.dependencies import leaves
from sales_core.catalogue.list import ListSpec
from sales_core.kernel.errors import StorageError
from sales_core.kernel.query import Query, Result
from sales_core.semantic.compiler import BEFORE, required_metrics

_COSTS = frozenset({ColumnRole.COST, ColumnRole.UNIT_COST, ColumnRole.PROFIT})


@lru_cache(maxsize=8)
def _cost_columns(catalogue: Catalogue) -> frozenset[str]:
    """Columns that any dataset declares as a cost or a profit."""
    return frozenset(
        column.id for dataset in catalogue.datasets.values() for column in dataset.columns if column.role in _COSTS
    )


@lru_cache(maxsize=2_000)
def is_restricted(catalogue: Catalogue, metric_id: str) -> bool:
    """Whether the metric, or anything it is worked out of, is a cost or a profit."""
    below = [leaf for name in required_metrics(Query((metric_id,)), catalogue) for leaf in leaves(catalogue, name)]
    return any(_cost_columns(catalogue).intersection(leaf.columns) for leaf in below)


def restricted_metrics(catalogue: Catalogue, query: Query) -> tuple[str, ...]:
    """Those of a question's metrics that are restricted. Raises UsageError for one that does not exist."""
    return tuple(name for name in query.metrics if is_restricted(catalogue, name))


@lru_cache(maxsize=200)
def restricted_list(catalogue: Catalogue, spec: ListSpec) -> bool:
    """Whether a list shows a restricted metric or a column of costs."""
    metrics = [name for scan in spec.metric_scans for name in scan.metrics]
    metrics += [column.metric for column in spec.columns if column.metric]
    shown = {name for column in spec.columns for name in (column.id, column.source.removeprefix("f."))}
    return bool(shown & _cost_columns(catalogue)) or any(is_restricted(catalogue, name) for name in metrics)


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
