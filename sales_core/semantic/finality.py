"""How final the figures of a period are on a version: from the months that were closed, and what came after."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import MonthClose, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.finality import Finality, FinalState
from sales_core.kernel.terms import Period
from sales_core.semantic.company_calendar import CompanyCalendar


class FinalityReader:
    """Says of periods how final their figures are. Safe to share between threads."""

    def __init__(self, appdb: AppDatabase, catalogue: Catalogue, calendar: CompanyCalendar) -> None:
        self._appdb = appdb
        self._catalogue = catalogue
        self._calendar = calendar
        self._changed: tuple[tuple[int, int], frozenset[str]] = ((0, 0), frozenset())

    def of(self, period: Period, version: int | None = None) -> Finality:
        """Whether figures of a period on a version (None: the one in force) can still change."""
        return finality_of(period, self._calendar.closes, self._changed_since(version or 0))

    def closing_versions(self) -> Mapping[str, int]:
        """By closed month (YYYY-MM) the version that was current when it was closed; 0 = before the first load."""
        if not self._calendar.closes:
            return {}
        return self._appdb.unchanged.get("closing versions", self._appdb.period_locks.versions)

    def unlocked_change(self, earlier: int, later: int) -> bool:
        """Whether two versions differ in what no closed month locks: masters, plans and other rules."""
        return self._appdb.unchanged.get(("unlocked", earlier, later), lambda: self._unlocked_change(earlier, later))

    def _unlocked_change(self, earlier: int, later: int) -> bool:
        history = self._appdb.history
        moved = set(history.version(earlier).uploads) ^ set(history.version(later).uploads)
        datasets = {one.dataset for one in history.uploads() if one.id in moved}
        return any(not self._catalogue.dataset(name).locks_with_period for name in datasets)

    def forget(self) -> None:
        """Reads anew what is closed: it was changed just now."""
        self._calendar.forget()

    def _changed_since(self, version: int) -> frozenset[str]:
        current = self._appdb.current_version()
        if version in {0, current}:
            return frozenset()
        pair, found = self._changed
        if pair != (version, current):
            known = {one.id: one for one in self._appdb.history.versions()}
            then, now = known.get(version), known.get(current)
            # A version that the ledger does not know has nothing that it could be compared with.
            found = changed_since(then, now, self._catalogue) if then and now else frozenset()
            self._changed = ((version, current), found)
        return found


def finality_of(period: Period, closes: Mapping[str, MonthClose], changed: frozenset[str] = frozenset()) -> Finality:
    """The state of a period's months. `changed`: months (YYYY-MM) that are otherwise in the version in force."""
    months = [f"{month.start:%Y-%m}" for month in period.months()]
    closed = tuple(month for month in months if month in closes)
    if changed.intersection(months):
        return Finality(FinalState.SUPERSEDED, len(months), closed)
    if not closed:
        return Finality(FinalState.OPEN, len(months))
    last = max((closes[month] for month in closed), key=lambda one: one.closed)
    state = FinalState.CLOSED if len(closed) == len(months) else FinalState.PARTLY
    return Finality(state, len(months), closed, last.by, last.closed)


def changed_since(version: Version, current: Version, catalogue: Catalogue) -> frozenset[str]:
    """Months in which a dataset that locks with its month has other rows or sums in `current` than in `version`."""
    found: set[str] = set()
    for dataset in catalogue.datasets.values():
        then, now = version.periods.get(dataset.id, {}), current.periods.get(dataset.id, {})
        if dataset.locks_with_period:
            found |= {month for month in {*then, *now} if then.get(month) != now.get(month)}
    return frozenset(found)
