"""The versions of one company."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import duckdb
from filelock import FileLock

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import NewerReleaseError, RefusedError, UnhealthyError, UsageError
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Text
from sales_core.warehouse.build import build, format_hash
from sales_core.warehouse.change import Change
from sales_core.warehouse.layout import refuse_newer_file
from sales_core.warehouse.measure import Measured, content_hash, measure
from sales_core.warehouse.snapshot import Snapshot

_OPEN_AT_MOST = 12
#: What DuckDB says of a file that a later DuckDB wrote.
_NEWER_FILE = "with version number"


class VersionBook(Protocol):
    """What the store asks the ledger."""

    def current_version(self) -> int:
        """The version that is current; 0 before the first load."""

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is none, '' when retention removed its file."""


class Store:
    """Opens versions read-only, one shared Snapshot a version and process, and builds new ones.

    Version 0 is the empty company. Building never changes a file that somebody can read.
    """

    def __init__(self, home: Home, book: VersionBook, catalogue: Catalogue) -> None:
        home.make()
        self._blobs = home.blobs
        self._book = book
        self._catalogue = catalogue
        self._open: OrderedDict[int, Snapshot] = OrderedDict()
        self._lock = threading.Lock()

    def current(self) -> Snapshot:
        """The current version."""
        return self.snapshot(self._book.current_version())

    def snapshot(self, version: int) -> Snapshot:
        """One version. Raises UsageError when there is none, UnhealthyError when its file is gone, damaged or newer."""
        with self._lock:
            found = self._open.get(version)
            if found is None:
                found = self._opened(version)
                self._open[version] = found
                # The oldest is forgotten, not closed: a thread may still be reading it.
                while len(self._open) > _OPEN_AT_MOST:
                    self._open.popitem(last=False)
            self._open.move_to_end(version)
            return found

    def refuse_newer(self) -> None:
        """Raises NewerReleaseError when a newer release wrote the current version's file."""
        try:
            version = self._book.current_version()
            if version:
                self._read(version, self.path(version)).close()
        except NewerReleaseError:
            raise
        except UnhealthyError:
            return  # the file is gone or damaged: `check` says so, and has to run for that

    def path(self, version: int) -> Path:
        """The file of a version. Raises UsageError or UnhealthyError as `snapshot`."""
        if version == 0:
            return self._empty()
        name = self._book.version_file(version)
        if name is None:
            raise UsageError(Text("error.version", {"version": version}))
        if not name or not self._blobs.exists(Area.VERSIONS, name):
            raise UnhealthyError(Text("error.version_file_gone", {"version": version}))
        return self._blobs.path_for(Area.VERSIONS, name)

    def build(
        self,
        base: int,
        target: Path,
        version: int,
        change: Change,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Measured:
        """Writes `version`, changed from `base`, to `target`; it counts when the ledger says so.

        `progress` is told the share that is done.

        Raises RefusedError when a value does not fit the store, UnhealthyError when kept rows are gone.
        """
        try:
            return build(self._catalogue, self.path(base), target, version, change, progress=progress)
        except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
            raise RefusedError(Text("error.value_too_large", {"error": error})) from error
        except FileNotFoundError as error:
            raise UnhealthyError(Text("error.rows_file_gone", {"error": error})) from error

    def preview(self, path: Path, version: int) -> Snapshot:
        """A built file that is not a version yet; the caller closes it."""
        return Snapshot(path, version)

    def measure(self, version: int) -> Measured:
        """Counts and sums of a version's file as it is now."""
        snapshot = self.snapshot(version)
        return measure(_ask(snapshot), self._catalogue, None if snapshot.is_empty else snapshot.as_of)

    def content_hash(self, version: int) -> str:
        """Equal for versions that hold the same rows and figures, however they came about."""
        return content_hash(_ask(self.snapshot(version)), self._catalogue)

    def is_derived(self, name: str, versions: Iterable[int]) -> bool:
        """Whether a file among the versions is one this release derived or derives: the empty company, or a version
        written by an older release. Those of other releases can go."""
        name = name.replace(".draft", ".duckdb").removesuffix(".spill")
        if name == f"empty-{format_hash(self._catalogue)}.duckdb":
            return True
        return name in {_derived_name(version, format_hash(self._catalogue)) for version in versions}

    def _opened(self, version: int) -> Snapshot:
        path = self.path(version)
        snapshot = self._read(version, path)
        if snapshot.meta.get("format") == format_hash(self._catalogue):
            return snapshot
        snapshot.close()
        return Snapshot(self._derived(version, path), version)

    def _read(self, version: int, path: Path) -> Snapshot:
        """The file as it is. Raises NewerReleaseError, UnhealthyError when it is damaged; it is left as it is."""
        try:
            snapshot = Snapshot(path, version)
        except duckdb.Error as error:
            if _NEWER_FILE in str(error):
                raise NewerReleaseError(Text("error.version_newer", {"found": f"DuckDB {path.name}"})) from error
            raise UnhealthyError(Text("error.version_damaged", {"version": version, "error": error})) from error
        if snapshot.meta.get("format") != format_hash(self._catalogue):
            try:
                refuse_newer_file(_ask(snapshot), self._catalogue)
            except NewerReleaseError:
                snapshot.close()
                raise
        return snapshot

    def _derived(self, version: int, path: Path) -> Path:
        # An older release wrote this file: the rows stand, tables and views are derived afresh beside it.
        derived = self._blobs.path_for(Area.VERSIONS, _derived_name(version, format_hash(self._catalogue)))
        with FileLock(derived.with_suffix(".lock")):
            if not derived.is_file():
                draft = derived.with_suffix(".draft")
                build(self._catalogue, path, draft, version, Change())
                draft.replace(derived)
        return derived

    def _empty(self) -> Path:
        path = self._blobs.path_for(Area.VERSIONS, f"empty-{format_hash(self._catalogue)}.duckdb")
        with FileLock(path.with_suffix(".lock")):
            if not path.is_file():
                draft = path.with_suffix(".draft")
                draft.unlink(missing_ok=True)
                build(self._catalogue, None, draft, 0, Change())
                draft.replace(path)
        return path


def _derived_name(version: int, format_name: str) -> str:
    return f"{version:06d}-{format_name}.derived.duckdb"


def _ask(snapshot: Snapshot) -> Any:
    return lambda sql: [tuple(row.values()) for row in snapshot.rows(sql)]
