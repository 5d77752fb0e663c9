"""Which rows a change takes away or brings, by upload and month, in every dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sales_core.catalogue.dataset import Dataset
from sales_core.loading.plan import ReplacedRows
from sales_core.loading.row_source import RowSource, loaded_rows, resolved_rows
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

#: What says where a row came from, or may differ between two releases for the same row.
_LINEAGE = frozenset({"upload_id", "sheet", "source_row", "source_col", "partition", "slice"})


@dataclass(frozen=True, slots=True)
class MonthRows:
    """Rows of one upload in one month: how many, a digest of their partitions, the sum of their main measure.

    Uploads are never edited and their partitions come and go as a whole, so equal digests mean equal rows.
    """

    rows: int
    digest: int
    amount: Decimal


RowSourceFactory = Callable[[Snapshot, Dataset], RowSource | None]
Census = Mapping[tuple[int, str], MonthRows]
"""By upload id and month (YYYY-MM, '' for undated rows)."""


@dataclass(frozen=True, slots=True)
class DatasetChange:
    """The rows of a dataset before and after a change."""

    dataset: Dataset
    before: Census
    after: Census

    @property
    def months(self) -> tuple[str, ...]:
        """Months in which rows come or go, in order; ('',) for undated rows."""
        keys = self.before.keys() | self.after.keys()
        return tuple(sorted({key[1] for key in keys if _identity(self.before, key) != _identity(self.after, key)}))


def dataset_changes(before: Snapshot, after: Snapshot, datasets: Iterable[Dataset]) -> tuple[DatasetChange, ...]:
    """Every dataset whose rows differ between two versions."""
    found = (DatasetChange(one, _census(before, one), _census(after, one)) for one in datasets)
    return tuple(change for change in found if change.months)


def replaced_rows(changes: Iterable[DatasetChange], labels: Mapping[int, str]) -> tuple[ReplacedRows, ...]:
    """Rows of earlier uploads that the later version no longer holds, by upload and month."""
    return tuple(one for change in changes for one in _replaced(change, labels))


def _replaced(change: DatasetChange, labels: Mapping[int, str]) -> Iterator[ReplacedRows]:
    nothing = MonthRows(0, 0, Decimal(0))
    for (upload, month), held in sorted(change.before.items()):
        left = change.after.get((upload, month), nothing)
        if left.rows < held.rows:
            label = labels.get(upload, f"#{upload}")
            yield ReplacedRows(
                upload, label, change.dataset.id, month, held.rows - left.rows, held.amount - left.amount
            )


def same_loaded_rows(before: Snapshot, after: Snapshot, dataset: Dataset, month: str) -> bool:
    """Whether two versions hold the same rows of a dataset in a month (YYYY-MM), whichever uploads they came with."""
    return _same(before, after, dataset, month, loaded_rows)


def same_resolved_rows(before: Snapshot, after: Snapshot, dataset: Dataset, month: str) -> bool:
    """Whether the rows of a month also mean the same people, places and money."""
    return _same(before, after, dataset, month, resolved_rows)


def _same(before: Snapshot, after: Snapshot, dataset: Dataset, month: str, source: RowSourceFactory) -> bool:
    old, new = source(before, dataset), source(after, dataset)
    if old is None or new is None:
        return old is new
    return _same_rows(old, new, (before, after), dataset.period or "", month)


def _same_rows(
    before: RowSource, after: RowSource, snapshots: tuple[Snapshot, Snapshot], period: str, month: str
) -> bool:
    """Compared on the columns that both tables have; `period` is the one that dates them."""
    shared = (before.columns & after.columns) - _LINEAGE
    dated = period if period in shared else "month"
    columns = ", ".join(f'"{name}"' for name in sorted(shared))
    digests = []
    for snapshot, source in zip(snapshots, (before, after), strict=True):
        (row,) = snapshot.rows(
            f"SELECT count(*) AS n, sum(CAST(hash({columns}) AS HUGEINT)) AS h FROM {source.table} "
            f'WHERE "{dated}" >= CAST($m AS DATE) AND "{dated}" < CAST($m AS DATE) + INTERVAL 1 MONTH',
            {"m": f"{month}-01"},
        )
        digests.append((row["n"], row["h"]))
    return digests[0] == digests[1]


def _census(snapshot: Snapshot, dataset: Dataset) -> Census:
    source = loaded_rows(snapshot, dataset)
    if source is None or not snapshot.has_rows(source.table):
        return {}
    month = f"date_trunc('month', \"{dataset.period}\")" if dataset.period else "NULL"
    name = main_measure(dataset)
    amount = f'coalesce(sum("{name}"), 0)' if name else "0"
    rows = snapshot.rows(
        f"SELECT upload_id u, {month} m, count(*) n, sum(CAST(hash({source.partition}) AS HUGEINT)) h, {amount} v "
        f"FROM {source.table} GROUP BY 1, 2"
    )
    return {
        (row["u"], f"{row['m']:%Y-%m}" if row["m"] else ""): MonthRows(row["n"], int(row["h"]), Decimal(row["v"]))
        for row in rows
    }


def _identity(census: Census, key: tuple[int, str]) -> tuple[int, int] | None:
    found = census.get(key)
    return None if found is None else (found.rows, found.digest)
