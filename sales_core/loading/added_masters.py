"""Rows that a person gives instead of a file: master rows and other spellings, added with the files that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.loading.manual_entry import as_csv, master_rows, typed_rows
from sales_core.recognition.reading import FileReading, TableReading


def added_masters(
    readings: Iterable[FileReading], folder: Path, blobs: BlobStore, catalogue: Catalogue
) -> Iterator[FileReading]:
    """A reading for each master to which the tables add what it lacks, and one of the spellings that they join.

    They come with the load of the tables and go with it.
    """
    readings = tuple(readings)
    yield from _joined_names(readings, folder, blobs, catalogue)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table in (table for reading in readings for table in reading.tables if table.rows_file is not None):
        for dataset_id, pairs in table.added_masters.items():
            for code, name in pairs:
                found[dataset_id].setdefault(code, name)
    for dataset_id, named in found.items():
        rows = master_rows(catalogue, dataset_id, list(named.items()))
        yield given_rows(f"added_{dataset_id}.csv", dataset_id, rows, folder, blobs)


def _joined_names(
    readings: Iterable[FileReading], folder: Path, blobs: BlobStore, catalogue: Catalogue
) -> Iterator[FileReading]:
    """The spellings that the tables join with names in the store, as aliases of their codes."""
    rows = {
        (entity, alias): {"entity": entity, "alias": alias, "code": code, "reason": reading.file}
        for reading in readings
        for table in reading.tables
        if table.rows_file is not None
        for entity, names in table.aliases.items()
        for alias, code in names.items()
    }
    for kind in (kind for kind in catalogue.datasets.values() if kind.holds_aliases and rows):
        typed = typed_rows(kind, list(rows.values()))
        yield given_rows(f"added_{kind.id}.csv", kind.id, typed, folder, blobs)


def given_rows(name: str, dataset_id: str, rows: pa.Table, folder: Path, blobs: BlobStore) -> FileReading:
    """The reading of rows that were given and not read; a csv file of them is kept as their original."""
    source, rows_file = folder / name, folder / f"{Path(name).stem}.arrow"
    source.write_bytes(as_csv(rows))
    with pa.OSFile(str(rows_file), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows)
    sha256, size = blobs.put_hashed(Area.ORIGINALS, source)
    table = TableReading(f"{name}!", name, "", dataset_id, rows=rows.num_rows, rows_file=rows_file)
    return FileReading(name, sha256, size, "csv", (table,), is_added=True)
