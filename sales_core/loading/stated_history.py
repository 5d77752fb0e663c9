"""What a dataset stated in each version: from the kept rows of uploads, whether or not the version's file is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.appdb.records import Upload, Version
from sales_core.catalogue.dataset import Dataset

StatedRow = Mapping[str, Any]
#: The kept rows of an upload, each with its partition.
KeptRows = Callable[[Upload], Sequence[StatedRow]]
#: The column with the partition of a row; the second is what release 0.1 called it.
PARTITION_COLUMNS = ("partition", "slice")


@dataclass(frozen=True, slots=True)
class StatedVersion:
    """The rows of a dataset that were in force from a version on."""

    version: Version
    rows: tuple[StatedRow, ...]


def stated_versions(
    dataset: Dataset, versions: Iterable[Version], uploads: Iterable[Upload], kept_rows: KeptRows
) -> Iterator[StatedVersion]:
    """Each version, oldest first, in which other uploads of the dataset are active than in the one before."""
    mine = {upload.id: upload for upload in uploads if upload.dataset == dataset.id}
    firsts: dict[int, int] = {}
    for upload in mine.values():
        firsts[upload.version] = min(upload.id, firsts.get(upload.version, upload.id))
    ranks = {one.id: one.precedence or firsts[one.version] for one in mine.values()}
    read: dict[int, Mapping[str, tuple[StatedRow, ...]]] = {}
    active: tuple[Upload, ...] = ()
    for version in sorted(versions, key=lambda one: one.id):
        found = sorted((mine[one] for one in version.uploads if one in mine), key=lambda one: (ranks[one.id], one.id))
        if tuple(found) == active:
            continue
        active = tuple(found)
        read |= {one.id: _by_partition(kept_rows(one)) for one in active if one.id not in read}
        yield StatedVersion(version, tuple(_in_force(active, ranks, read)))


def _in_force(
    active: Sequence[Upload], ranks: Mapping[int, int], read: Mapping[int, Mapping[str, tuple[StatedRow, ...]]]
) -> Iterator[StatedRow]:
    """The rows of each partition: of the uploads of the highest precedence that hold it, as the store keeps them."""
    held: dict[str, tuple[int, tuple[StatedRow, ...]]] = {}
    for upload in active:
        rank, rows = ranks[upload.id], read[upload.id]
        for partition in {*upload.extra_partitions, *rows}:
            stood, before = held.get(partition, (0, ()))
            is_beside = partition in upload.shared_partitions
            kept = before if is_beside or stood >= rank else ()
            held[partition] = (max(stood, rank), (*kept, *rows.get(partition, ())))
    for _, rows_held in held.values():
        yield from rows_held


def _by_partition(rows: Sequence[StatedRow]) -> Mapping[str, tuple[StatedRow, ...]]:
    found: dict[str, list[StatedRow]] = {}
    for row in rows:
        partition = next((str(row[name]) for name in PARTITION_COLUMNS if name in row), "")
        found.setdefault(partition, []).append(row)
    return {partition: tuple(some) for partition, some in found.items()}
