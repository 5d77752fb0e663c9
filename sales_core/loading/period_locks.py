"""Closed months: what a change does to rows and figures of a month, whatever the dataset and the kind of change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.loading.plan import MetricDelta
from sales_core.loading.row_changes import Census, DatasetChange, same_loaded_rows, same_resolved_rows
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 6


def changed_months(
    before: Snapshot,
    after: Snapshot,
    changes: Iterable[DatasetChange],
    headlines: Iterable[MetricDelta],
    datasets: Iterable[Dataset],
) -> tuple[str, ...]:
    """Months (YYYY-MM) that a lock protects and the change touches: rows come, go or change, or a figure does."""
    locking = {one.id for one in datasets if one.locks_with_period}
    months = {one.group[:7] for one in headlines if one.by == "month" and one.dataset in locking}
    for change in changes:
        if change.dataset.locks_with_period:
            months |= {month for month in change.months if month and _differs(before, after, change, month)}
    return tuple(sorted(months))


def _differs(before: Snapshot, after: Snapshot, change: DatasetChange, month: str) -> bool:
    """Whether the rows of the month are others; the same rows from another upload are none."""
    if _count(change.before, month) != _count(change.after, month):
        return True
    return not same_loaded_rows(before, after, change.dataset, month)


def _count(census: Census, month: str) -> int:
    return sum(held.rows for (_, where), held in census.items() if where == month)


def locked(label: str, months: Iterable[str], closed: Collection[str]) -> Iterator[Problem]:
    """The error of a change that touches closed months."""
    hit = [month for month in months if month in closed]
    if hit:
        yield _problem("E_CLOSED_MONTH", Severity.ERROR, label, hit)


def resolved_again(
    label: str,
    before: Snapshot,
    after: Snapshot,
    changes: Iterable[DatasetChange],
    *,
    datasets: Iterable[Dataset],
    closed: Collection[str],
) -> Iterator[Problem]:
    """The warning of closed months whose rows are the same, but mean other people, places or money.

    That is what a master, a rate or another undated dataset can do.
    """
    if not closed or all(change.dataset.period for change in changes):
        return
    hit = {
        month
        for dataset in datasets
        if dataset.locks_with_period
        for month in closed
        if not same_resolved_rows(before, after, dataset, month)
    }
    if hit:
        yield _problem("W_CLOSED_MONTH_RESOLVED", Severity.WARNING, label, sorted(hit))


def _problem(code: str, severity: Severity, label: str, months: list[str]) -> Problem:
    shown = ", ".join(months[:_SHOWN]) + ("…" if len(months) > _SHOWN else "")
    return Problem(code, severity, Place(label), value=shown, count=len(months))
