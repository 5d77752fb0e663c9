"""Before → after: both versions are asked what pages will ask, so what is shown is exactly what will be.

A measure that is a metric is answered by the semantic layer; one that no page shows is summed from its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.headline import AggregateKind, HeadlineMeasure
from sales_core.kernel.terms import Scope
from sales_core.loading.measures import label_of, measures_of, unit_of
from sales_core.loading.plan import MetricDelta
from sales_core.loading.row_scope import in_scope, out_of_scope, replaced_things
from sales_core.loading.row_source import RowSource, resolved_rows
from sales_core.loading.shared_things import changed_things
from sales_core.loading.version_figures import SPLITS, MetricFigures, VersionFigures
from sales_core.semantic.sql import Sql, join, value
from sales_core.warehouse.snapshot import Snapshot

_DAY, _MONTH = "%Y-%m-%d", "%Y-%m"
_STORED_DECIMALS = Decimal("0.0001")
Side = Callable[[Snapshot, str, Scope], Sql]
#: Sum and number of the rows that count, by month (levels: by day; undated: None) and branch (None without one).
_MeasureTotals = Mapping[tuple[str | None, str | None], tuple[Decimal, int]]


def headlines(
    before: VersionFigures,
    after: VersionFigures,
    catalogue: Catalogue,
    scope: Scope,
    changed: Mapping[str, Collection[str]],
) -> tuple[MetricDelta, ...]:
    """Totals of every measure either version holds inside `scope`, and every month and branch that changes.

    `changed`: dataset id → months (YYYY-MM) whose rows come or go; a level is split by those months only.
    The total of an undated dataset is there only when it changes: it stands for no period that one would look for.
    """
    shown = [(dataset, measure) for dataset in catalogue.datasets.values() for measure in measures_of(dataset)]
    names = [measure.metric for _, measure in shown if measure.metric]
    old, new = (side.of_metrics(names, catalogue, scope) for side in (before, after))
    summed = _summed_measures(before.snapshot, after.snapshot, catalogue, scope)
    found: list[MetricDelta] = []
    for dataset, measure in shown:
        if not measure.metric:
            found += _deltas(dataset, measure, *summed[measure.id])
        elif measure.metric in old or measure.metric in new:
            nothing = MetricFigures()
            months = changed.get(dataset.id, ()) if measure.is_level else None
            sides = old.get(measure.metric, nothing), new.get(measure.metric, nothing)
            found += _metric_deltas(dataset, measure, *sides, months)
    return tuple(found)


def _summed_measures(
    before: Snapshot, after: Snapshot, catalogue: Catalogue, scope: Scope
) -> dict[str, tuple[_MeasureTotals, _MeasureTotals]]:
    """Both sides of the measures that are no metric."""
    found: dict[str, tuple[_MeasureTotals, _MeasureTotals]] = {}
    for dataset in catalogue.datasets.values():
        measures = [measure for measure in measures_of(dataset) if not measure.metric]
        if measures:
            old, new = (_figures(one, dataset, scope, measures) for one in (before, after))
            found |= {one.id: (old.get(one.id, {}), new.get(one.id, {})) for one in measures}
    return found


def _metric_deltas(
    dataset: Dataset,
    measure: HeadlineMeasure,
    old: MetricFigures,
    new: MetricFigures,
    months: Collection[str] | None,
) -> list[MetricDelta]:
    about = (dataset.id, unit_of(dataset, measure), label_of(dataset, measure))
    found = [MetricDelta(measure.id, "total", "", old.total, new.total, *about)]
    for by in SPLITS:
        groups = old.groups[by], new.groups[by]
        wanted = groups[0].keys() | groups[1].keys()
        if by == "month" and months is not None:
            wanted &= set(months)
        found += [
            MetricDelta(measure.id, by, group, groups[0].get(group), groups[1].get(group), *about)
            for group in sorted(wanted)
            if groups[0].get(group) != groups[1].get(group)
        ]
    return found


def _deltas(dataset: Dataset, measure: HeadlineMeasure, old: _MeasureTotals, new: _MeasureTotals) -> list[MetricDelta]:
    if not old and not new:
        return []
    about = (dataset.id, unit_of(dataset, measure), label_of(dataset, measure))
    before, after = _total(measure, old), _total(measure, new)
    found = []
    if dataset.period is not None or before != after:
        found.append(MetricDelta(measure.id, "total", "", before, after, *about))
    for by, place in (("month", 0), ("branch", 1)):
        groups = _grouped(measure, old, place), _grouped(measure, new, place)
        found += [
            MetricDelta(measure.id, by, group, groups[0].get(group), groups[1].get(group), *about)
            for group in sorted(groups[0].keys() | groups[1].keys())
            if groups[0].get(group) != groups[1].get(group)
        ]
    return found


def changed_outside(before: Snapshot, after: Snapshot, catalogue: Catalogue, scope: Scope) -> list[str]:
    """Months (YYYY-MM) in which a figure outside `scope` differs, datasets of things and documents that lost rows of
    others, and masters of things that others' rows mention too and that are named or described otherwise."""
    if not scope.allowed:
        return []
    months: set[str] = set()
    for dataset in catalogue.datasets.values():
        if dataset.period is None:
            continue
        measures = measures_of(dataset)
        old, new = (_figures(one, dataset, scope, measures, out_of_scope) for one in (before, after))
        for measure in measures:
            cells = old.get(measure.id, {}), new.get(measure.id, {})
            keys = cells[0].keys() | cells[1].keys()
            months |= {key[0][:7] for key in keys if key[0] and cells[0].get(key) != cells[1].get(key)}
    replaced = list(replaced_things(before, after, catalogue, scope))
    described = [one for one in changed_things(before, after, catalogue, scope) if one not in replaced]
    return [*sorted(months), *replaced, *described]


def past_months(changes: Iterable[MetricDelta], before: Snapshot) -> tuple[MetricDelta, ...]:
    """Those by month, before the base's as-of month, that held a figure already."""
    if before.is_empty:
        return ()
    this_month = f"{before.as_of:%Y-%m}"
    return tuple(one for one in changes if one.by == "month" and one.before is not None and one.group[:7] < this_month)


def _figures(
    snapshot: Snapshot, dataset: Dataset, scope: Scope, asked: Sequence[HeadlineMeasure], side: Side = in_scope
) -> dict[str, _MeasureTotals]:
    """The cells of each measure asked of a dataset, on one side of a scope."""
    source = resolved_rows(snapshot, dataset)
    if source is None or not snapshot.has_rows(source.table):
        return {}
    found: dict[str, _MeasureTotals] = {}
    for levels in (False, True):
        measures = [one for one in asked if one.is_level is levels]
        if measures:
            rows = _summed(snapshot, source, dataset, measures, scope)
            found |= _scan(snapshot, rows, dataset, measures, side(snapshot, rows.table, scope))
    return found


def _summed(
    snapshot: Snapshot, source: RowSource, dataset: Dataset, measures: Sequence[HeadlineMeasure], scope: Scope
) -> RowSource:
    """The smallest rollup with all that is asked, where sums of sums are the sums; else the rows themselves."""
    if source.table != dataset.id or any(one.aggregate is not AggregateKind.SUM for one in measures):
        return source
    asked = {"branch", dataset.period or ""} & source.columns | {name for name, _ in scope.allowed}
    asked |= {one.column for one in measures} | {name for one in measures for name, _ in one.where}
    rollup = dataset.rollups.smallest(asked)
    return RowSource(rollup.table, snapshot.columns[rollup.table]) if rollup else source


def _scan(
    snapshot: Snapshot, source: RowSource, dataset: Dataset, measures: Sequence[HeadlineMeasure], rows: Sql
) -> dict[str, _MeasureTotals]:
    at = f"strftime(\"{_dated(source, dataset)}\", '{_DAY if measures[0].is_level else _MONTH}')"
    branch = '"branch"' if "branch" in source.columns else "CAST(NULL AS VARCHAR)"
    sql = Sql(f"SELECT {at if dataset.period else 'CAST(NULL AS VARCHAR)'} AS at, {branch} AS branch")
    for number, measure in enumerate(measures):
        column = f'"{measure.column}"'
        conditions = [Sql(f'"{name}" = ') + value(held) for name, held in measure.where]
        counted = join([Sql(f"{column} IS NOT NULL"), *conditions], " AND ")
        total = "count(*)" if measure.aggregate is AggregateKind.COUNT else f"sum({column})"
        sql += Sql(f", {total} FILTER (WHERE ") + counted + f") AS v{number}"
        sql += Sql(", count(*) FILTER (WHERE ") + counted + f") AS n{number}"
    sql += Sql(f" FROM {source.table} WHERE ") + rows + " GROUP BY 1, 2"
    listed = snapshot.rows(sql.text, sql.params)
    return {
        measure.id: {
            (row["at"], row["branch"]): (Decimal(row[f"v{number}"] or 0), row[f"n{number}"])
            for row in listed
            if row[f"n{number}"]
        }
        for number, measure in enumerate(measures)
    }


def _dated(source: RowSource, dataset: Dataset) -> str:
    return dataset.period if dataset.period in source.columns and dataset.period else "month"


def _total(measure: HeadlineMeasure, cells: _MeasureTotals) -> Decimal | None:
    return _figure(measure, (_last(cells) if measure.is_level else cells).values())


def _grouped(measure: HeadlineMeasure, cells: _MeasureTotals, place: int) -> dict[str, Decimal | None]:
    groups: defaultdict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    for key, cell in (_last(cells) if measure.is_level and place else cells).items():
        if (group := key[place]) is not None:
            groups[group].append(cell)
    return {group: _figure(measure, held) for group, held in groups.items()}


def _figure(measure: HeadlineMeasure, cells: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    listed = list(cells)
    if not listed:
        return None
    total = sum((amount for amount, _ in listed), Decimal(0))
    if measure.aggregate is not AggregateKind.AVERAGE:
        return total
    return (total / sum(count for _, count in listed)).quantize(_STORED_DECIMALS, ROUND_HALF_UP)


def _last(cells: _MeasureTotals) -> _MeasureTotals:
    last = max((day or "" for day, _ in cells), default="")
    return {key: cell for key, cell in cells.items() if (key[0] or "") == last}
