"""What turns one version into the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Load:
    """The rows of one upload.

    `rows`: a table with the columns of `arrow_schema(dataset)`, or the Arrow IPC file that holds one.
    `precedence` orders loads of a dataset: of the loads that hold a partition, those of the highest precedence own it.
    Loads of one plan share a precedence where two files may each hold a part of the same month.
    `extra_partitions`: those that it replaces beyond those its own rows lie in. `shared_partitions`: those whose rows
    of earlier loads stay beside its own.
    """

    upload_id: int
    dataset: str
    rows: pa.Table | Path
    precedence: int
    extra_partitions: tuple[str, ...] = ()
    shared_partitions: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of the rows."""
        return self.rows.nbytes if isinstance(self.rows, pa.Table) else self.rows.stat().st_size


@dataclass(frozen=True, slots=True)
class Change:
    """Loads to add, uploads to take out, and settings to set. `kept` finds the rows of any earlier upload."""

    add: tuple[Load, ...] = ()
    drop: tuple[int, ...] = ()
    kept: Mapping[int, Path] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    """`reporting_currency`, `tax_basis`; absent keys keep the base's value."""
    day: date | None = None
    """The day on which the version counts as built: rows after it are ahead of its as-of date; None = today."""

    @property
    def size(self) -> int:
        """The bytes of the rows to add."""
        return sum(load.size for load in self.add)
