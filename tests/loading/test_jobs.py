"""How much one person may have read at a time, and what is left on disk afterwards."""

import io
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Viewer
from sales_core.loading.jobs import MOST_FILES, MOST_RUNNING, Jobs
from sales_core.recognition.reading import Answers, FileReading
from tests.support.company import Company
from tests.support.present import present
from tests.support.reader import plain_reader

BODY = b"date,rep,product,amount,quantity\n2026-05-01,E1,P1,100,1\n"


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


@pytest.fixture
def slow(tmp_path: Path, gate: threading.Event) -> Company:
    """A company whose reader waits until the gate is set."""

    def reader(path: Path, **more: Any) -> FileReading:
        assert gate.wait(20)
        return plain_reader(path, **more)

    return Company(tmp_path, reader)


def drop(jobs: Jobs, viewer: Viewer = LOCAL_ADMIN, name: str = "sales-may.csv") -> str:
    return jobs.receive([(name, io.BytesIO(BODY))], viewer, Answers())


def ended(jobs: Jobs, viewer: Viewer = LOCAL_ADMIN) -> bool:
    until = time.monotonic() + 20
    while jobs.running(viewer) and time.monotonic() < until:
        time.sleep(0.02)
    return not jobs.running(viewer)


def test_one_person_cannot_fill_the_queue(slow: Company, gate: threading.Event) -> None:
    jobs = Jobs(slow.uploads, slow.settings.home)
    for _ in range(MOST_RUNNING):
        drop(jobs)
    with pytest.raises(UsageError):
        drop(jobs)
    drop(jobs, Viewer("ann", Role.MANAGER))
    gate.set()
    assert ended(jobs)
    assert ended(jobs, Viewer("ann", Role.MANAGER))
    drop(jobs)
    assert ended(jobs)
    jobs.close()


def test_too_many_files_and_no_right(slow: Company) -> None:
    jobs = Jobs(slow.uploads, slow.settings.home)
    with pytest.raises(UsageError):
        jobs.receive([(f"{n}.csv", io.BytesIO(b"x")) for n in range(MOST_FILES + 1)], LOCAL_ADMIN, Answers())
    with pytest.raises(NotAllowedError):
        drop(jobs, Viewer("eva", Role.EXECUTIVE))
    assert list(slow.settings.home.inbox.iterdir()) == []


def test_dropped_files_leave_the_inbox_whatever_their_name(slow: Company, gate: threading.Event) -> None:
    gate.set()
    jobs = Jobs(slow.uploads, slow.settings.home)
    job_id = drop(jobs, name="sales-../../../etc/passwd")
    assert ended(jobs)
    assert present(jobs.state(job_id, LOCAL_ADMIN)).plan_id
    assert jobs.state(job_id, Viewer("ann", Role.MANAGER)) is None
    until = time.monotonic() + 5
    while list(slow.settings.home.inbox.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    assert list(slow.settings.home.inbox.iterdir()) == []


def test_what_a_crash_left_is_removed_and_what_others_wait_for_is_not(slow: Company) -> None:
    old, young = slow.settings.home.inbox / "old", slow.settings.home.inbox / "young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    Jobs(slow.uploads, slow.settings.home)
    assert [path.name for path in slow.settings.home.inbox.iterdir()] == ["young"]
