"""The metrics of a version that a load preview shows: asked of the semantic layer, as every page asks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.metric import Metric
from sales_core.kernel.query import Query, ResultRow, Value
from sales_core.kernel.terms import Period, Scope
from sales_core.semantic.coverage import is_level
from sales_core.semantic.engine import Engine
from sales_core.warehouse.snapshot import Snapshot

_STORED_DECIMALS = Decimal("0.0001")
#: What figures are split by in a preview, beside their total.
SPLITS = ("month", "branch")


@dataclass(slots=True)
class MetricFigures:
    """One metric of a version: in all, and by split and group (a month as YYYY-MM). None = unknown there."""

    total: Decimal | None = None
    groups: dict[str, dict[str, Decimal | None]] = field(default_factory=lambda: {split: {} for split in SPLITS})


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """A version that a preview compares: its rows, and what answers questions of metrics on it."""

    snapshot: Snapshot
    engine: Engine

    def of_metrics(self, names: Iterable[str], catalogue: Catalogue, scope: Scope) -> Mapping[str, MetricFigures]:
        """Figures of the metrics that have any row in this version, over all its days, inside a scope.

        Metrics of one fact are asked together: a group is there for all of them or for none.
        """
        together: defaultdict[tuple[str, Period | None], list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            metric = catalogue.metric(name)
            if metric.fact is not None and (span := self.engine.coverage(metric.fact)) is not None:
                together[metric.fact.id, _asked(metric, span)].append(name)
        found: dict[str, MetricFigures] = {}
        for (_, period), metrics in together.items():
            found |= self._asked_together(tuple(metrics), period, catalogue, scope)
        return found

    def _asked_together(
        self, metrics: tuple[str, ...], period: Period | None, catalogue: Catalogue, scope: Scope
    ) -> dict[str, MetricFigures]:
        found = {name: MetricFigures() for name in metrics}
        whole = self.engine.run(Query(metrics, period=period), scope).one()
        for name, figures in found.items():
            figures.total = _stored(whole.get(name))
        for split in SPLITS:
            if all(supports_dimensions(catalogue, name, [split]) for name in metrics):
                result = self.engine.run(Query(metrics, (split,), period=period), scope)
                for group, row in _grouped(result, split):
                    for name, figures in found.items():
                        figures.groups[split][group] = _stored(row[name])
                for name, figures in found.items():
                    self._mark_unknown(name, figures.groups[split], Query((name,), (split,), period=period), scope)
        return found

    def _mark_unknown(self, name: str, groups: dict[str, Decimal | None], alone: Query, scope: Scope) -> None:
        """Nothing is known where a metric alone has no group; beside others of its fact it counts 0 there."""
        if any(value == 0 for value in groups.values()):
            rows = _grouped(self.engine.run(alone, scope), alone.by[0])
            known = {group for group, row in rows if row[name] is not None}
            groups |= dict.fromkeys(groups.keys() - known)


def _asked(metric: Metric, span: Period) -> Period | None:
    """The days to ask of: all; of what is stated for whole months also the months to come."""
    if metric.fact is None or not metric.fact.whole_months or is_level(metric):
        return None
    return Period(Period.month_of(span.start).start, Period.month_of(span.end).end)


def _grouped(rows: Iterable[ResultRow], split: str) -> Iterator[tuple[str, ResultRow]]:
    for row in rows:
        group = row[split]
        if group is not None:
            yield f"{group:%Y-%m}" if isinstance(group, date) else str(group), row


def _stored(value: Value) -> Decimal | None:
    """A figure with the decimals that amounts are stored with."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(_STORED_DECIMALS, ROUND_HALF_UP)
