"""From the key of a mark or row to the number that it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.number_address import NumberAddress as NumberAddress  # noqa: PLC0414 - boards say numbers by it
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period

#: What a part of a mark's key may stand for beside a dimension.
METRIC, MONTH = "metric", "month"


@dataclass(frozen=True, slots=True)
class Drill:
    """From the key of a mark or row to the address of its number.

    `by` says what the parts of a key are: dimensions, `metric`, or `month` (its first day, which becomes the period).
    `metrics` maps keys to metrics where they are called differently; a key it lacks opens nothing.
    """

    query: Query
    metric: str
    by: tuple[str, ...]
    metrics: Mapping[str, str] = field(default_factory=dict)
    within: tuple[Filter, ...] = ()
    whole: str = ""
    """The key of the row that stands for all of them."""

    def number(self, key: str | Sequence[str], catalogue: Catalogue) -> NumberAddress | None:
        """The address; None when the figure cannot be split so, or the key names no figure."""
        if self.whole and key == self.whole:
            return NumberAddress.of(self.query, self.metric)
        parts = dict(zip(self.by, (key,) if isinstance(key, str) else key, strict=False))
        metric = parts.pop(METRIC, self.metric)
        if self.metrics:
            metric = self.metrics.get(metric, "")
        period = self.query.period
        if MONTH in parts:
            try:
                period = Period.month_of(date.fromisoformat(parts.pop(MONTH)[:10]))
            except ValueError:
                return None  # no mark of ours is called so
        cell = (*self.within, *(Filter(name, (code,)) for name, code in parts.items()))
        split = [item.dimension for item in cell]
        if metric not in catalogue.metrics or not supports_dimensions(catalogue, metric, split):
            return None
        replaced = {item.dimension for item in cell}
        kept = tuple(
            item
            for item in self.query.filters
            if item.dimension not in replaced and supports_dimensions(catalogue, metric, (item.dimension,))
        )
        return NumberAddress(metric, period, (*kept, *cell))
