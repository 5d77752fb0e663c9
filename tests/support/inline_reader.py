"""The product's reader without its limited process: files of tests are known to end, and a process a file costs most of the time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Limits
from sales_core.loading import worker
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData


def read_inline(patch: pytest.MonkeyPatch) -> None:
    """Reads every file of the product's catalogue in the process that asks, by the product's limits."""
    limits = Limits()

    def call(
        _self: worker.WorkerReader,
        path: Path,
        *,
        name: str,
        reference: ReferenceData,
        answers: Answers,
        out: Path,
        progress: ProgressCallback,
        cancel: threading.Event,
    ) -> FileReading:
        assert not cancel.is_set()
        return read_file(
            path,
            name=name,
            catalogue=product(),
            reference=reference,
            answers=answers,
            limits=limits,
            out=out,
            progress=progress,
        )

    patch.setattr(worker.WorkerReader, "__call__", call)
