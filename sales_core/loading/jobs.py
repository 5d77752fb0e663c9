"""Plans made in the background: progress that tells the truth, a cancel that works, a result that outlives the tab.

A job is worked off by threads of the process that took it; the application database says how far it is, so that any
process can show and cancel it, and tell when its process has stopped. The plan it ends in is kept by `Uploads`.
"""

from __future__ import annotations

import contextvars
import gc
import logging
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyarrow as pa
from sqlalchemy.exc import SQLAlchemyError

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.job_store import JobRow, JobStore
from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.kernel.errors import SalesError, UsageError
from sales_core.kernel.log import log_incident
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading.left_out import leaving_out, not_ready, ready
from sales_core.loading.plan_file import text_as_data, text_from_data
from sales_core.loading.staging import left_in_inbox
from sales_core.recognition.progress_stages import stage_kind
from sales_core.recognition.reading import Answers, FileReading

if TYPE_CHECKING:
    from sales_core.loading.uploads import Uploads

_log = logging.getLogger(__name__)
#: What one person may have under way, and drop at a time: two readers serve everybody.
MOST_RUNNING = 3
MOST_FILES = 60
#: Seconds between two signs of life, which is also how late a job hears that another process cancelled it.
_BEAT = 2.0
#: Seconds between two reports of one stage.
_REPORT = 0.4
#: Seconds after which the page has shown the plan too, and free memory is given back to the system.
_SETTLED = 5.0
_INTERRUPTED = Text("error.job_interrupted")


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job is. `fraction` 0 to 1; `plan_id` once done; `error` when it could not be planned."""

    id: str
    owner: str
    files: tuple[str, ...]
    stage: str = "waiting"
    fraction: float = 0.0
    plan_id: str | None = None
    error: Text | None = None
    cancelled: bool = False

    @property
    def running(self) -> bool:
        """Whether there is still something to wait for."""
        return self.plan_id is None and self.error is None and not self.cancelled


@dataclass(slots=True)
class _Job:
    """A job that this process works off."""

    id: str
    files: tuple[tuple[str, Path], ...]
    viewer: Viewer
    answers: Answers
    replaces: str
    rest: tuple[tuple[tuple[str, Path], ...], Answers] | None = None
    """Files that wait for something, with what was said about them: a plan of their own is made of them after this."""
    cancel: threading.Event = field(default_factory=threading.Event)
    reported: tuple[float, str] = (float("-inf"), "")
    """When, by the process's clock, and which stage."""


class Jobs:
    """The background planner of one process: two files are read at a time, the rest wait."""

    def __init__(self, uploads: Uploads, blobs: BlobStore, appdb: AppDatabase, *, workers: int = 2) -> None:
        self._uploads = uploads
        self._blobs = blobs
        self._store = JobStore(appdb)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="plan")
        self._jobs: dict[str, _Job] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._beating: threading.Thread | None = None
        for name in left_in_inbox(blobs):
            blobs.remove(Area.INBOX, name)

    def receive(self, files: Iterable[tuple[str, IO[bytes]]], viewer: Viewer, answers: Answers) -> str:
        """Copies what was dropped (label, content), starts planning it, returns the job id.

        Raises NotAllowedError; UsageError for too many files, or too many readings under way.
        """
        demand(viewer, Right.UPLOAD)
        dropped = tuple(files)
        self._refuse_too_much(len(dropped), viewer)
        name = secrets.token_hex(8)
        inbox = self._blobs.path_for(Area.INBOX, name)
        inbox.mkdir(parents=True)
        try:
            kept = [_copied(inbox / f"{number:03d}", label, body) for number, (label, body) in enumerate(dropped)]
            return self._start(kept, viewer, answers, inbox=name)
        except BaseException:
            self._blobs.remove(Area.INBOX, name)
            raise

    def again(self, plan_id: str, viewer: Viewer, answers: Answers) -> str:
        """Reads the files of an open plan again with other answers; the old plan is discarded once that is done."""
        self._refuse_too_much(1, viewer)
        plan = self._uploads.open_plan(plan_id, viewer)
        return self._start(self._dropped(plan.readings), viewer, answers, replaces=plan_id)

    def ready_part(self, plan_id: str, viewer: Viewer, answers: Answers) -> str:
        """Plans what is ready of an open plan; what waits for an answer or a mend becomes an open plan of its own."""
        self._refuse_too_much(1, viewer)
        plan = self._uploads.open_plan(plan_id, viewer)
        waiting, loadable = not_ready(plan), ready(plan)
        waits = [one for one in plan.readings if {one.file, *(table.key for table in one.tables)} & {*waiting}]
        loads = [one for one in plan.readings if {table.key for table in one.tables} & {*loadable}]
        return self._start(
            self._dropped(loads),
            viewer,
            leaving_out(answers, waiting),
            replaces=plan_id,
            rest=(self._dropped(waits), leaving_out(answers, loadable)),
        )

    def _dropped(self, readings: Iterable[FileReading]) -> tuple[tuple[str, Path], ...]:
        """The files of readings, as they were dropped."""
        return tuple(
            (one.file, self._blobs.path_for(Area.ORIGINALS, one.sha256)) for one in readings if not one.is_added
        )

    def state(self, job_id: str, viewer: Viewer) -> JobState | None:
        """The job as it is now, whichever process works it off; None when it is unknown or another person's."""
        row = self._store.get(job_id, viewer.name)
        return None if row is None else _state(row)

    def running(self, viewer: Viewer) -> tuple[JobState, ...]:
        """The viewer's jobs that are not over, oldest first."""
        return tuple(_state(row) for row in self._store.running(viewer.name))

    def cancel(self, job_id: str, viewer: Viewer) -> None:
        """Stops the job's worker; nothing of it remains."""
        self._store.cancel(job_id, viewer.name)
        self._beat()

    def close(self) -> None:
        """Cancels what runs here and ends the threads."""
        self._closed.set()
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            job.cancel.set()
            self._store.cancel(job.id, job.viewer.name)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _start(
        self,
        files: Sequence[tuple[str, Path]],
        viewer: Viewer,
        answers: Answers,
        *,
        inbox: str = "",
        replaces: str = "",
        rest: tuple[tuple[tuple[str, Path], ...], Answers] | None = None,
    ) -> str:
        demand(viewer, Right.UPLOAD)
        job = _Job(secrets.token_urlsafe(9), tuple(files), viewer, answers, replaces, rest)
        if not self._store.add(job.id, viewer.name, [name for name, _ in files], most=MOST_RUNNING):
            raise _too_many()
        with self._lock:
            self._jobs[job.id] = job
            if self._beating is None:
                self._beating = threading.Thread(target=self._beat_on, name="jobs-alive", daemon=True)
                self._beating.start()
        # The thread of the pool writes its log under the ids of who asked.
        future = self._pool.submit(contextvars.copy_context().run, self._run, job)
        future.add_done_callback(lambda _: self._ended(job, inbox))
        return job.id

    def _refuse_too_much(self, files: int, viewer: Viewer) -> None:
        if files > MOST_FILES:
            raise UsageError(Text("error.too_many_files", {"most": MOST_FILES}))
        if len(self._store.running(viewer.name)) >= MOST_RUNNING:
            raise _too_many()

    def _run(self, job: _Job) -> None:
        try:
            if job.rest is not None:
                # First: it is the older of the two, and the files stay needed whatever becomes of the others.
                self._uploads.plan(job.rest[0], job.viewer, job.rest[1], cancel=job.cancel)
            plan = self._uploads.plan(
                job.files, job.viewer, job.answers, progress=lambda *at: self._report(job, *at), cancel=job.cancel
            )
            if job.cancel.is_set() or not self._store.finish(job.id, plan.id):
                self._uploads.discard(plan.id, job.viewer)
                return
        except SalesError as error:
            self._store.fail(job.id, text_as_data(error.text))
            return
        except Exception as error:  # noqa: BLE001 - told to who waits for it, with its traceback in the log
            number = log_incident("planning failed", error)
            self._store.fail(job.id, text_as_data(Text("error.reading_fault", {"incident": number})))
            return
        if job.replaces:
            with suppress(UsageError):  # it may have been the oldest of too many
                self._uploads.discard(job.replaces, job.viewer)

    def _report(self, job: _Job, stage: str, fraction: float) -> None:
        at, before = job.reported
        if stage_kind(stage) == before and time.monotonic() - at < _REPORT:
            return
        job.reported = (time.monotonic(), stage_kind(stage))
        if not self._store.report(job.id, stage, fraction):
            job.cancel.set()

    def _beat_on(self) -> None:
        while not self._closed.wait(_BEAT):
            with self._lock:
                if not self._jobs:
                    self._beating = None
                    return
            try:
                self._beat()
            except SQLAlchemyError:
                # The database is away for a moment: the lease outlasts several signs of life.
                _log.exception("no sign of life of the jobs could be written")

    def _beat(self) -> None:
        """Tells that the jobs of this process live, and hears which of them another process cancelled."""
        with self._lock:
            jobs = dict(self._jobs)
        if not jobs:
            return
        for ended in jobs.keys() - self._store.beat(list(jobs)):
            jobs[ended].cancel.set()

    def _ended(self, job: _Job, inbox: str) -> None:
        with self._lock:
            self._jobs.pop(job.id, None)
        if inbox:
            self._blobs.remove(Area.INBOX, inbox)
        again = threading.Timer(_SETTLED, _give_back)
        again.daemon = True
        again.start()


def _state(row: JobRow) -> JobState:
    error = text_from_data(row.error) if row.error else _INTERRUPTED if row.status == "interrupted" else None
    return JobState(
        row.id, row.owner, row.files, row.stage, row.fraction, row.plan or None, error, row.status == "cancelled"
    )


def _too_many() -> UsageError:
    return UsageError(Text("error.too_many_readings", {"most": MOST_RUNNING}))


def _give_back() -> None:
    gc.collect()
    pa.default_memory_pool().release_unused()


def _copied(path: Path, name: str, content: IO[bytes]) -> tuple[str, Path]:
    # The label never becomes part of a path.
    with path.open("wb") as target:
        shutil.copyfileobj(content, target)
    return name, path
