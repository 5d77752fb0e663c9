"""Background jobs as every process sees them. A job whose process stopped saying that it lives was interrupted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.database import AppDatabase
from sales_core.kernel import clock

#: After so long without a sign of life a running job counts as interrupted.
LEASE = timedelta(seconds=30)
#: For how long an ended job is remembered.
KEPT = timedelta(days=7)

Status = Literal["running", "done", "failed", "cancelled", "interrupted"]


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job. `plan` is the id of the plan it made, empty before; `error` a text as key and values."""

    id: str
    owner: str
    files: tuple[str, ...]
    stage: str
    fraction: float
    plan: str
    error: Mapping[str, Any] | None
    status: Status


class JobStore:
    """Writes a job from the process that runs it, reads and cancels it from any."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def add(self, job_id: str, owner: str, files: Sequence[str], *, most: int) -> bool:
        """Adds a running job; False, and nothing added, when `owner` has `most` of them already."""
        moment = clock.now()
        with self._appdb.transaction() as connection:
            connection.execute(sa.delete(t.jobs).where(t.jobs.c.heartbeat <= moment - KEPT))
            running = sa.select(sa.func.count()).select_from(t.jobs).where(_runs(moment), t.jobs.c.owner == owner)
            if connection.execute(running).scalar_one() >= most:
                return False
            values = {"id": job_id, "owner": owner, "files": list(files), "stage": "waiting", "fraction": 0.0}
            values |= {"plan": "", "error": None, "status": "running", "created": moment, "heartbeat": moment}
            connection.execute(sa.insert(t.jobs).values(values))
        return True

    def get(self, job_id: str, owner: str) -> JobRow | None:
        """The job; None when it is unknown or another person's."""
        rows = self._appdb.fetch(sa.select(t.jobs).where(t.jobs.c.id == job_id, t.jobs.c.owner == owner))
        return _row(rows[0], clock.now()) if rows else None

    def running(self, owner: str) -> list[JobRow]:
        """The jobs of `owner` that are not over, oldest first."""
        moment = clock.now()
        query = sa.select(t.jobs).where(_runs(moment), t.jobs.c.owner == owner).order_by(t.jobs.c.created, t.jobs.c.id)
        return [_row(row, moment) for row in self._appdb.fetch(query)]

    def report(self, job_id: str, stage: str, fraction: float) -> bool:
        """Writes how far a running job is, which is a sign of life too; False when it was cancelled meanwhile."""
        return self._set(job_id, stage=stage, fraction=fraction)

    def beat(self, job_ids: Sequence[str]) -> set[str]:
        """Signs of life of running jobs; returns those that still are to run."""
        still = sa.and_(t.jobs.c.id.in_(job_ids), t.jobs.c.status == "running")
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.update(t.jobs).where(still).values(heartbeat=clock.now()))
            return set(connection.execute(sa.select(t.jobs.c.id).where(still)).scalars())

    def finish(self, job_id: str, plan: str) -> bool:
        """The job made this plan; False when it was cancelled before."""
        return self._set(job_id, status="done", stage="done", fraction=1.0, plan=plan)

    def fail(self, job_id: str, error: Mapping[str, Any]) -> None:
        """The job could not make a plan; `error` says why."""
        self._set(job_id, status="failed", error=dict(error))

    def cancel(self, job_id: str, owner: str) -> None:
        """Ends a running job of `owner`; its process stops working when it next reports."""
        self._set(job_id, t.jobs.c.owner == owner, status="cancelled")

    def _set(self, job_id: str, *more: sa.ColumnElement[bool], **values: object) -> bool:
        mine = sa.and_(t.jobs.c.id == job_id, t.jobs.c.status == "running", *more)
        with self._appdb.transaction(durable=False) as connection:
            changed = connection.execute(sa.update(t.jobs).where(mine).values({**values, "heartbeat": clock.now()}))
            return changed.rowcount == 1


def _runs(moment: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(t.jobs.c.status == "running", t.jobs.c.heartbeat > moment - LEASE)


def _row(row: Mapping[str, Any], moment: datetime) -> JobRow:
    is_lost = row["status"] == "running" and row["heartbeat"] <= moment - LEASE
    return JobRow(
        row["id"], row["owner"], tuple(row["files"]), row["stage"], row["fraction"], row["plan"], row["error"],
        "interrupted" if is_lost else row["status"],
    )  # fmt: skip
