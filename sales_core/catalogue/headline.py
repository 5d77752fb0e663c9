"""The figures of a dataset that a load preview shows before → after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AggregateKind(StrEnum):
    """How rows become one figure."""

    SUM = "sum"
    AVERAGE = "average"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class HeadlineMeasure:
    """A figure shown before → after when a load changes the dataset: a metric, as pages show it, or, where no page
    shows it, `aggregate` of `column` of its resolved rows.

    `where`: column and value that a row must have to count. `is_level`: the total is that of the last day.
    """

    id: str
    column: str
    metric: str = ""
    """The id of the metric that it is; `column` and `where` then say which of the dataset's rows move it."""
    aggregate: AggregateKind = AggregateKind.SUM
    where: tuple[tuple[str, str], ...] = ()
    is_level: bool = False
