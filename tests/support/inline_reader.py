"""The product's reader without its limited process: files of tests are known to end, and a process a file costs most of the time."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Limits
from sales_core.loading import worker
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData


def inline_reader(
    path: Path,
    *,
    name: str,
    reference: ReferenceData,
    answers: Answers,
    out: Path,
    progress: ProgressCallback,
    cancel: threading.Event,
) -> FileReading:
    """Reads a file of the product's catalogue in the process that asks, by the product's limits."""
    assert not cancel.is_set()
    return read_file(
        path,
        name=name,
        catalogue=product(),
        reference=reference,
        answers=answers,
        limits=Limits(),
        out=out,
        progress=progress,
    )


def read_inline(patch: pytest.MonkeyPatch) -> None:
    """Reads every file so."""

    def call(_self: worker.WorkerReader, path: Path, **more: Any) -> FileReading:
        return inline_reader(path, **more)

    patch.setattr(worker.WorkerReader, "__call__", call)
