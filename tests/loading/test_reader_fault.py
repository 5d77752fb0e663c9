"""A bug of ours while reading one file is that file's problem: the others of the drop go on."""

import threading
from datetime import date
from pathlib import Path
from unittest import TestCase

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.formats.sandbox.worker import WorkerFault
from sales_core.kernel.problems import Severity
from sales_core.kernel.settings import Limits
from sales_core.loading import worker
from sales_core.recognition.reading import Answers, ReferenceData


def test_a_fault_becomes_a_problem_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise WorkerFault("Traceback: boom")

    monkeypatch.setattr("sales_core.formats.sandbox.worker.run_in_worker", broken)
    file = tmp_path / "a.csv"
    file.write_text("x")
    with TestCase().assertLogs(level="ERROR") as log:
        reading = worker.WorkerReader(Limits(), product())(
            file,
            name="a.csv",
            reference=ReferenceData(today=date(2026, 6, 10)),
            answers=Answers(),
            out=tmp_path,
            progress=print,
            cancel=threading.Event(),
        )
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.place.file) == ("E_READER_FAULT", Severity.ERROR, "a.csv")
    assert "boom" in str(log.output)
