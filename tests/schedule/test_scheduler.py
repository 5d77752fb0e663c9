"""Jobs run when they are due, once among all processes; what was missed is caught up once; what failed is told."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sales_core.appdb.schedule_store import RunOutcome
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import ConflictError, NotAllowedError, UsageError
from sales_core.kernel.log import start_log, stop_log
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Viewer
from sales_core.schedule.due import Every
from sales_core.schedule.job import JobCompany, ScheduledJob
from sales_core.schedule.scheduler import RUN_LEASE, Scheduler
from sales_core.schedule.thread import ScheduleThread
from tests.support.company import Company
from tests.support.log import incident_in

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
START = datetime(2026, 5, 9, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Bench:
    """One company, a clock that the test sets, and a job that is due every hour."""

    company: Company
    now: datetime = START
    ran: list[str] = field(default_factory=list)
    work: Callable[[], Mapping[str, str | int]] = dict

    def scheduler(self, *names: str) -> Scheduler:
        """A scheduler as another process would have one."""

        def job(name: str) -> ScheduledJob:
            def run(_company: JobCompany) -> Mapping[str, str | int]:
                self.ran.append(name)
                return self.work()

            return ScheduledJob(name, lambda _: Every(1), run)

        whole = self.company
        opened = JobCompany(whole.settings, whole.appdb, product(), whole.uploads)
        return Scheduler(opened, [job(name) for name in names or ("count",)], now=lambda: self.now)


@pytest.fixture
def bench(tmp_path: Path, database: str) -> Iterator[Bench]:
    company = Company(tmp_path, database=database)
    start_log(tmp_path / "log")
    yield Bench(company)
    stop_log()
    company.appdb.close()


def test_a_new_job_waits_for_its_next_time(bench: Bench) -> None:
    one = bench.scheduler()
    assert one.run_due() == []
    bench.now += HOUR
    (run,) = one.run_due()
    assert (run.outcome, run.due, run.started) == (RunOutcome.DONE, START + HOUR / 2, bench.now)
    assert one.run_due() == []
    assert bench.ran == ["count"]


def test_what_was_missed_is_caught_up_once(bench: Bench) -> None:
    bench.scheduler().run_due()
    bench.now += 50 * HOUR
    other = bench.scheduler()
    assert len(other.run_due()) == 1
    assert other.run_due() == []
    bench.now += HOUR
    assert len(other.run_due()) == 1
    assert len(bench.ran) == 2


def test_a_failure_is_told_and_the_next_job_runs(bench: Bench, tmp_path: Path) -> None:
    one = bench.scheduler("first", "second")
    one.run_due()
    bench.now += HOUR
    bench.work = lambda: {"share": 1 // (len(bench.ran) - 1)}
    failed, done = one.run_due()
    assert (failed.outcome, failed.details) == (RunOutcome.FAILED, {"error": "ZeroDivisionError"})
    assert (done.outcome, done.details) == (RunOutcome.DONE, {"share": 1})
    found = incident_in(tmp_path / "log", failed.incident)
    assert found["job"] == "first"
    assert "ZeroDivisionError" in found["exception"]
    (event,) = bench.company.appdb.audit.events(what="job_failed")
    assert event.details == {"job": "first", "incident": failed.incident}
    assert one.run_due() == [], "a failed run is not repeated before the job is due again"


def test_of_two_schedulers_one_runs_a_job_that_is_under_way(bench: Bench) -> None:
    one, other, begun, go_on = bench.scheduler(), bench.scheduler(), threading.Event(), threading.Event()

    def work() -> Mapping[str, str | int]:
        begun.set()
        assert go_on.wait(20)
        return {}

    bench.work = work
    one.run_due()
    bench.now += HOUR
    running = threading.Thread(target=one.run_due)
    running.start()
    assert begun.wait(20)
    assert other.run_due() == []
    with pytest.raises(ConflictError):
        other.run("count", LOCAL_ADMIN)
    (status,) = other.status(LOCAL_ADMIN)
    assert status.runs[0].outcome is RunOutcome.RUNNING
    go_on.set()
    running.join()
    assert other.run_due() == []
    assert bench.ran == ["count"]


def test_a_lease_that_nobody_renews_is_taken_over_but_not_for_ever(bench: Bench) -> None:
    store = bench.company.appdb.schedule
    one = bench.scheduler()
    one.run_due()
    bench.now += HOUR
    due = START + HOUR / 2
    for _ in range(3):
        assert store.take("count", due, bench.now, "killed", RUN_LEASE) is not None
        assert store.take("count", due, bench.now, "other", RUN_LEASE) is None
        bench.now += RUN_LEASE
    assert one.run_due() == [], "a run that ends its process three times is not begun again"
    bench.now += HOUR
    assert len(one.run_due()) == 1
    assert [run.outcome for run in store.runs("count", 9)] == [RunOutcome.DONE, *[RunOutcome.LOST] * 3]


def test_who_lost_the_lease_does_not_give_it_free(bench: Bench) -> None:
    store = bench.company.appdb.schedule
    first = store.take("count", None, bench.now, "slow", RUN_LEASE)
    bench.now += RUN_LEASE
    assert first is not None
    assert store.take("count", None, bench.now, "fast", RUN_LEASE) is not None
    store.renew(first, "slow", bench.now)
    store.finish(first, "slow", bench.now, RunOutcome.DONE, {})
    assert store.take("count", None, bench.now, "third", RUN_LEASE) is None


def test_a_job_is_run_by_hand_by_who_may(bench: Bench) -> None:
    one = bench.scheduler()
    with pytest.raises(NotAllowedError):
        one.run("count", Viewer("eva", Role.EXECUTIVE))
    with pytest.raises(NotAllowedError):
        one.status(Viewer("eva", Role.EXECUTIVE))
    with pytest.raises(UsageError) as refused:
        one.run("coutn", LOCAL_ADMIN)
    assert refused.value.near == ("count",)
    assert one.run("count", LOCAL_ADMIN).outcome is RunOutcome.DONE
    assert bench.ran == ["count"]


def test_old_runs_are_forgotten_but_the_last(bench: Bench) -> None:
    one = bench.scheduler()
    for _ in range(4):
        one.run("count", LOCAL_ADMIN)
        bench.now += HOUR
    assert bench.company.appdb.schedule.forget_before(bench.now) == 3
    assert len(bench.company.appdb.schedule.runs("count", 9)) == 1


def test_the_thread_looks_at_once_and_goes_on_after_a_fault(bench: Bench, tmp_path: Path) -> None:
    one, looks, done = bench.scheduler(), 0, threading.Event()

    def scheduler() -> Scheduler:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise ConnectionError("database away")
        if bench.ran:
            done.set()
        bench.now += HOUR
        return one

    thread = ScheduleThread(scheduler, seconds=0.01)
    thread.start()
    assert done.wait(20)
    thread.stop()
    assert "database away" in (tmp_path / "log" / "sales.log").read_text(encoding="utf-8")


def test_processes_never_run_a_job_twice(tmp_path: Path, database: str) -> None:
    company = Company(tmp_path, database=database)
    company.appdb.close()
    ran = tmp_path / "ran.txt"
    words = [str(company.settings.home.root), database, str(ran), "2"]
    started = [
        subprocess.Popen([sys.executable, "-m", "tests.schedule.schedule_process", *words], cwd=PROJECT)
        for _ in range(2)
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    assert len(ran.read_text(encoding="utf-8").splitlines()) == 1
