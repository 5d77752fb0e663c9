"""Every dataset takes a second month of many rows, a part of it again, and the undo of that part.

DuckDB 1.5.5 pushes the bloom filter of a join into a scan of registered Arrow rows and then fails, so rows that meet
another table are materialised first. It does so when a name without a code is stored and rows with names come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset, DatasetColumn, ValueKind
from sales_core.warehouse.build import build
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.rates import holds_rates
from sales_core.warehouse.snapshot import Snapshot
from tests.support.stores import table_of

pytestmark = pytest.mark.slow

ROWS = 2_500
DATASETS = tuple(product().datasets.values())
#: A load of one of these resolves the rows of every dataset again.
NAMING = tuple(kind for kind in DATASETS if kind.is_master or holds_rates(kind))
NAMED = tuple(kind for kind in DATASETS if kind not in NAMING)


class _TableLoad(Load):
    rows: pa.Table


@pytest.mark.parametrize("kinds", [NAMING, NAMED], ids=["masters", "facts"])
def test_months_by_name_and_by_code_a_part_again_and_the_undo(tmp_path: Path, kinds: Sequence[Dataset]) -> None:
    """Datasets of a kind in one file; together the two kinds would give codes to each other's names."""
    first = [_load(100, kind, 4, with_codes=True) for kind in kinds]
    by_name = [_load(200, kind, 5, with_codes=False) for kind in kinds]
    by_code = [_load(300, kind, 6, with_codes=True) for kind in kinds]
    parts = [
        Load(_number(400, kind), kind.id, load.rows.slice(0, ROWS // 2), precedence=_number(400, kind))
        for kind, load in zip(kinds, by_code, strict=True)
    ]
    kept = {load.upload_id: tmp_path / f"{load.upload_id}.arrow" for load in by_code}
    for load in by_code:
        with pa.OSFile(str(kept[load.upload_id]), "wb") as sink, pa.ipc.new_file(sink, load.rows.schema) as writer:
            writer.write_table(load.rows)

    files = [tmp_path / f"{version}.duckdb" for version in (1, 2, 3, 4, 5)]
    build(product(), None, files[0], 1, Change(add=tuple(first)))
    build(product(), files[0], files[1], 2, Change(add=tuple(by_name)))
    build(product(), files[1], files[2], 3, Change(add=tuple(by_code)))
    build(product(), files[2], files[3], 4, Change(add=tuple(parts)))
    build(product(), files[3], files[4], 5, Change(drop=tuple(part.upload_id for part in parts), kept=kept))

    for kind in kinds:
        named, coded, part = (_number(hundred, kind) for hundred in (200, 300, 400))
        loaded = _rows(files[2], kind)
        assert (loaded[named], loaded[coded]) == (ROWS, ROWS), kind.id
        replaced = _rows(files[3], kind)
        assert (replaced[named], replaced[coded], replaced[part]) == (ROWS, ROWS // 2, ROWS // 2), kind.id
        assert _rows(files[4], kind) == loaded, kind.id


def _number(hundred: int, kind: Dataset) -> int:
    """The number of a dataset's load."""
    return hundred + DATASETS.index(kind)


def _rows(path: Path, kind: Dataset) -> dict[int, int]:
    """Live rows by upload, as loaded; checked against the resolved rows where each loaded row gives one."""
    snapshot = Snapshot(path, 1)
    try:
        sql = "SELECT upload_id AS upload, count(*) AS n FROM {} GROUP BY ALL"
        raw = {row["upload"]: row["n"] for row in snapshot.rows(sql.format(f"raw_{kind.id}"))}
        if not kind.is_master:
            resolved = {row["upload"]: row["n"] for row in snapshot.rows(sql.format(kind.id))}
            assert resolved == raw
        return raw
    finally:
        snapshot.close()


def _load(hundred: int, kind: Dataset, month: int, *, with_codes: bool) -> _TableLoad:
    number = _number(hundred, kind)
    rows = table_of(kind, list(_made(kind, month, with_codes=with_codes)))
    partitions = pa.array([f"{month}|{row // 2}" for row in range(ROWS)], pa.string())
    rows = rows.set_column(rows.schema.get_field_index("partition"), "partition", partitions)
    return _TableLoad(number, kind.id, rows, precedence=number)


def _made(kind: Dataset, month: int, *, with_codes: bool) -> Iterator[dict[str, object]]:
    """Rows with a key of their own each, every entity mentioned by 1,250 codes or names."""
    codes = {ref.code for ref in kind.entities if ref.name and ref.code != ref.name}
    columns = {
        column.id: _values(kind, column, month)
        for column in kind.columns
        if with_codes or column.required or column.id not in codes
    }
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def _values(kind: Dataset, column: DatasetColumn, month: int) -> list[object]:
    """What a column holds, from the first row to the last."""
    if column.choices:
        return [column.choices[0][0]] * ROWS
    if column.kind in {ValueKind.DATE, ValueKind.MONTH}:
        return [_day(kind, column, row, month) for row in range(ROWS)]
    if column.kind is ValueKind.FLAG:
        return [row % 2 == 0 for row in range(ROWS)]
    if column.kind.is_number:
        return [row % 90 + 1 for row in range(ROWS)]
    return [_word(column.id, row, month) for row in range(ROWS)]


def _day(kind: Dataset, column: DatasetColumn, row: int, month: int) -> date:
    if kind.primary_key == (column.id,):
        return date(2000 + 8 * month, 1, 1) + timedelta(days=row)
    return date(2026, month, 1) + timedelta(days=row % 28 if column.kind is ValueKind.DATE else 0)


def _word(name: str, row: int, month: int) -> str:
    if name in {"country", "currency", "from_currency", "to_currency"}:
        return ""
    if name in {"region", "branch", "category", "channel"}:
        return f"{name} {row % 50}"
    return f"{name} {month if name in {'document', 'receipt', 'order_no'} else ''}{row % 1_250}"
