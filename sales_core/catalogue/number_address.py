"""The address of one number: what a mark, a row, a card or an alert is about, as text that stands in a URL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Text

_PART, _IS, _OR = ";", "=", ","


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
    def of_codes(cls, metric: str, period: Period | None, by: tuple[str, ...], codes: tuple[str, ...]) -> NumberAddress:
        """The address of `metric` where each dimension of `by` has its code."""
        return cls(metric, period, tuple(Filter(name, (code,)) for name, code in zip(by, codes, strict=True)))

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
