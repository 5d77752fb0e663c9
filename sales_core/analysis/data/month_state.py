"""What is there of each dataset in one month, against the month before and the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales_core.appdb.records import Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import CoverageRule, Dataset
from sales_core.kernel import clock
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Compare, Query, Result, Value
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.rights import allow_metric


class MonthDataState(StrEnum):
    """Where a dataset stands in a month. The words are `month.state.<value>`."""

    LOADED = "loaded"
    RUNNING = "running"
    """The month is not over."""
    INCOMPLETE = "incomplete"
    """The month is over, and the rows end before it does."""
    MISSING = "missing"
    """It was loaded for earlier months and is due."""
    NOT_DUE = "not_due"
    """It was loaded for earlier months, and may still come."""
    NONE = "none"
    """It was never loaded, or only for later months."""


@dataclass(frozen=True, slots=True)
class DatasetMonth:
    """One dataset in one month. `metric`: the one that pages show of it, '' where none is or the viewer may not see it;
    its values are those of the month, of the month before and of the year before. `reach`: the last day of its rows."""

    dataset: Dataset
    state: MonthDataState
    rows: int
    reach: date | None = None
    metric: str = ""
    value: Value = None
    before: Value = None
    last_year: Value = None


def dataset_months(reader: FigureReader, version: Version, month: Period) -> tuple[DatasetMonth, ...]:
    """Every dated dataset in a month. `version`: the reader's, rows and months counted as the viewer may see them."""
    catalogue = reader.service.catalogue
    dated = [one for one in catalogue.datasets.values() if one.period is not None]
    metrics = {one.id: name for one in dated if (name := _metric(catalogue, one, reader.viewer))}
    against = {
        compare: _result(reader, metrics.values(), month, compare)
        for compare in (Compare.LAST_MONTH, Compare.LAST_YEAR)
    }
    return tuple(_of(one, version, month, metrics.get(one.id, ""), against) for one in dated)


def _metric(catalogue: Catalogue, dataset: Dataset, viewer: Viewer) -> str:
    """The metric of its first headline that the viewer may ask for."""
    for headline in dataset.headlines:
        if headline.metric:
            try:
                allow_metric(catalogue, headline.metric, viewer)
            except NotAllowedError:
                continue
            return headline.metric
    return ""


def _result(reader: FigureReader, metrics: Iterable[str], month: Period, compare: Compare) -> Result | None:
    names = tuple(dict.fromkeys(metrics))
    return reader.run(Query(names, period=month, compare=compare)) if names else None


def _of(
    dataset: Dataset, version: Version, month: Period, metric: str, against: dict[Compare, Result | None]
) -> DatasetMonth:
    months = {name: rows for name, (rows, _) in version.periods.get(dataset.id, {}).items() if name and rows}
    rows = months.get(f"{month.start:%Y-%m}", 0)
    result, earlier = against[Compare.LAST_MONTH], against[Compare.LAST_YEAR]
    if not metric or result is None or earlier is None:
        return DatasetMonth(dataset, _state(dataset, months, month, is_whole=True), rows)
    coverage = next(one for one in result.coverage if one.metric == metric)
    is_whole = not coverage.partial or dataset.coverage is CoverageRule.WHOLE_MONTHS
    state = _state(dataset, months, month, is_whole=is_whole)
    reach = coverage.last_row if rows and not is_whole else None
    now, then, past = result.one(), f"{metric}__before", earlier.one()
    return DatasetMonth(dataset, state, rows, reach, metric, now.get(metric), now.get(then), past.get(then))


def _state(dataset: Dataset, months: dict[str, int], month: Period, *, is_whole: bool) -> MonthDataState:
    name, is_over = f"{month.start:%Y-%m}", clock.today() > month.end
    if name in months:
        if not is_over and not dataset.may_be_future:
            return MonthDataState.RUNNING
        return MonthDataState.LOADED if is_whole or not is_over else MonthDataState.INCOMPLETE
    earlier = [one for one in months if one < name]
    if not earlier:
        return MonthDataState.NONE
    year, last = (int(part) for part in max(earlier).split("-"))
    gap = 12 * (month.start.year - year) + month.start.month - last
    return MonthDataState.MISSING if is_over and gap > dataset.grace_months else MonthDataState.NOT_DUE
