"""Which version a run looks at, and what the bar has to know about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sales_core.api import SalesError, Text, Viewer, Workspace, moment, version_change
from sales_core.i18n import Locale, t

_LINES = 60


@dataclass(frozen=True, slots=True)
class DataState:
    """The version shown, the current one, and the earlier ones that can be chosen."""

    version: int
    latest: int
    as_of: date
    first: date
    currency: str
    is_empty: bool
    history: tuple[tuple[int, datetime, Text | None], ...]
    """Version number, when it was made, and what it changed, newest first."""
    damage: Text | None = None
    """What is wrong with the newest version, when an earlier one is shown in its place."""

    def lines(self, locale: Locale) -> tuple[tuple[int, str], ...]:
        """Version number and its line in the time machine, newest first."""
        return _history_lines(self.history, self.latest, locale)


@lru_cache(64)
def _history_lines(
    history: tuple[tuple[int, datetime, Text | None], ...], latest: int, locale: Locale
) -> tuple[tuple[int, str], ...]:
    """Kept, for every rerun of every page shows the same until somebody loads."""
    return tuple((number, _line(number, made, change, locale, latest)) for number, made, change in history)


def _line(number: int, made: datetime, change: Text | None, locale: Locale, latest: int) -> str:
    key = "shell.version_now" if number == latest else "shell.version_line"
    line = t(key, locale, version=number, moment=moment(made))
    return line if change is None else f"{line} · {change.in_(locale)}"


def data_state(workspace: Workspace, asked: str | None, viewer: Viewer) -> DataState:
    """The state of the version asked for, else of the current one, or the last good one when that is damaged."""
    latest, error = workspace.store.readable()
    shown = latest
    if asked and asked.isdigit() and int(asked) != latest.version:
        try:
            shown = workspace.store.snapshot(int(asked))
        except SalesError:
            shown = latest
    return DataState(
        version=shown.version,
        latest=latest.version,
        as_of=shown.as_of,
        first=first_day(shown.as_of),
        currency=shown.currency,
        is_empty=shown.is_empty,
        history=workspace.appdb.unchanged.get(
            ("pages.history", bool(viewer.scope.allowed)), lambda: _history(workspace, viewer)
        ),
        damage=error.text if error else None,
    )


def _history(workspace: Workspace, viewer: Viewer) -> tuple[tuple[int, datetime, Text | None], ...]:
    versions = {version.id: version for version in workspace.appdb.history.versions()}
    return tuple(
        (
            number,
            version.created,
            # What was loaded is told to those who may see all of it.
            None if viewer.scope.allowed else version_change(version, versions.get(version.base)),
        )
        for number, version in list(versions.items())[:_LINES]
        if version.file
    )


def first_day(as_of: date) -> date:
    """Where the list of periods begins: three full years before the data's last year."""
    return date(as_of.year - 3, 1, 1)
