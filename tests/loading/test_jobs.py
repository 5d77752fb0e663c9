"""Jobs as every process sees them: how much one person may have read at a time, progress, cancelling, a dead process."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.job_store import KEPT, LEASE, JobStore
from sales_core.i18n import locales
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import NotAllowedError, RefusedError, UsageError
from sales_core.kernel.log import log_context, start_log, stop_log
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Text, Viewer
from sales_core.loading.jobs import MOST_FILES, MOST_RUNNING, Jobs
from sales_core.recognition.reading import Answers, FileReading
from tests.support.clocks import FixedClock
from tests.support.company import Company
from tests.support.databases import Address
from tests.support.log import incident_in
from tests.support.reader import plain_reader

#: Refused when it is read: a plan without a version, which costs nothing to build.
BODY = b"date,rep,product,amount,quantity\n2026-05-01,E1,P1,bad,1\n"
ANN = Viewer("ann", Role.MANAGER)
MakeJobs = Callable[[Company], AbstractContextManager[Jobs]]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    made = threading.Event()
    yield made
    made.set()


@pytest.fixture
def slow(tmp_path: Path, gate: threading.Event, address: Address) -> Iterator[Company]:
    """A company whose reader tells how far it is, then waits until the gate is set or the job is cancelled."""

    def reader(path: Path, *, progress: Any, cancel: threading.Event, **more: Any) -> FileReading:
        progress("rows", 0.5)
        until = time.monotonic() + 60
        while not gate.is_set() and not cancel.is_set() and time.monotonic() < until:
            time.sleep(0.01)
        return plain_reader(path, progress=progress, cancel=cancel, **more)

    made = Company(tmp_path, reader, database="" if isinstance(address, Path) else address)
    yield made
    made.appdb.close()


@contextmanager
def jobs_of(company: Company) -> Iterator[Jobs]:
    """The jobs of one process of the company."""
    appdb = AppDatabase(company.settings.appdb_address)
    made = Jobs(company.uploads, company.settings.home.blobs, appdb)
    yield made
    made.close()
    made._pool.shutdown(wait=True)
    appdb.close()


def drop(jobs: Jobs, viewer: Viewer = LOCAL_ADMIN, name: str = "sales-may.csv") -> str:
    return jobs.receive([(name, io.BytesIO(BODY))], viewer, Answers())


def comes_true(asked: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not asked() and time.monotonic() < until:
        time.sleep(0.02)
    return asked()


def ended(jobs: Jobs, viewer: Viewer = LOCAL_ADMIN) -> bool:
    return comes_true(lambda: not jobs.running(viewer))


def test_one_person_cannot_fill_the_queue_through_several_processes(slow: Company, gate: threading.Event) -> None:
    with jobs_of(slow) as jobs, jobs_of(slow) as others:
        for number in range(MOST_RUNNING):
            drop((jobs, others)[number % 2])
        for each in (jobs, others):
            with pytest.raises(UsageError):
                drop(each)
        drop(jobs, ANN)
        gate.set()
        assert ended(jobs)
        assert ended(jobs, ANN)
        drop(jobs)
        assert ended(jobs)


def test_another_process_sees_progress_and_result(slow: Company, gate: threading.Event) -> None:
    with jobs_of(slow) as jobs, jobs_of(slow) as other:
        job_id = drop(jobs)
        assert comes_true(lambda: (state := other.state(job_id, LOCAL_ADMIN)) is not None and state.stage == "rows")
        state = other.state(job_id, LOCAL_ADMIN)
        assert state is not None
        assert (state.running, state.files, state.fraction) == (True, ("sales-may.csv",), 0.25)
        assert other.state(job_id, ANN) is None
        gate.set()
        assert ended(other)
        state = other.state(job_id, LOCAL_ADMIN)
        assert state is not None
        assert state.plan_id is not None
        assert slow.uploads.open_plan(state.plan_id, LOCAL_ADMIN).label == "sales-may.csv"


def test_another_process_cancels(slow: Company, gate: threading.Event) -> None:
    with jobs_of(slow) as jobs, jobs_of(slow) as other:
        job_id = drop(jobs)
        other.cancel(job_id, ANN)
        assert [state.id for state in other.running(LOCAL_ADMIN)] == [job_id]
        other.cancel(job_id, LOCAL_ADMIN)
        state = jobs.state(job_id, LOCAL_ADMIN)
        assert state is not None
        assert state.cancelled
        jobs._beat()
        assert comes_true(lambda: not jobs._jobs)
        assert not gate.is_set()
        assert slow.uploads.open_plans(LOCAL_ADMIN) == []


def test_a_job_of_a_dead_process_was_interrupted(appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    at, store = FixedClock(monkeypatch), JobStore(appdb)
    assert store.add("alive", "ann", ["a.csv"], most=2)
    assert store.add("dead", "ann", ["b.csv"], most=2)
    assert not store.add("more", "ann", ["c.csv"], most=2)
    at.advance(LEASE / 2)
    assert store.beat(["alive"]) == {"alive"}
    at.advance(LEASE / 2)
    assert [row.id for row in store.running("ann")] == ["alive"]
    assert [getattr(store.get(name, "ann"), "status", None) for name in ("alive", "dead")] == ["running", "interrupted"]
    assert store.add("more", "ann", ["c.csv"], most=2)
    # It was only held up: what it did in the end is true.
    assert store.finish("dead", "0123456789abcdef")
    assert getattr(store.get("dead", "ann"), "status", None) == "done"
    at.advance(KEPT)
    store.add("last", "ann", ["d.csv"], most=2)
    assert store.get("alive", "ann") is None


def test_what_was_interrupted_says_so(slow: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    with jobs_of(slow) as jobs:
        at = FixedClock(monkeypatch)
        JobStore(slow.appdb).add("gone", LOCAL_ADMIN.name, ["a.csv"], most=1)
        assert len(jobs.running(LOCAL_ADMIN)) == 1
        at.advance(LEASE)
        state = jobs.state("gone", LOCAL_ADMIN)
        assert state is not None
        assert (state.running, state.error) == (False, Text("error.job_interrupted"))
        assert jobs.running(LOCAL_ADMIN) == ()


def test_why_it_failed_is_known_to_every_process(tmp_path: Path, address: Address) -> None:
    said = Text("error.plan_unknown", {"plan_id": Text("error.too_many_files", {"most": 3})})

    def refusing(path: Path, **more: Any) -> FileReading:
        raise RefusedError(said, ())

    company = Company(tmp_path, refusing, database="" if isinstance(address, Path) else address)
    with jobs_of(company) as jobs, jobs_of(company) as other:
        job_id = drop(jobs)
        assert ended(other)
        state = other.state(job_id, LOCAL_ADMIN)
        assert state is not None
        assert state.error == said
        assert state.error.in_("en") == said.in_("en")
    company.appdb.close()


def test_too_many_files_and_no_right(slow: Company) -> None:
    with jobs_of(slow) as jobs:
        with pytest.raises(UsageError):
            jobs.receive([(f"{n}.csv", io.BytesIO(b"x")) for n in range(MOST_FILES + 1)], LOCAL_ADMIN, Answers())
        with pytest.raises(NotAllowedError):
            drop(jobs, Viewer("eva", Role.EXECUTIVE))
        assert slow.settings.home.blobs.names(Area.INBOX) == []


def test_dropped_files_leave_the_inbox_whatever_their_name(slow: Company, gate: threading.Event) -> None:
    gate.set()
    with jobs_of(slow) as jobs:
        job_id = drop(jobs, name="sales-../../../etc/passwd")
        assert ended(jobs)
        state = jobs.state(job_id, LOCAL_ADMIN)
        assert state is not None
        assert state.plan_id
        assert comes_true(lambda: slow.settings.home.blobs.names(Area.INBOX) == [])


def test_what_a_crash_left_is_removed_and_what_others_wait_for_is_not(slow: Company) -> None:
    blobs = slow.settings.home.blobs
    for name in ("old", "young"):
        blobs.path_for(Area.INBOX, name).mkdir()
    os.utime(blobs.path_for(Area.INBOX, "old"), (time.time() - 90_000,) * 2)
    with jobs_of(slow):
        assert blobs.names(Area.INBOX) == ["young"]


def test_a_reading_that_meets_a_defect_shows_its_incident(tmp_path: Path, address: Address) -> None:
    def broken(*_: object, **__: object) -> FileReading:
        raise ZeroDivisionError("while reading")

    company = Company(tmp_path, broken, database="" if isinstance(address, Path) else address)
    start_log(tmp_path / "log")
    try:
        with jobs_of(company) as jobs:
            with log_context(request="r1", viewer=LOCAL_ADMIN.name):
                job_id = drop(jobs)
            assert ended(jobs)
            state = jobs.state(job_id, LOCAL_ADMIN)
    finally:
        stop_log()
    assert state is not None
    assert state.error is not None
    for locale in locales():
        found = incident_in(tmp_path / "log", state.error.in_(locale))
        assert "ZeroDivisionError: while reading" in found["exception"]
        assert (found["request"], found["viewer"]) == ("r1", LOCAL_ADMIN.name)
        assert found["plan"]
    company.appdb.close()


GOOD = BODY.replace(b"bad", b"5.00")


def test_what_is_ready_is_planned_apart_and_what_waits_stays_open(company: Company) -> None:
    with jobs_of(company) as jobs:
        first = jobs.receive(
            [("sales-good.csv", io.BytesIO(GOOD)), ("sales-bad.csv", io.BytesIO(BODY))], LOCAL_ADMIN, Answers()
        )
        assert comes_true(lambda: not is_running(jobs, first))
        both = plan_of(jobs, first)
        assert company.uploads.open_plan(both, LOCAL_ADMIN).errors
        second = jobs.ready_part(both, LOCAL_ADMIN, Answers())
        assert comes_true(lambda: not is_running(jobs, second))
        assert comes_true(lambda: len(company.uploads.open_plans(LOCAL_ADMIN)) == 2)
        ready = company.uploads.open_plan(plan_of(jobs, second), LOCAL_ADMIN)
        assert [load.file for load in ready.loads] == ["sales-good.csv"]
        company.uploads.commit(ready.id, LOCAL_ADMIN, confirmed=True)
        (waits,) = company.uploads.open_plans(LOCAL_ADMIN)
        assert (waits.label, waits.outdated) == ("sales-bad.csv", True)
        again = jobs.again(waits.id, LOCAL_ADMIN, Answers())
        assert comes_true(lambda: not is_running(jobs, again))
        assert company.uploads.open_plan(plan_of(jobs, again), LOCAL_ADMIN).errors


def is_running(jobs: Jobs, job: str) -> bool:
    state = jobs.state(job, LOCAL_ADMIN)
    return state is not None and state.running


def plan_of(jobs: Jobs, job: str) -> str:
    state = jobs.state(job, LOCAL_ADMIN)
    assert state is not None
    assert state.plan_id
    return state.plan_id
