"""The reader of production: every file is read in the limited worker process."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.i18n import Locale, extend
from sales_core.i18n.catalogue import added
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.log import log_incident
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What crosses to the worker."""

    path: Path
    name: str
    catalogue: Catalogue | None
    """None for the product's own, which is there already."""
    reference: ReferenceData
    answers: Answers
    limits: Limits
    out: Path
    texts: tuple[Mapping[Locale, Mapping[str, str]], ...] = ()
    """What was added to the texts in this process: headers are compared with labels."""


def read_in_worker(request: ReadRequest, progress: ProgressCallback) -> FileReading:
    """Runs inside the worker process."""
    from sales_core.recognition.read import read_file

    for texts in request.texts:
        extend(texts)
    return read_file(
        request.path,
        name=request.name,
        catalogue=request.catalogue or _product(),
        reference=request.reference,
        answers=request.answers,
        limits=request.limits,
        out=request.out,
        progress=progress,
    )


def _product() -> Catalogue:
    from sales_core.loading.product_reader import CATALOGUE

    return CATALOGUE


class WorkerReader:
    """Reads in a worker whose memory, CPU and wall time are limited; its death is a problem of the file."""

    def __init__(self, limits: Limits, catalogue: Catalogue) -> None:
        self._limits = limits
        # Every file would wait for what crosses at the pipe, and metrics and lists are nothing to a reader.
        self._catalogue = None if catalogue.is_product else catalogue.for_reading()

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
        """The reading. Raises CancelledError."""
        from sales_core.formats.sandbox.worker import WorkerFault, run_in_worker

        request = ReadRequest(path, name, self._catalogue, reference, answers, self._limits, out, added())
        try:
            reading = run_in_worker(
                f"{__name__}.read_in_worker",
                request,
                limits=self._limits,
                on_progress=progress,
                cancel=cancel,
                file=name,
                writes_to=out,
            )
        except RefusedError as refused:
            return FileReading(name, path.name, path.stat().st_size, "", problems=refused.problems)
        except WorkerFault as error:
            # A bug of ours must not take the other files of the drop with it; its traceback is for the server's log.
            number = log_incident(f"the reader failed on a file of {path.stat().st_size} bytes", error)
            fault = Problem("E_READER_FAULT", Severity.ERROR, Place(name), facts={"incident": number})
            return FileReading(name, path.name, path.stat().st_size, "", problems=(fault,))
        if not isinstance(reading, FileReading):
            raise TypeError(f"the worker answered with {type(reading).__name__}")
        return reading
