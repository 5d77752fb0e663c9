"""Plans made in the background: progress that tells the truth, a cancel that works, a result that outlives the tab.

A job lives in this process; the plan it ends in is persisted by `Uploads`, so a restart loses only unfinished reading.
"""

from __future__ import annotations

import contextvars
import gc
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyarrow as pa

from sales_core.kernel.errors import NotAllowedError, SalesError, UsageError
from sales_core.kernel.log import log_incident
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading.staging import left_in_inbox
from sales_core.recognition.reading import Answers

if TYPE_CHECKING:
    from sales_core.loading.uploads import Uploads

_KEPT = 200
#: What one person may have under way, and drop at a time: two readers serve everybody.
MOST_RUNNING = 3
MOST_FILES = 60
#: Seconds after which the page has shown the plan too, and free memory is given back to the system.
_SETTLED = 5.0


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
    state: JobState
    cancel: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The background planner of one process: two files are read at a time, the rest wait."""

    def __init__(self, uploads: Uploads, home: Home, *, workers: int = 2) -> None:
        self._uploads = uploads
        self._home = home
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="plan")
        self._jobs: dict[str, _Job] = {}
        self._lock = threading.Lock()
        for folder in left_in_inbox(home):
            shutil.rmtree(folder, ignore_errors=True)

    def receive(self, files: Iterable[tuple[str, IO[bytes]]], viewer: Viewer, answers: Answers) -> str:
        """Copies what was dropped (label, content), starts planning it, returns the job id.

        Raises NotAllowedError; UsageError for too many files, or too many readings under way.
        """
        _demand(viewer)
        dropped = tuple(files)
        self._refuse_too_much(len(dropped), viewer)
        inbox = Path(tempfile.mkdtemp(dir=self._home.inbox))
        try:
            kept = [_copied(inbox / f"{number:03d}", name, body) for number, (name, body) in enumerate(dropped)]
            return self._start(kept, viewer, answers, inbox=inbox)
        except BaseException:
            shutil.rmtree(inbox, ignore_errors=True)
            raise

    def again(self, plan_id: str, viewer: Viewer, answers: Answers) -> str:
        """Reads the files of an open plan again with other answers; the old plan is discarded once that is done."""
        self._refuse_too_much(1, viewer)
        plan = self._uploads.open_plan(plan_id, viewer)
        files = [(reading.file, self._home.originals / reading.sha256) for reading in plan.readings]
        return self._start(files, viewer, answers, replaces=plan_id)

    def state(self, job_id: str, viewer: Viewer) -> JobState | None:
        """The job as it is now; None when it is unknown or another person's."""
        job = self._jobs.get(job_id)
        return job.state if job and job.state.owner == viewer.name else None

    def running(self, viewer: Viewer) -> tuple[JobState, ...]:
        """The viewer's jobs that are not over, oldest first."""
        with self._lock:
            states = [job.state for job in self._jobs.values()]
        return tuple(state for state in states if state.owner == viewer.name and state.running)

    def cancel(self, job_id: str, viewer: Viewer) -> None:
        """Stops the job's worker; nothing of it remains."""
        job = self._jobs.get(job_id)
        if job and job.state.owner == viewer.name:
            job.cancel.set()
            self._update(job, cancelled=True)

    def close(self) -> None:
        """Cancels what runs and ends the threads."""
        for job in self._jobs.values():
            job.cancel.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _start(
        self,
        files: Sequence[tuple[str, Path]],
        viewer: Viewer,
        answers: Answers,
        *,
        inbox: Path | None = None,
        replaces: str = "",
    ) -> str:
        _demand(viewer)
        job = _Job(JobState(secrets.token_urlsafe(9), viewer.name, tuple(name for name, _ in files)))
        with self._lock:
            self._jobs[job.state.id] = job
            for old in list(self._jobs)[:-_KEPT]:
                if not self._jobs[old].state.running:
                    del self._jobs[old]
        # The thread of the pool writes its log under the ids of who asked.
        future = self._pool.submit(
            contextvars.copy_context().run, self._run, job, tuple(files), viewer, answers, replaces
        )
        future.add_done_callback(lambda _: self._ended(inbox))
        return job.state.id

    def _refuse_too_much(self, files: int, viewer: Viewer) -> None:
        if files > MOST_FILES:
            raise UsageError(Text("error.too_many_files", {"most": MOST_FILES}))
        if len(self.running(viewer)) >= MOST_RUNNING:
            raise UsageError(Text("error.too_many_readings", {"most": MOST_RUNNING}))

    def _run(
        self, job: _Job, files: tuple[tuple[str, Path], ...], viewer: Viewer, answers: Answers, replaces: str
    ) -> None:
        def progress(stage: str, fraction: float) -> None:
            self._update(job, stage=stage, fraction=fraction)

        try:
            plan = self._uploads.plan(files, viewer, answers, progress=progress, cancel=job.cancel)
            if job.cancel.is_set():
                self._uploads.discard(plan.id, viewer)
                return
            if replaces:
                with suppress(UsageError):  # it may have been the oldest of too many
                    self._uploads.discard(replaces, viewer)
        except SalesError as error:
            self._update(job, error=error.text)
            return
        except Exception as error:  # noqa: BLE001 - told to who waits for it, with its traceback in the log
            number = log_incident("planning failed", error)
            self._update(job, error=Text("error.reading_fault", {"incident": number}))
            return
        self._update(job, plan_id=plan.id, fraction=1.0, stage="done")

    def _update(self, job: _Job, **changes: object) -> None:
        with self._lock:
            job.state = replace(job.state, **changes)  # type: ignore[arg-type]

    @staticmethod
    def _ended(inbox: Path | None) -> None:
        if inbox is not None:
            shutil.rmtree(inbox, ignore_errors=True)
        again = threading.Timer(_SETTLED, _give_back)
        again.daemon = True
        again.start()


def _give_back() -> None:
    gc.collect()
    pa.default_memory_pool().release_unused()


def _copied(path: Path, name: str, content: IO[bytes]) -> tuple[str, Path]:
    # The label never becomes part of a path.
    with path.open("wb") as target:
        shutil.copyfileobj(content, target)
    return name, path


def _demand(viewer: Viewer) -> None:
    if not viewer.may(Right.UPLOAD):
        raise NotAllowedError(viewer.name, Right.UPLOAD)
