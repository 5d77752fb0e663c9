"""What metrics of a catalogue rest on, and by which dimensions they can be split."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.list import ListSpec
from sales_core.catalogue.metric import Fact, Metric
from sales_core.kernel.terms import Period, Right


@lru_cache(maxsize=2_000)
def leaves(catalogue: Catalogue, metric_id: str) -> tuple[Metric, ...]:
    """The aggregates a metric rests on, itself when it is one; in order of first use. Raises UsageError."""
    found = catalogue.metric(metric_id)
    if found.fact is not None:
        return (found,)
    return tuple(dict.fromkeys(leaf for name in found.depends_on for leaf in leaves(catalogue, name)))


def facts_of(catalogue: Catalogue, metric_id: str) -> tuple[Fact, ...]:
    """The facts a metric reads. Raises UsageError."""
    found = {leaf.fact.id: leaf.fact for leaf in leaves(catalogue, metric_id) if leaf.fact is not None}
    return tuple(found.values())


@lru_cache(maxsize=2_000)
def dimensions_of(catalogue: Catalogue, metric_id: str) -> tuple[str, ...]:
    """Dimension ids the metric can be split and filtered by: those every fact below it carries. Raises UsageError."""
    found, every = catalogue.metric(metric_id), leaves(catalogue, metric_id)
    able = [
        each.id
        for each in catalogue.dimensions.values()
        if each.id not in found.excluded_dimensions and (each.is_time or not found.ignore_filters)
    ]
    return tuple(name for name in able if all(_carries(leaf, name) for leaf in every))


def rests_on_pace(catalogue: Catalogue, metric_id: str, asked: Period | None) -> bool:
    """Whether a figure of these days is worked out by the pace curve, which is learned from the whole company.

    A share of a month is, where the days asked cut one; what Python computes from the progress of a period is.
    """
    metric = catalogue.metric(metric_id)
    if metric.compute is not None:
        return True
    if metric.fact is None:
        return any(rests_on_pace(catalogue, name, asked) for name in metric.depends_on)
    cuts = asked is not None and not asked.is_whole_months
    return "{elapsed_share}" in metric.aggregate or (cuts and "{month_share}" in metric.aggregate)


def _carries(leaf: Metric, dimension_id: str) -> bool:
    fact = leaf.fact
    if fact is None or dimension_id in leaf.excluded_dimensions:
        return False
    return leaf.ignore_filters or dimension_id in fact.dimensions or dimension_id in fact.time


def supports_dimensions(catalogue: Catalogue, metric_id: str, dimension_ids: Iterable[str]) -> bool:
    """Whether the metric can be split or filtered by all of these. Raises UsageError."""
    return set(dimension_ids) <= set(dimensions_of(catalogue, metric_id))


def list_rights(catalogue: Catalogue, spec: ListSpec) -> tuple[Right, ...]:
    """What a viewer must be allowed: the list's own right and those of the facts it shows rows or metrics of."""
    scanned = [scan.fact for scan in spec.scans if not scan.reference]
    asked = [fact for scan in spec.metric_scans for name in scan.metrics for fact in facts_of(catalogue, name)]
    return tuple(dict.fromkeys([spec.right, *(fact.right for fact in (*scanned, *asked))]))


def list_dimensions(catalogue: Catalogue, spec: ListSpec) -> tuple[str, ...]:
    """Dimensions a list can be filtered by: those that narrow something it reads and that nothing it reads lacks."""
    asked = tuple(dimensions_of(catalogue, name) for scan in spec.metric_scans for name in scan.metrics)
    return tuple(
        name
        for name, dimension in catalogue.dimensions.items()
        if not dimension.is_time
        and (asked or any(scan.filter_dimension(name) for scan in spec.scans))
        and all(scan.accepts(name) for scan in spec.scans)
        and all(name in able for able in asked)
    )
