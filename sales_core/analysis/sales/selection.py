"""What an analysis is about: a period and filters, as a page has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import Period


@dataclass(frozen=True, slots=True)
class Selection:
    """A period (None = everything) and filters, on the data's as-of date or an earlier one."""

    period: Period | None = None
    filters: tuple[Filter, ...] = ()
    as_of: date | None = None

    def query(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        compare: Compare | None = None,
        order_by: str | None = None,
        limit: int | None = None,
    ) -> Query:
        """The question about these metrics on this selection."""
        return Query(metrics, by, self.period, self.filters, compare, self.as_of, order_by, limit)

    def narrowed(self, dimension: str, *values: str) -> Selection:
        """The same with one more filter."""
        return replace(self, filters=(*self.filters, Filter(dimension, values)))
