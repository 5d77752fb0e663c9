"""Reads the files of one drop, several at a time; what one of them brings settles doubts of another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import CancelledError
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Viewer
from sales_core.loading import load_checks
from sales_core.loading.currency_checks import given_currency
from sales_core.loading.drop_names import arriving_names, writes_names_as_codes
from sales_core.loading.drop_scales import waits_for_scale, with_scales
from sales_core.loading.reader import Reader
from sales_core.loading.reference_data import reference_data, with_readings
from sales_core.recognition.document_heads import document_heads, leave_out_heads, may_be_lines
from sales_core.recognition.reading import Answers, DocumentHeads, FileReading, ProgressCallback, ReferenceData
from sales_core.recognition.returned_documents import names_returned, returned_documents, used_returns
from sales_core.warehouse.store import Store

#: Files of one drop that are read at the same time, each in a process of its own.
_AT_A_TIME = 2
#: Share of a plan's work that is done when everything is read.
READ = 0.5


class DropReader:
    """Keeps each file as an original and reads it against the current version."""

    def __init__(self, home: Home, store: Store, appdb: AppDatabase, *, reader: Reader, catalogue: Catalogue) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._reader = reader
        self._catalogue = catalogue

    def read(
        self,
        files: Sequence[tuple[str, Path]],
        viewer: Viewer,
        answers: Answers,
        folder: Path,
        *,
        progress: ProgressCallback,
        cancel: threading.Event,
    ) -> tuple[FileReading, ...]:
        """A reading of each file in order; rows that wait are kept below `folder`. Raises CancelledError."""
        reference = reference_data(self._store.current(), self._appdb, self._catalogue, viewer)
        if not reference.reporting_currency:
            reference = replace(reference, reporting_currency=given_currency(answers))
        done = [0.0] * len(files)

        def read(number: int, reference: ReferenceData) -> FileReading:
            def report(stage: str, fraction: float) -> None:
                done[number] = max(done[number], fraction)
                progress(stage, READ * sum(done) / len(files))

            stop_if(cancel)
            name, path = files[number]
            return self._read_one(
                name,
                path,
                folder / f"file{number}",
                reference=reference,
                answers=answers,
                progress=report,
                cancel=cancel,
            )

        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            readings = list(pool.map(read, range(len(files)), repeat(reference)))
        if sum(len(reading.tables) for reading in readings) > 1:
            readings = self._settled(readings, reference, read)
        return tuple(readings)

    def _settled(
        self,
        readings: list[FileReading],
        reference: ReferenceData,
        read: Callable[[int, ReferenceData], FileReading],
    ) -> list[FileReading]:
        """The readings; those that wait for what other files bring, or hold lines of their documents, made again."""
        tables = [table for reading in readings for table in reading.tables]
        heads, lists = document_heads(tables, self._catalogue), returned_documents(tables)
        names = arriving_names(readings, self._catalogue)
        found = list(readings)
        for number, reading in enumerate(readings):
            own = {table.key for table in reading.tables}
            others = tuple(one for one in heads if one.key not in own)
            has_lines = _holds_lines(reading, others, self._catalogue)
            more = replace(reference, documents=others) if has_lines else reference
            if any(names_returned(table, lists, self._catalogue) for table in reading.tables):
                more = replace(more, returned=lists)
            if writes_names_as_codes(reading, names, self._catalogue):
                more = replace(
                    more, codes={**more.codes, **{one: {**more.codes.get(one, {}), **names[one]} for one in names}}
                )
            if has_lines or load_checks.may_be_settled(reading):
                rest = (one for at, one in enumerate(readings) if at != number)
                more = with_readings(more, rest, self._catalogue)
            if waits_for_scale(reading, reference, self._catalogue):
                more = with_scales(more, readings[:number] + readings[number + 1 :], self._catalogue)
            if more != reference:
                found[number] = read(number, more)
        joined = [table for reading in found for table in reading.tables]
        return [replace(one, tables=tuple(used_returns(leave_out_heads(one.tables, joined), joined))) for one in found]

    def _read_one(
        self,
        name: str,
        path: Path,
        out: Path,
        *,
        reference: ReferenceData,
        answers: Answers,
        progress: ProgressCallback,
        cancel: threading.Event,
    ) -> FileReading:
        sha256, size = self._blobs.put_hashed(Area.ORIGINALS, path)
        out.mkdir(exist_ok=True)
        reading = self._reader(
            self._blobs.path_for(Area.ORIGINALS, sha256),
            name=name,
            reference=reference,
            answers=answers,
            out=out,
            progress=progress,
            cancel=cancel,
        )
        return replace(reading, file=name, sha256=sha256, size=size)


def _holds_lines(reading: FileReading, heads: Sequence[DocumentHeads], catalogue: Catalogue) -> bool:
    return any(may_be_lines(table, heads, catalogue) for table in reading.tables)


def stop_if(cancel: threading.Event) -> None:
    """Raises CancelledError once `cancel` is set."""
    if cancel.is_set():
        raise CancelledError
