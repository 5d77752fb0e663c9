"""Rows of the application database as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sales_core.kernel.problems import sheet_label


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the data. `kind`: load, undo, restore or settings. `rows`: dataset to live rows; `sums`:
    `dataset.measure` to the stated sum; `periods`: dataset to YYYY-MM to (rows, sum of the main measure)."""

    id: int
    created: datetime
    by: str
    base: int
    kind: str
    reason: str
    file: str
    as_of: str
    rows: Mapping[str, int]
    sums: Mapping[str, Decimal]
    periods: Mapping[str, Mapping[str, tuple[int, Decimal]]]
    uploads: tuple[int, ...]
    """Ids of the uploads that are active in it."""
    sha256: str = ""
    """Of the file; empty for one that 0.2 or 0.1 wrote."""
    size: int = 0
    """Of the file, in bytes; 0 where there is no hash."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Reporting currency and tax basis that it was built with."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One sheet of one file, loaded as one dataset. `status`: active or undone. Months are YYYY-MM, '' for masters."""

    id: int
    version: int
    created: datetime
    by: str
    file: str
    sha256: str
    size: int
    dataset: str
    sheet: str
    rows: int
    sums: Mapping[str, Decimal]
    first_month: str
    last_month: str
    slices: int
    rows_file: str
    status: str
    rows_sha256: str = ""
    """Of `rows_file`; empty for one that 0.2 or 0.1 wrote."""
    precedence: int = 0
    """Among the uploads that own a partition the highest has it; 0 where it was not kept."""
    extra_partitions: tuple[str, ...] = ()
    """Partitions that it replaces beyond those its rows lie in."""
    shared_partitions: tuple[str, ...] = ()
    """Partitions to whose rows of earlier uploads its own were added."""

    @property
    def label(self) -> str:
        """`#12 sales_2026-05.xlsx · Sheet1`, as people name it."""
        return f"#{self.id} {self.sheet_label}"

    @property
    def sheet_label(self) -> str:
        """The file and sheet that it was."""
        return sheet_label(self.file, self.sheet)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a table with this header signature was understood: dataset, header to field ('' = ignored), answers."""

    signature: str
    label: str
    dataset: str
    mapping: Mapping[str, str]
    answers: Mapping[str, str]
    updated: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the audit trail."""

    id: int
    at: datetime
    who: str
    what: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Restatement:
    """A month whose figure a later change altered, as stated sums."""

    at: datetime
    who: str
    version: int
    upload: int | None
    dataset: str
    measure: str
    month: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class MonthClose:
    """A closed month (YYYY-MM): when, by whom, and why; the reason may be empty."""

    month: str
    closed: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MonthOwner:
    """Who closes a dataset of a month until when; `dataset` '' = the month itself. `owner` '' = nobody.

    `month`: the one that it was said for; it holds for later ones too, due as many months later.
    """

    month: str
    dataset: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class NumberCode:
    """What a short code reopens: a query as plain data, on one version."""

    code: str
    payload: Mapping[str, Any]
    version: int


def decimal_texts(values: Mapping[str, Decimal]) -> dict[str, str]:
    """Decimals as text, for a JSON column."""
    return {key: str(value) for key, value in values.items()}


def as_decimals(values: Mapping[str, str]) -> dict[str, Decimal]:
    """The reverse of `decimal_texts`."""
    return {key: Decimal(value) for key, value in values.items()}


def months_as_text(
    periods: Mapping[str, Mapping[str, tuple[int, Decimal]]],
) -> dict[str, dict[str, list[Any]]]:
    """`Version.periods` as JSON."""
    return {
        dataset: {month: [rows, str(total)] for month, (rows, total) in months.items()}
        for dataset, months in periods.items()
    }


def months_as_decimals(
    periods: Mapping[str, Mapping[str, Sequence[Any]]],
) -> dict[str, dict[str, tuple[int, Decimal]]]:
    """The reverse of `months_as_text`."""
    return {
        dataset: {month: (int(rows), Decimal(total)) for month, (rows, total) in months.items()}
        for dataset, months in periods.items()
    }
