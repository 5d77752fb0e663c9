"""Runs what is due, once among all processes of a company, and tells what ran."""

from __future__ import annotations

import difflib
import logging
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales_core.appdb.schedule_store import JobRun, RunOutcome
from sales_core.kernel import clock, events
from sales_core.kernel.errors import ConflictError, SalesError, UsageError
from sales_core.kernel.log import log_context, log_incident, new_id
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.schedule.due import Daily, Every
from sales_core.schedule.job import JobCompany, ScheduledJob
from sales_core.schedule.jobs import SCHEDULED_JOBS

#: A process that stops renewing its lease for so long is taken for dead, and its job for not done.
RUN_LEASE = timedelta(minutes=5)
_RENEW_SECONDS = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobStatus:
    """One job with its rule (None: switched off), when it is due next, and its last runs, newest first."""

    job: ScheduledJob
    due: Daily | Every | None
    next: datetime | None
    runs: tuple[JobRun, ...]


class Scheduler:
    """The jobs of one company. A job missed while nothing ran is caught up once; a job that is new waits for its next
    time. Safe to use from many processes at once.
    """

    def __init__(
        self,
        company: JobCompany,
        jobs: Sequence[ScheduledJob] = SCHEDULED_JOBS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._company = company
        self._jobs = {job.id: job for job in jobs}
        self._now = now
        self._holder = secrets.token_hex(8)

    def run_due(self) -> list[JobRun]:
        """Runs every job that is due and that no other process has; the runs that ended, failed ones included."""
        ended: list[JobRun] = []
        if self._company.appdb.view_only is not None:  # nothing that a job makes could be kept
            return ended
        for job in self._jobs.values():
            rule = job.due(self._company.appdb.company)
            run = self._run(job, self._latest(job, rule), self._company) if rule else None
            if run is not None:
                ended.append(run)
        return ended

    def _latest(self, job: ScheduledJob, rule: Daily | Every) -> datetime:
        """The last moment at which a job was due, by its rule or beside it."""
        now = self._now()
        also = job.also(self._company)
        return rule.latest(now) if also is None or also > now else max(rule.latest(now), also)

    def run(self, job_id: str, viewer: Viewer) -> JobRun:
        """Runs one job now, due or not. Raises NotAllowedError, UsageError for an unknown job, ConflictError when it is
        running already.
        """
        demand(viewer, Right.MANAGE_USERS)
        if job_id not in self._jobs:
            near = difflib.get_close_matches(job_id, self._jobs, n=3)
            raise UsageError(Text("schedule.unknown", {"name": job_id}), near or list(self._jobs))
        run = self._run(self._jobs[job_id], None, replace(self._company, by=viewer.name))
        if run is None:
            raise ConflictError(Text("schedule.running", {"name": job_id}))
        return run

    def status(self, viewer: Viewer, runs: int = 10) -> list[JobStatus]:
        """Every job with at most `runs` of its last runs. Raises NotAllowedError."""
        demand(viewer, Right.MANAGE_USERS)
        found = []
        for job in self._jobs.values():
            rule = job.due(self._company.appdb.company)
            last = self._company.appdb.schedule.runs(job.id, runs)
            found.append(JobStatus(job, rule, rule.next(self._now()) if rule else None, tuple(last)))
        return found

    def _run(self, job: ScheduledJob, due: datetime | None, company: JobCompany) -> JobRun | None:
        """The run; None when it is not to be done here and now. `due` None: now, whatever the rule."""
        store = company.appdb.schedule
        run_id = store.take(job.id, due, self._now(), self._holder, RUN_LEASE)
        if run_id is None:
            return None
        with log_context(request=new_id(), job=job.id), self._renewed(run_id):
            try:
                details = job.run(company)
            except Exception as error:  # noqa: BLE001 - the border of a job: told, and the next one runs
                number = log_incident("scheduled job failed", error)
                why = str(error) if isinstance(error, SalesError) else type(error).__name__
                store.finish(run_id, self._holder, self._now(), RunOutcome.FAILED, {"error": why}, incident=number)
                company.appdb.audit.write(company.by, events.JOB_FAILED, {"job": job.id, "incident": number})
            else:
                store.finish(run_id, self._holder, self._now(), RunOutcome.DONE, details)
                _log.info("scheduled job done", extra=dict(details))
        return store.run(run_id)

    @contextmanager
    def _renewed(self, run_id: int) -> Iterator[None]:
        """The lease, held as long as the block takes."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(_RENEW_SECONDS):
                self._company.appdb.schedule.renew(run_id, self._holder, self._now() + RUN_LEASE)

        renewing = threading.Thread(target=renew, name="schedule-lease", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            over.set()
            renewing.join()
