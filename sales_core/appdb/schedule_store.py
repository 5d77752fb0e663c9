"""Which job ran when, and which process runs it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, Transaction

#: A run that takes its process down with it is not begun a fourth time.
_ATTEMPTS = 3


class RunOutcome(StrEnum):
    """How a run stands. LOST: its process ended before it did."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job. `due`: the moment it was for; `details`: what it did; `incident`: its failure's number."""

    id: int
    job: str
    due: datetime
    started: datetime
    finished: datetime | None
    outcome: RunOutcome
    details: Mapping[str, Any]
    incident: str


class ScheduleStore:
    """Leases and runs. What is checked and then written stands in one transaction, so that one process wins."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def take(self, job: str, due: datetime | None, now: datetime, holder: str, lease: timedelta) -> int | None:
        """Begins a run and returns its number; None when another process holds the job or it was done for `due`.

        Without `due` it begins whatever was done. A job that was never seen is noted, and due from then on.
        """
        known = self._fetch(_job(job))
        if known and not _may_begin(known[0], self._fetch(_since(job, due)), due, now):
            return None  # nearly always: no transaction that others would wait for
        with self._transaction() as connection:
            found = connection.execute(_job(job)).mappings().first()
            row: dict[str, Any] = {**found} if found is not None else {"seen": now, "lease_until": now}
            if found is None:
                connection.execute(sa.insert(t.schedule_jobs).values(job=job, holder="", **row))
            since = [{**run} for run in connection.execute(_since(job, due)).mappings()]
            if not _may_begin(row, since, due, now):
                return None
            held = {"holder": holder, "lease_until": now + lease}
            return _begin(connection, job, due or now, now, held)

    def renew(self, run_id: int, holder: str, until: datetime) -> None:
        """Holds the job of a run until then, unless another process has taken it."""
        with self._transaction() as connection:
            connection.execute(_held(run_id, holder).values(lease_until=until))

    def finish(
        self,
        run_id: int,
        holder: str,
        now: datetime,
        outcome: RunOutcome,
        details: Mapping[str, Any],
        *,
        incident: str = "",
    ) -> None:
        """Ends a run and gives its job free, unless another process has taken it."""
        ended = sa.update(t.schedule_runs).where(t.schedule_runs.c.id == run_id)
        ended = ended.values(finished=now, outcome=outcome, details=dict(details), incident=incident)
        with self._transaction() as connection:
            connection.execute(ended)
            connection.execute(_held(run_id, holder).values(holder="", lease_until=now))

    def run(self, run_id: int) -> JobRun:
        """One run that exists."""
        return _run(self._fetch(sa.select(t.schedule_runs).where(t.schedule_runs.c.id == run_id))[0])

    def runs(self, job: str, limit: int) -> list[JobRun]:
        """The last runs of a job, newest first."""
        query = sa.select(t.schedule_runs).where(t.schedule_runs.c.job == job)
        return [_run(row) for row in self._fetch(query.order_by(t.schedule_runs.c.id.desc()).limit(limit))]

    def forget_before(self, moment: datetime) -> int:
        """Removes what is known of runs that were due before `moment`, but the last of each job; how many."""
        runs = t.schedule_runs
        newest = sa.select(sa.func.max(runs.c.id)).group_by(runs.c.job).scalar_subquery()
        with self._transaction() as connection:
            return connection.execute(sa.delete(runs).where(runs.c.due < moment, runs.c.id.not_in(newest))).rowcount


def _job(job: str) -> sa.Select[Any]:
    return sa.select(t.schedule_jobs).where(t.schedule_jobs.c.job == job)


def _since(job: str, due: datetime | None) -> sa.Select[Any]:
    """The runs for a moment or later; none without a moment."""
    runs = t.schedule_runs
    since = runs.c.due >= due if due is not None else sa.false()
    return sa.select(runs.c.outcome).where(runs.c.job == job, since)


def _may_begin(row: Mapping[str, Any], since: Sequence[Mapping[str, Any]], due: datetime | None, now: datetime) -> bool:
    """Whether nobody holds the job, nothing ended for this moment, and not too many runs for it were lost."""
    if row["lease_until"] > now:
        return False
    ended = any(run["outcome"] in {RunOutcome.DONE, RunOutcome.FAILED} for run in since)
    return due is None or (due > row["seen"] and not ended and len(since) < _ATTEMPTS)


def _begin(connection: sa.Connection, job: str, due: datetime, now: datetime, held: Mapping[str, Any]) -> int:
    """Takes the lease; a run that still stands as running was left by a process that ended."""
    jobs, runs = t.schedule_jobs, t.schedule_runs
    connection.execute(sa.update(jobs).where(jobs.c.job == job).values(held))
    left = sa.update(runs).where(runs.c.job == job, runs.c.outcome == RunOutcome.RUNNING)
    connection.execute(left.values(outcome=RunOutcome.LOST))
    values = {"job": job, "due": due, "started": now, "outcome": RunOutcome.RUNNING, "details": {}, "incident": ""}
    number = connection.execute(sa.insert(runs).values(values).returning(runs.c.id)).scalar_one()
    return int(number)


def _held(run_id: int, holder: str) -> sa.Update:
    """A change of the lease of a run's job, if `holder` still has it."""
    job = sa.select(t.schedule_runs.c.job).where(t.schedule_runs.c.id == run_id).scalar_subquery()
    return sa.update(t.schedule_jobs).where(t.schedule_jobs.c.job == job, t.schedule_jobs.c.holder == holder)


def _run(row: dict[str, Any]) -> JobRun:
    return JobRun(**(row | {"outcome": RunOutcome(row["outcome"])}))
