"""What a list answers, and where its cells lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sales_core.catalogue.list import ListColumn, ListSpec
from sales_core.kernel.query import Filter, ListQuery, Query, Value
from sales_core.kernel.terms import Period


@dataclass(frozen=True, slots=True)
class ListResult:
    """Rows of one ListQuery on one version, in order; keys are column ids.

    A list with lineage has `upload_id`, `sheet` and `source_row` in each row besides. Money is Decimal in the
    reporting currency. `coverage`: first and last day of data of each fact it reads, by fact id.
    """

    query: ListQuery
    spec: ListSpec
    rows: tuple[dict[str, Value], ...]
    version: int
    as_of: date
    period: Period
    """The period covered, after clipping to `as_of`; a list of a day is of its end."""
    partial: bool
    currency: str
    coverage: tuple[tuple[str, Period], ...]
    masked: tuple[str, ...] = ()
    """Columns whose values the viewer may not see: None in every row."""

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """The columns to show, in order."""
        return tuple(column for column in self.spec.columns if column.is_shown)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def drill_query(self, row: Mapping[str, Value], column_id: str) -> Query | None:
        """The question about the metric behind a cell; None where the column leads nowhere or the cell is empty."""
        found = self.spec.drill_of(column_id)
        if found is None:
            return None
        dimensions = self.spec.drill_dimensions(found)
        keys = {name: row.get(name if name in row else column_id) for name in dimensions}
        if None in keys.values():
            return None
        filters = (
            *(item for item in self.query.filters if item.dimension not in keys),
            *(Filter(name, (str(key),)) for name, key in keys.items()),
        )
        return Query((found.metric,), period=self.query.period, filters=filters, as_of=self.query.as_of)
