"""Checking the state directory; what a crash left behind is removed where it is a draft, else set aside."""

from __future__ import annotations

import logging

from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.loading.commit import Committer
from sales_core.loading.health import Health, HealthFinding

_log = logging.getLogger(__name__)


class Maintenance:
    """Health checks and tidying, never while a commit moves files."""

    def __init__(self, committer: Committer, health: Health, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._committer = committer
        self._health = health

    def check(self) -> list[HealthFinding]:
        """Differences between disk and ledger; empty when all is well."""
        with self._committer.locked():
            return self._health.check()

    def tidy(self) -> list[str]:
        """Removes the drafts that a crash left behind, and sets files aside that the database does not name.

        Returns the names removed. Raises UnhealthyError, before anything is touched, when the database is older than
        the files.
        """
        with self._committer.locked():
            self._health.refuse_older()
            self._health.forget_lost_plans()
            drafts = self._health.drafts()
            for area, name in drafts:
                self._blobs.remove(area, name)
            for area, name in self._health.unknown():
                _log.warning("set aside", extra={"file": self._blobs.set_aside(area, name)})
        return [name for _, name in drafts]

    def remove_originals_of(self, plan_id: str) -> None:
        """Removes the files of an open plan that is about to be discarded, but for those that others need."""
        with self._committer.locked():
            for name in self._health.originals_only_of(plan_id):
                self._blobs.remove(Area.ORIGINALS, name)

    def sweep_drafts(self) -> list[str]:
        """Removes plans that were neither committed nor kept open, and dropped files that nobody reads any more.

        Only what stands in the folders of drafts is touched. Returns the names removed.
        """
        with self._committer.locked():
            left = self._health.left_drafts()
            for area, name in left:
                self._blobs.remove(area, name)
        return [name for _, name in left]

    def retire(self, keep: int) -> None:
        """Removes the files of versions beyond the newest `keep`."""
        with self._committer.locked():
            self._health.retire(keep)
