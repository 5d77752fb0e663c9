"""The address of one number: what a mark, a row or a card opens, as text that stands in a URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, unquote

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Text

_PART, _IS, _OR = ";", "=", ","
#: What a part of a mark's key may stand for beside a dimension.
METRIC, MONTH = "metric", "month"


@dataclass(frozen=True, slots=True)
class NumberAddress:
    """A metric over a period (None = everything) and filters."""

    metric: str
    period: Period | None = None
    filters: tuple[Filter, ...] = ()

    @property
    def query(self) -> Query:
        """The question that the number answers."""
        return Query((self.metric,), period=self.period, filters=self.filters)

    def __str__(self) -> str:
        parts = [self.metric]
        if self.period is not None:
            parts.append(f"period{_IS}{self.period}")
        for item in self.filters:
            values = _OR.join(quote(value, safe="") for value in item.values)
            parts.append(f"{item.dimension}{_IS}{values}")
        return _PART.join(parts)

    @classmethod
    def of(cls, query: Query, metric: str) -> NumberAddress:
        """The address of `metric` in `query`; splits and comparisons are left out."""
        return cls(metric, query.period, query.filters)

    @classmethod
    def parse(cls, text: str, catalogue: Catalogue) -> NumberAddress:
        """Reads what `str` writes. Raises UsageError for an unknown metric or dimension or anything malformed."""
        metric, *parts = text.split(_PART)
        catalogue.metric(metric)
        period: Period | None = None
        filters: list[Filter] = []
        for part in parts:
            name, found, values = part.partition(_IS)
            if not found:
                raise _malformed(text)
            if name == "period":
                period = _period(values, text)
                continue
            catalogue.dimension(name)
            filters.append(Filter(name, tuple(unquote(value) for value in values.split(_OR))))
        return cls(metric, period, tuple(filters))


def _period(written: str, text: str) -> Period:
    try:
        return Period.parse(written)
    except ValueError:
        raise _malformed(text) from None


def _malformed(text: str) -> UsageError:
    return UsageError(Text("error.no_number_address", {"address": text}))


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
