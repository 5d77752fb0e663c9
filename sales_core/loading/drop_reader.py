"""Reads the files of one drop, several at a time; what one of them brings settles doubts of another."""

from __future__ import annotations

import threading
from collections.abc import Sequence
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
from sales_core.loading.reader import Reader
from sales_core.loading.reference_data import reference_data, with_readings
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData
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
        together = sum(len(reading.tables) for reading in readings) > 1
        if together and (doubtful := [n for n, one in enumerate(readings) if load_checks.may_be_settled(one)]):
            first = tuple(readings)
            for number in doubtful:
                others = (one for at, one in enumerate(first) if at != number)
                more = with_readings(reference, others, self._catalogue)
                if more != reference:
                    readings[number] = read(number, more)
        return tuple(readings)

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


def stop_if(cancel: threading.Event) -> None:
    """Raises CancelledError once `cancel` is set."""
    if cancel.is_set():
        raise CancelledError
