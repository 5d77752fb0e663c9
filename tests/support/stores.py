"""Real stores for tests, built through the real build path from rows written in the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset, PartitionGrain, ValueKind
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.settings import Home
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.store import Store

#: Rows of a dataset as a test writes them: column id → cell.
Rows = Sequence[Mapping[str, object]]


class FixedBook:
    """A version book in memory: version 1 is current."""

    def __init__(self, files: dict[int, str]) -> None:
        self.files = files

    def current_version(self) -> int:
        return max(self.files, default=0)

    def version_file(self, version: int) -> str | None:
        return self.files.get(version)

    def version_hash(self, version: int) -> str:
        del version
        return ""


def make_store(tmp_path: Path, *, meta: dict[str, str] | None = None, **datasets: Rows) -> Store:
    """A store whose current version 1 holds these rows; dates may be ISO text, numbers int, float or text.

    `make_store(tmp_path, sales=[{"date": "2026-05-01", "rep": "E1", "amount": 100}], targets=[…])`
    """
    return store_of(tmp_path, datasets, meta)


def store_of(tmp_path: Path, datasets: Mapping[str, Rows], meta: dict[str, str] | None = None) -> Store:
    """As `make_store`, from a mapping of dataset to rows."""
    home = Home(tmp_path / "home").make()
    loads = tuple(
        Load(number, name, table_of(product().dataset(name), rows), precedence=number)
        for number, (name, rows) in enumerate(datasets.items(), start=1)
    )
    store = Store(home, FixedBook({1: "000001.duckdb"}), product())
    store.build(0, home.root / "versions" / "000001.duckdb", 1, Change(add=loads, meta=meta or {}))
    return store


def table_of(kind: Dataset, rows: Rows, sheet: str = "test") -> pa.Table:
    """Rows as an Arrow table of `arrow_schema(kind)`; raises KeyError for a column the dataset lacks."""
    full = []
    kinds = {column.id: column.kind for column in kind.columns}
    for number, row in enumerate(rows, start=2):
        stored = {name: _value(kinds[name], value) for name, value in row.items()}
        stored |= {"partition": partition_of(kind, stored), "sheet": sheet, "source_row": number, "source_col": ""}
        full.append(stored)
    return pa.Table.from_pylist(full, schema=arrow_schema(kind))


def partition_of(kind: Dataset, row: Mapping[str, object]) -> str:
    """The partition text of a row: its partition columns joined by `|`, the period as YYYY-MM where a month is replaced."""
    parts = []
    for name in kind.partition:
        value = row.get(name)
        whole_month = isinstance(value, date) and name == kind.period and kind.partition_grain is PartitionGrain.MONTH
        parts.append(f"{value:%Y-%m}" if whole_month else "" if value is None else str(value))
    return "|".join(parts)


@lru_cache(maxsize=20_000, typed=True)
def _value(kind: ValueKind, value: object) -> object:
    if value is None:
        return None
    if kind in {ValueKind.DATE, ValueKind.MONTH}:
        day = value if isinstance(value, date) else date.fromisoformat(f"{value}-01"[:10])
        return day.replace(day=1) if kind is ValueKind.MONTH else day
    if kind is ValueKind.FLAG:
        return value in (True, "true")
    if kind is ValueKind.INTEGER:
        return int(str(value))
    if kind.is_number:
        places = {ValueKind.PERCENT: "0.000001", ValueKind.RATE: "0.00000001"}.get(kind, "0.0001")
        return Decimal(str(value)).quantize(Decimal(places))
    return value
