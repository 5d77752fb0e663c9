"""What a page asks and what it gets back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sales_core.kernel.terms import Period, Text

Value = Decimal | float | int | str | date | None
#: One row of a result: value by dimension or metric id.
ResultRow = dict[str, Value]


class Compare(StrEnum):
    """What a period is set against; always the same number of days, never partial against full."""

    LAST_YEAR = "last_year"
    LAST_MONTH = "last_month"


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """A dimension limited to these values (codes as stored)."""

    dimension: str
    values: tuple[str, ...]


#: What a parameter of a list holds: a value, or filters on its own rows.
ParameterValue = Value | tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One question. `period` None = everything loaded. `as_of` None = the data's own as-of date.

    Each metric is clipped to the last day that its own data reach, and the Result says so (`partial`, `coverage`).
    A level (stock, receivables) of one day, or with `as_of`, is that of the day asked, up to today.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    period: Period | None = None
    filters: tuple[Filter, ...] = ()
    compare: Compare | None = None
    as_of: date | None = None
    order_by: str | None = None
    """A metric or dimension id, `-id` for descending."""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One question to a declared list. `period` as in Query; a list of a day reads the period's last day.

    `as_of` None = the data's own as-of date; a later one asks how things stand on that day (days overdue, to expiry).
    `parameters`: (id, value) of those that differ from their defaults. `order_by`: a column id, `-id` for descending;
    None = the list's own order. `limit` None = the list's own.
    """

    list_id: str
    period: Period | None = None
    filters: tuple[Filter, ...] = ()
    as_of: date | None = None
    parameters: tuple[tuple[str, ParameterValue], ...] = ()
    order_by: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class MetricCoverage:
    """The days that one metric of a Result counts: `period` (None: none of those asked), and `last_row`, the last day
    of the data it rests on. `partial`: the asked period goes on after the last day that its data reach.
    """

    metric: str
    period: Period | None
    last_row: date | None
    partial: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of one Query on one version. One row per group; keys are dimension ids, then metric ids.

    With `compare`, each metric `m` also has `m__before` (same days of the compared period). Money is Decimal in the
    reporting currency with 4 decimals; ratios are float; None = not defined (the page shows a dash and `why`).
    """

    query: Query
    rows: tuple[dict[str, Value], ...]
    version: int
    as_of: date
    period: Period
    """The period actually covered, after clipping."""
    compared: Period | None = None
    partial: bool = False
    """The asked period is not over at the as-of date."""
    currency: str = "CNY"
    coverage: tuple[MetricCoverage, ...] = ()
    """Of each metric asked, in order; `period`, `as_of` and `partial` above are those of the one that reaches least."""
    masked: tuple[str, ...] = ()
    """Metric ids whose values the viewer may not see: None in every row."""
    notes: tuple[Text, ...] = ()
    """What a reader has to be told of dates that were cut, metric by metric where they differ."""

    def one(self) -> dict[str, Value]:
        """The only row; empty dict when there is none."""
        return self.rows[0] if self.rows else {}

    def column(self, name: str) -> list[Any]:
        """One column as a list."""
        return [row[name] for row in self.rows]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)
