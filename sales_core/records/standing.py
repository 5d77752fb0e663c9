"""How records stand on a day: states and values computed from facts, and the list that shows them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import FieldValue, Record, RecordRow, RecordStanding, Values
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Period, Text

StandingFacts = Mapping[str, Sequence[Mapping[str, Value]]]
#: Reads the rows of a list (by id) over a period, as one viewer may see them.
FactReader = Callable[[str, Period], Sequence[Mapping[str, Value]]]


@dataclass(frozen=True, slots=True)
class StoredStanding:
    """A record that nothing is computed for: it stands as it was stored."""

    row: RecordRow

    @property
    def state(self) -> str:
        """Its stored state."""
        return self.row.state

    @property
    def derived(self) -> Values:
        """Nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One column of the list of a record."""

    id: str
    label: Text
    kind: ValueKind


@dataclass(frozen=True, slots=True)
class RecordList:
    """Records as one viewer may see them on a day of a version, newest first. `revision` belongs in cache keys."""

    record: Record
    standings: tuple[RecordStanding, ...] = field(repr=False)
    version: int
    as_of: date
    revision: int

    @property
    def columns(self) -> tuple[RecordColumn, ...]:
        """Id, subject, state, the fields, the computed values, and by whom and on which data it was added."""
        record = self.record
        derived = record.derived.fields if record.derived else ()
        return (
            RecordColumn("id", Text("record.column.id"), ValueKind.INTEGER),
            RecordColumn("subject", record.text("subject"), ValueKind.CODE),
            RecordColumn("state", Text("record.column.state"), ValueKind.TEXT),
            *(RecordColumn(one.id, record.text(one.id, "label"), one.kind) for one in (*record.fields, *derived)),
            RecordColumn("by", Text("record.column.by"), ValueKind.NAME),
            RecordColumn("as_of", Text("record.column.as_of"), ValueKind.DATE),
        )

    @property
    def rows(self) -> tuple[dict[str, FieldValue], ...]:
        """Plain values by column id; the state is its id."""
        return tuple(_plain_row(one) for one in self.standings)

    def __iter__(self) -> Iterator[RecordStanding]:
        return iter(self.standings)

    def __len__(self) -> int:
        return len(self.standings)


def standings_of(record: Record, rows: Sequence[RecordRow], read: FactReader, at: date) -> tuple[RecordStanding, ...]:
    """How `rows` (newest first) stand on `at`, newest first."""
    if record.derived is None:
        return tuple(StoredStanding(one) for one in rows)
    if not rows:
        return ()
    period = Period(min(at, *(one.as_of for one in rows)), at)
    facts = {name: read(name, period) for name in record.derived.lists}
    return _function(record.derived.function)(tuple(rows), facts, at)


def _function(path: str) -> Callable[[Sequence[RecordRow], StandingFacts, date], tuple[RecordStanding, ...]]:
    module, _, name = path.partition(":")
    found = getattr(importlib.import_module(module), name)
    return cast("Callable[[Sequence[RecordRow], StandingFacts, date], tuple[RecordStanding, ...]]", found)


def _plain_row(one: RecordStanding) -> dict[str, FieldValue]:
    row = one.row
    common: dict[str, FieldValue] = {"id": row.id, "subject": row.subject, "state": one.state}
    return {**common, **row.values, **one.derived, "by": row.by, "as_of": row.as_of}
