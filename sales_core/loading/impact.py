"""Before → after: both versions are asked the same questions, so what is shown is exactly what will be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import AggregateKind, Dataset, HeadlineMeasure
from sales_core.kernel.terms import Scope
from sales_core.loading.measures import label_of, measures_of, unit_of
from sales_core.loading.plan import MetricDelta
from sales_core.loading.row_scope import in_scope, out_of_scope, replaced_things
from sales_core.loading.row_source import RowSource, resolved_rows
from sales_core.semantic.sql import Sql, join, value
from sales_core.warehouse.snapshot import Snapshot

_DAY, _MONTH = "%Y-%m-%d", "%Y-%m"
_STORED_DECIMALS = Decimal("0.0001")
Side = Callable[[Snapshot, str, Scope], Sql]
#: Sum and number of the rows that count, by month (levels: by day; undated: None) and branch (None without one).
_MeasureTotals = Mapping[tuple[str | None, str | None], tuple[Decimal, int]]


def headlines(before: Snapshot, after: Snapshot, catalogue: Catalogue, scope: Scope) -> tuple[MetricDelta, ...]:
    """Totals of every measure either version holds inside `scope`, and every month and branch that changes.

    The total of an undated dataset is there only when it changes: it stands for no period that one would look for.
    """
    found: list[MetricDelta] = []
    for dataset in catalogue.datasets.values():
        old, new = _figures(before, dataset, scope), _figures(after, dataset, scope)
        for measure in measures_of(dataset):
            found += _deltas(dataset, measure, old.get(measure.id, {}), new.get(measure.id, {}))
    return tuple(found)


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
    """Months (YYYY-MM) in which a figure outside `scope` differs, and datasets of things and documents that lost
    rows of others."""
    if not scope.allowed:
        return []
    months: set[str] = set()
    for dataset in catalogue.datasets.values():
        if dataset.period is None:
            continue
        old, new = (_figures(one, dataset, scope, out_of_scope) for one in (before, after))
        for measure in measures_of(dataset):
            cells = old.get(measure.id, {}), new.get(measure.id, {})
            keys = cells[0].keys() | cells[1].keys()
            months |= {key[0][:7] for key in keys if key[0] and cells[0].get(key) != cells[1].get(key)}
    return [*sorted(months), *replaced_things(before, after, catalogue, scope)]


def past_months(changes: Iterable[MetricDelta], before: Snapshot) -> tuple[MetricDelta, ...]:
    """Those by month, before the base's as-of month, that held a figure already."""
    if before.is_empty:
        return ()
    this_month = f"{before.as_of:%Y-%m}"
    return tuple(one for one in changes if one.by == "month" and one.before is not None and one.group[:7] < this_month)


def _figures(snapshot: Snapshot, dataset: Dataset, scope: Scope, side: Side = in_scope) -> dict[str, _MeasureTotals]:
    """The cells of each measure of a dataset, on one side of a scope."""
    source = resolved_rows(snapshot, dataset)
    if source is None or not snapshot.has_rows(source.table):
        return {}
    found: dict[str, _MeasureTotals] = {}
    for levels in (False, True):
        measures = [one for one in measures_of(dataset) if one.is_level is levels]
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
