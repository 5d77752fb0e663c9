"""Checking the state directory and removing what a crash left behind."""

from __future__ import annotations

from sales_core.kernel.blob_store import BlobStore
from sales_core.loading.commit import Committer
from sales_core.loading.health import Health, HealthFinding


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
        """Removes what a crash left behind. Returns the names removed."""
        removed = []
        with self._committer.locked():
            self._health.forget_lost_plans()
            for area, name in self._health.strays():
                self._blobs.remove(area, name)
                removed.append(name)
        return removed

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
