"""How `Uploads` gets a file read: in the limited worker process. Tests may hand in another reader."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol

from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData


class Reader(Protocol):
    """Reads one file into typed rows below `out`; never raises for what is wrong in the file."""

    def __call__(
        self,
        path: Path,
        *,
        name: str,
        reference: ReferenceData,
        answers: Answers,
        out: Path,
        progress: ProgressCallback,
        cancel: threading.Event,
    ) -> FileReading:
        """The reading; its problems say what is wrong."""
