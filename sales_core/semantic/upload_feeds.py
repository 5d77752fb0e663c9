"""Which uploads the rows behind a number came with, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Upload
from sales_core.format import MASK
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Viewer
from sales_core.semantic import lineage
from sales_core.semantic.explanation import Feed, feed_of
from sales_core.warehouse.snapshot import Snapshot


def uploads_of(appdb: AppDatabase, ids: Iterable[int]) -> dict[int, Upload]:
    """The uploads of these ids that the history knows."""
    wanted = set(ids)
    return {found.id: found for found in appdb.history.uploads() if found.id in wanted}


def upload_files(appdb: AppDatabase, rows: Iterable[Mapping[str, Value]], viewer: Viewer) -> dict[int, str]:
    """By upload id what rows with lineage came in; what people called it is left out while others look on."""
    ids = (found for row in rows if isinstance(found := row.get("upload_id"), int))
    return {one: MASK if viewer.has_lens else found.file for one, found in uploads_of(appdb, ids).items()}


def upload_feeds(
    appdb: AppDatabase, snapshot: Snapshot, parts: Sequence[lineage.DrillThroughSource], viewer: Viewer
) -> tuple[Feed, ...]:
    """Each upload with the rows that it brought; what people called files is left out while others look on."""
    counts: dict[int, int] = {}
    for part in parts:
        for upload, rows in lineage.rows_by_upload(snapshot, part).items():
            counts[upload] = counts.get(upload, 0) + rows
    known = uploads_of(appdb, counts)
    feeds = (feed_of(upload, known.get(upload), rows) for upload, rows in sorted(counts.items()))
    return tuple(replace(one, file=MASK, sheet=MASK) if viewer.has_lens else one for one in feeds)
