"""One version of the data against another, in money: figures by month and place, rows and sums by dataset and month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.appdb.records import Version
from sales_core.boards.version_changes import compared_days, compared_metrics
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.format import as_decimal
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.service import MetricService

_MONTH = "month"
#: What changed figures may be split by.
COMPARED_BY: tuple[str, ...] = (_MONTH, *ORGANISATION)


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A metric of one group in two versions; None = not defined there. `group`: YYYY-MM or a code, empty = none."""

    metric: str
    by: str
    group: str
    before: Decimal | None
    after: Decimal | None
    period: Period | None = None
    """The days that both sides were asked of; None = all that each version holds."""

    @property
    def change(self) -> Decimal:
        """After minus before; nothing counts as nothing."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def query(self) -> Query | None:
        """The question that each side answers; None for rows without a group."""
        if not self.group:
            return None
        if self.by == _MONTH:
            return Query((self.metric,), period=Period.parse(self.group))
        return Query((self.metric,), period=self.period, filters=(Filter(self.by, (self.group,)),))


@dataclass(frozen=True, slots=True)
class DatasetChangeByMonth:
    """Live rows and stated sum of a dataset in a month of two versions; `month` is empty for what has no months."""

    dataset: str
    month: str
    rows_before: int
    rows_after: int
    before: Decimal | None
    after: Decimal | None


def group_changes(
    figures: MetricService, viewer: Viewer, before: Version, after: Version, by: str
) -> tuple[GroupChange, ...]:
    """The groups in which headline metrics differ that the viewer may see, the largest change of each metric first.

    Both versions' files are kept. Raises UsageError for a dimension that is not among COMPARED_BY.
    """
    figures.catalogue.dimension(by)
    found: list[GroupChange] = []
    for name, dataset in compared_metrics(figures, viewer, before, after, may_move=True).items():
        if figures.supports(name, [by]):
            days = compared_days(figures, name, dataset, before, after)
            query = Query((name,), by=(by,), period=days)
            sides = [_groups(figures, viewer, version, query) for version in (before, after)]
            changes = [
                GroupChange(name, by, group, sides[0].get(group), sides[1].get(group), days)
                for group in sorted({*sides[0], *sides[1]})
                if sides[0].get(group) != sides[1].get(group)
            ]
            found += sorted(changes, key=lambda one: -abs(one.change)) if by != _MONTH else changes
    return tuple(found)


def _groups(figures: MetricService, viewer: Viewer, version: Version, query: Query) -> dict[str, Decimal | None]:
    (metric,), (by,) = query.metrics, query.by
    return {
        f"{group:%Y-%m}" if isinstance(group, date) else str(group or ""): as_decimal(row[metric])
        for row in figures.run(query, viewer, version.id)
        for group in [row[by]]
    }


def dataset_changes_by_month(before: Version, after: Version, catalogue: Catalogue) -> tuple[DatasetChangeByMonth, ...]:
    """Every dataset and month whose rows or stated sums differ; nothing for who is told no counts of the company."""
    return tuple(one for name in catalogue.datasets for one in _of_dataset(name, before, after))


def _of_dataset(name: str, before: Version, after: Version) -> Iterator[DatasetChangeByMonth]:
    old, new = before.periods.get(name, {}), after.periods.get(name, {})
    for month in sorted({*old, *new}):
        (rows, amount), (rows_now, amount_now) = old.get(month, (0, None)), new.get(month, (0, None))
        if (rows, amount) != (rows_now, amount_now):
            yield DatasetChangeByMonth(name, month, rows, rows_now, amount, amount_now)
    if not old and not new and before.rows.get(name, 0) != after.rows.get(name, 0):
        yield DatasetChangeByMonth(name, "", before.rows.get(name, 0), after.rows.get(name, 0), None, None)
