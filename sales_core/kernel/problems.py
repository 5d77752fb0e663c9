"""A problem is a record: code, severity, place, value, facts. It is rendered late, in the reader's language. A leaf.

Message and mend templates live in `sales_core.i18n`, `problem.<CODE>.message` and `.mend`; a test demands them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType


class Severity(StrEnum):
    """ERROR stops the load, WARNING needs a tick, NOTE is only said."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a user's file. `cell` is `L2` in a workbook, `line 2` or `row 2` in text, or a range like `B2:B4`."""

    file: str
    sheet: str = ""
    cell: str = ""
    column: str = ""

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or self.cell
        where = f"{where} ({self.column})" if self.column and where else where or self.column
        return where or "file"


def sheet_label(file: str, sheet: str) -> str:
    """`may.xlsx · May`, as people name a table; the file alone where the sheet has no name of its own."""
    return f"{file} · {sheet}" if sheet and sheet != PurePath(file).stem else file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth knowing. `count` is the true number of cells; `place` is the first of them."""

    code: str
    severity: Severity
    place: Place
    value: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    count: int = 1
    places: tuple[Place, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        return (
            Problem,
            (self.code, self.severity, self.place, self.value, dict(self.facts), self.count, self.places),
        )


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop a load."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)


def warnings_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that need a tick."""
    return tuple(p for p in problems if p.severity is Severity.WARNING)
