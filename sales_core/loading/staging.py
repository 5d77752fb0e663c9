"""The folder of one plan: its rows, the candidate version, and the plan itself. Gone once committed or discarded."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.kernel.errors import UsageError
from sales_core.kernel.log import bind_ids
from sales_core.kernel.terms import Text
from sales_core.loading import plan_file
from sales_core.loading.plan import Plan

_ID = re.compile(r"[0-9a-f]{16}")
_LOCK = "building.lock"
_PLAN = "plan.json"
#: What still lies in a folder of drafts after this time was left by a crash.
_LEFT_BEHIND_SECONDS = 24 * 3600.0
#: A folder younger than this without a lock is one whose maker comes to lock it.
_NOT_YET_LOCKED_SECONDS = 60.0


class Staging:
    """Folders of the staging area, one a plan. A folder is only removed while nobody holds its lock."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    @contextmanager
    def new(self) -> Iterator[str]:
        """A new plan id whose folder is locked inside the block, and removed when the block fails."""
        plan_id = secrets.token_hex(8)
        folder = self.folder(plan_id)
        folder.mkdir(parents=True)
        bind_ids(plan=plan_id)
        with FileLock(folder / _LOCK):
            try:
                yield plan_id
            except BaseException:
                self._blobs.remove(Area.STAGING, plan_id)
                raise

    def folder(self, plan_id: str) -> Path:
        """The plan's folder. Raises UsageError when `plan_id` cannot be one: it may come from a link."""
        if not _ID.fullmatch(plan_id):
            raise _unknown(plan_id)
        return self._blobs.path_for(Area.STAGING, plan_id)

    def candidate(self, plan_id: str) -> Path:
        """Where the next version waits."""
        return self.folder(plan_id) / "candidate.duckdb"

    def save(self, plan: Plan) -> None:
        """Keeps the plan for another process or another day."""
        path = self.folder(plan.id) / _PLAN
        draft = path.with_suffix(".draft")
        draft.write_bytes(plan_file.plan_as_json(plan))
        draft.replace(path)

    def load(self, plan_id: str) -> Plan:
        """A saved plan. Raises UsageError when there is none (any more), or one that this release cannot read."""
        plan = self._read(plan_id)
        if plan is None:
            raise _unknown(plan_id)
        return plan

    def holds(self, plan_id: str) -> bool:
        """Whether the plan is still there and this release can read it."""
        return self._read(plan_id) is not None

    def _read(self, plan_id: str) -> Plan | None:
        path = self.folder(plan_id) / _PLAN
        return plan_file.plan_from_json(path.read_bytes()) if path.is_file() else None

    def remove(self, plan_id: str) -> None:
        """Removes the folder, if it is there."""
        self._blobs.remove(Area.STAGING, self.folder(plan_id).name)

    def left(self, open_plans: frozenset[str]) -> list[str]:
        """Names of folders, a day old, of no open plan that nobody is building in."""
        names = (name for name in self._blobs.names(Area.STAGING) if name not in open_plans)
        # The age first: looking at the lock may make one.
        old = [name for name in names if _is_left(self._blobs.path_for(Area.STAGING, name))]
        return [name for name in old if _is_idle(self._blobs.path_for(Area.STAGING, name))]

    def names(self) -> list[str]:
        """Names of all folders of plans."""
        return self._blobs.names(Area.STAGING)

    def idle(self) -> list[str]:
        """Names of folders that nobody is building in.

        A plan is open before its folder is let go: who asks for the open plans after this knows all that are idle.
        """
        return [name for name in self.names() if _is_idle(self._blobs.path_for(Area.STAGING, name))]


def _is_idle(folder: Path) -> bool:
    if not folder.is_dir():
        return True
    lock = folder / _LOCK
    if not lock.exists() and folder.stat().st_mtime > time.time() - _NOT_YET_LOCKED_SECONDS:
        return False
    try:
        with FileLock(lock, timeout=0):
            return True
    except Timeout:
        return False


def left_in_inbox(blobs: BlobStore) -> list[str]:
    """Names of the drops of files that a crash left."""
    return [name for name in blobs.names(Area.INBOX) if _is_left(blobs.path_for(Area.INBOX, name))]


def _is_left(path: Path) -> bool:
    """Whether it is a folder that nothing was put into for a day: a younger one another process may be working in."""
    return path.is_dir() and path.stat().st_mtime < time.time() - _LEFT_BEHIND_SECONDS


def _unknown(plan_id: str) -> UsageError:
    return UsageError(Text("error.plan_unknown", {"plan_id": plan_id}))
