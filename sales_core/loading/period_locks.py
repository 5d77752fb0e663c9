"""Closed months: what a change does to rows and figures of a month, whatever the dataset and the kind of change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.forecast.selling_days import CalendarRules, SellingDays
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.loading.plan import MetricDelta
from sales_core.loading.row_changes import Census, DatasetChange, same_loaded_rows, same_resolved_rows
from sales_core.warehouse.rates import day_rates, holds_rates
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ChangedMonths:
    """Months (YYYY-MM) that a lock protects, by why a change moves them, each in order."""

    rows: tuple[str, ...]
    """Rows come, go or change, or a figure does."""
    rates: tuple[str, ...]
    """Amounts are converted otherwise."""
    calendar: tuple[str, ...]
    """Other days are selling days."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them, in order."""
        return tuple(sorted({*self.rows, *self.rates, *self.calendar}))


def changed_months(
    before: Snapshot,
    after: Snapshot,
    changes: Collection[DatasetChange],
    headlines: Iterable[MetricDelta],
    *,
    catalogue: Catalogue,
    rules: CalendarRules,
) -> ChangedMonths:
    """The months that the change moves. `rules`: the public calendar that the company's own days override."""
    rates = _converted_otherwise(before, after, changes, catalogue)
    calendar = _other_selling_days(before, after, changes, catalogue=catalogue, rules=rules)
    locking = {one.id for one in catalogue.datasets.values() if one.locks_with_period}
    figures = {one.group[:7] for one in headlines if one.by == "month" and one.dataset in locking}
    rows = figures - rates - calendar
    for change in changes:
        if change.dataset.locks_with_period:
            rows |= {month for month in change.months if month and _differs(before, after, change, month)}
    return ChangedMonths(tuple(sorted(rows)), tuple(sorted(rates)), tuple(sorted(calendar)))


def _differs(before: Snapshot, after: Snapshot, change: DatasetChange, month: str) -> bool:
    """Whether the rows of the month are others; the same rows from another upload are none."""
    if _count(change.before, month) != _count(change.after, month):
        return True
    return not same_loaded_rows(before, after, change.dataset, month)


def _count(census: Census, month: str) -> int:
    return sum(held.rows for (_, where), held in census.items() if where == month)


def _converted_otherwise(
    before: Snapshot, after: Snapshot, changes: Iterable[DatasetChange], catalogue: Catalogue
) -> set[str]:
    """Months with an amount whose rate into the reporting currency is another one."""
    if before.is_empty or not (
        before.currency != after.currency or any(holds_rates(change.dataset) for change in changes)
    ):
        return set()
    old, new = _rates(before, catalogue), _rates(after, catalogue)
    # A day that only one side has came or went with its rows, unless the reporting currency itself is another.
    asked = old.keys() & new.keys() if before.currency == after.currency else old.keys() | new.keys()
    return {f"{day:%Y-%m}" for currency, day in asked if old.get((currency, day)) != new.get((currency, day))}


def _rates(snapshot: Snapshot, catalogue: Catalogue) -> dict[tuple[str, date], Decimal | None]:
    rows = snapshot.rows(day_rates(catalogue, "$currency"), {"currency": snapshot.currency})
    return {(row["currency"], row["date"]): row["rate"] for row in rows if row["date"]}


def _other_selling_days(
    before: Snapshot,
    after: Snapshot,
    changes: Iterable[DatasetChange],
    *,
    catalogue: Catalogue,
    rules: CalendarRules,
) -> set[str]:
    """Months in which a day becomes a selling day or ceases to be one."""
    spec = catalogue.pacing
    if spec is None or spec.calendar_table not in {change.dataset.id for change in changes}:
        return set()
    sql = f"SELECT {spec.day_column} AS day, {spec.working_column} AS working FROM {spec.calendar_table}"
    old, new = (SellingDays(rules, {row["day"]: row["working"] for row in one.rows(sql)}) for one in (before, after))
    stated = old.overrides.keys() | new.overrides.keys()
    return {f"{day:%Y-%m}" for day in stated if old.is_selling(day) is not new.is_selling(day)}


def locked(label: str, changed: ChangedMonths, closed: Collection[str]) -> Iterator[Problem]:
    """The errors of a change that touches closed months, one for each reason."""
    reasons = (
        ("E_CLOSED_MONTH", changed.rows),
        ("E_CLOSED_MONTH_RATES", changed.rates),
        ("E_CLOSED_MONTH_CALENDAR", changed.calendar),
    )
    for code, months in reasons:
        hit = [month for month in months if month in closed]
        if hit:
            yield _problem(code, Severity.ERROR, label, hit)


def resolved_again(
    label: str,
    before: Snapshot,
    after: Snapshot,
    changes: Iterable[DatasetChange],
    *,
    datasets: Iterable[Dataset],
    closed: Collection[str],
) -> Iterator[Problem]:
    """The warning of closed months whose rows and amounts are the same, but mean other people or places.

    That is what a master can do: a correction of who or what a row stands for is told and allowed, since the row
    itself and the company's figures stay.
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
