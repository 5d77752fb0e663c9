"""Every metric, fact and dimension by id. Files of this package that define METRICS or FACTS are found by
themselves.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from sales_core.catalogue.dimensions import DIMENSIONS
from sales_core.catalogue.metric import Dimension, Fact, Metric
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


def _declared(name: str) -> Iterable[object]:
    package = importlib.import_module("sales_core.catalogue.metrics")
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        yield from getattr(importlib.import_module(f"{package.__name__}.{info.name}"), name, ())


@cache
def metrics() -> Mapping[str, Metric]:
    """All metrics by id. Raises ValueError when two files declare the same id or one depends on nothing known."""
    found: dict[str, Metric] = {}
    for metric in _declared("METRICS"):
        assert isinstance(metric, Metric)  # noqa: S101 - a wrong declaration must stop the start-up
        if found.setdefault(metric.id, metric) is not metric:
            raise ValueError(f"metric {metric.id} is declared twice")
    for metric in found.values():
        if unknown := set(metric.depends_on) - found.keys():
            raise ValueError(f"{metric.id} depends on unknown {sorted(unknown)}")
    return MappingProxyType(found)


@cache
def dimensions() -> Mapping[str, Dimension]:
    """All dimensions by id."""
    return MappingProxyType({dimension.id: dimension for dimension in DIMENSIONS})


def metric(metric_id: str) -> Metric:
    """The metric. Raises UsageError with the nearest names when there is none."""
    if metric_id in metrics():
        return metrics()[metric_id]
    raise _unknown("metric", metric_id, metrics())


def dimension(dimension_id: str) -> Dimension:
    """The dimension. Raises UsageError with the nearest names when there is none."""
    if dimension_id in dimensions():
        return dimensions()[dimension_id]
    raise _unknown("dimension", dimension_id, dimensions())


def _unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return UsageError(Text(f"error.{kind}_unknown", {"name": name}), near)


def leaves(metric_id: str) -> tuple[Metric, ...]:
    """The aggregates a metric rests on, itself when it is one; in order of first use."""
    found = metric(metric_id)
    if found.fact is not None:
        return (found,)
    return tuple(dict.fromkeys(leaf for name in found.depends_on for leaf in leaves(name)))


def facts_of(metric_id: str) -> tuple[Fact, ...]:
    """The facts a metric reads."""
    found: dict[str, Fact] = {}
    for leaf in leaves(metric_id):
        if leaf.fact is not None:
            found.setdefault(leaf.fact.id, leaf.fact)
    return tuple(found.values())


def dimensions_of(metric_id: str) -> tuple[str, ...]:
    """Dimension ids the metric can be split and filtered by: those every fact below it carries."""
    found, every = metric(metric_id), leaves(metric_id)
    able = [
        each.id
        for each in DIMENSIONS
        if each.id not in found.excluded_dimensions and (each.is_time or not found.ignore_filters)
    ]
    return tuple(name for name in able if all(_carries(leaf, name) for leaf in every))


def _carries(leaf: Metric, dimension_id: str) -> bool:
    fact = leaf.fact
    if fact is None or dimension_id in leaf.excluded_dimensions:
        return False
    return leaf.ignore_filters or dimension_id in fact.dimensions or dimension_id in fact.time


def supports(metric_id: str, dimension_ids: Iterable[str]) -> bool:
    """Whether the metric can be split or filtered by all of these."""
    return set(dimension_ids) <= set(dimensions_of(metric_id))
