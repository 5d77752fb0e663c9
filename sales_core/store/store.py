"""The versions of one company."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from sales_core.errors import UnhealthyError, UsageError
from sales_core.settings import Home
from sales_core.store.build import build, format_hash
from sales_core.store.change import Built, Change
from sales_core.store.snapshot import Snapshot
from sales_core.terms import Text

_OPEN_AT_MOST = 12


class VersionBook(Protocol):
    """What the store asks the ledger."""

    def current_version(self) -> int:
        """The version that is current; 0 before the first load."""

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is no such version, '' when retention removed its file."""


class Store:
    """Opens versions read-only, one shared Snapshot a version and process, and builds new ones.

    Version 0 is the empty company. Building never changes a file that somebody can read.
    """

    def __init__(self, home: Home, book: VersionBook, *, threads: int | None = None) -> None:
        home.make()
        self._home = home
        self._book = book
        self._threads = threads
        self._open: OrderedDict[int, Snapshot] = OrderedDict()
        self._lock = threading.Lock()

    def current(self) -> Snapshot:
        """The current version."""
        return self.snapshot(self._book.current_version())

    def snapshot(self, version: int) -> Snapshot:
        """One version. Raises UsageError when there is none, UnhealthyError when its file is gone."""
        with self._lock:
            found = self._open.get(version)
            if found is None:
                found = Snapshot(self.path(version), version, threads=self._threads)
                self._open[version] = found
                # The oldest is forgotten, not closed: a thread may still be reading it.
                while len(self._open) > _OPEN_AT_MOST:
                    self._open.popitem(last=False)
            self._open.move_to_end(version)
            return found

    def path(self, version: int) -> Path:
        """The file of a version. Raises UsageError or UnhealthyError as `snapshot`."""
        if version == 0:
            return self._empty()
        name = self._book.version_file(version)
        if name is None:
            raise UsageError(Text(f"没有版本 {version}。", f"There is no version {version}."))
        path = self._home.versions / name
        if not name or not path.is_file():
            raise UnhealthyError(
                Text(f"版本 {version} 的文件已不存在。", f"The file of version {version} is gone.")
            )
        return path

    def build(self, base: int, target: Path, change: Change) -> Built:
        """Writes the version after `base` to `target`; it becomes a version when the ledger says so."""
        return build(self.path(base), target, base + 1, change)

    def preview(self, path: Path, version: int) -> Snapshot:
        """A built file that is not a version yet; the caller closes it."""
        return Snapshot(path, version, threads=self._threads)

    def _empty(self) -> Path:
        path = self._home.versions / f"empty-{format_hash()}.duckdb"
        if not path.is_file():
            draft = path.with_suffix(f".{threading.get_ident()}.draft")
            build(None, draft, 0, Change())
            draft.replace(path)
        return path
