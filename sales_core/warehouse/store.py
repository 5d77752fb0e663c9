"""The versions of one company."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import duckdb
from filelock import FileLock

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import (
    DamagedVersionError,
    NewerReleaseError,
    RefusedError,
    UnhealthyError,
    UsageError,
)
from sales_core.kernel.memory import memory_limits
from sales_core.kernel.settings import Home
from sales_core.kernel.storage import need_free
from sales_core.kernel.terms import Text
from sales_core.warehouse.build import build, format_hash
from sales_core.warehouse.change import Change
from sales_core.warehouse.damage import SUSPECT, is_damaged
from sales_core.warehouse.layout import refuse_newer_file
from sales_core.warehouse.measure import Measured, content_hash, measure
from sales_core.warehouse.open_versions import OpenVersions
from sales_core.warehouse.snapshot import Snapshot

#: Left over on the disk when a version is built.
_SPARE_BYTES = 4 * 1024 * 1024
#: What DuckDB says of a file that a later DuckDB wrote.
_NEWER_FILE = "with version number"


class VersionBook(Protocol):
    """What the store asks the ledger."""

    def current_version(self) -> int:
        """The version that is current; 0 before the first load."""

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is none, '' when retention removed its file."""

    def version_hash(self, version: int) -> str:
        """The SHA-256 of a version's file; '' when it is not kept."""


class Store:
    """Opens versions read-only, one shared Snapshot a version and process, and builds new ones.

    Version 0 is the empty company. Building never changes a file that somebody can read.
    """

    def __init__(self, home: Home, book: VersionBook, catalogue: Catalogue) -> None:
        home.make()
        self._blobs = home.blobs
        self._book = book
        self._catalogue = catalogue
        self._listeners: list[Callable[[int], None]] = []
        self._open = OpenVersions(memory_limits().versions, self._tell_let_go)
        self._damaged: dict[int, tuple[tuple[object, ...], DamagedVersionError]] = {}
        self._lock = threading.Lock()

    def current(self) -> Snapshot:
        """The current version. Raises as `snapshot`."""
        return self.snapshot(self._book.current_version())

    def readable(self, newest: int | None = None) -> tuple[Snapshot, UnhealthyError | None]:
        """Version `newest` (None = the current one); else the last one before it that can be opened, with what is wrong
        with it.

        Raises UnhealthyError when there is none.
        """
        newest = self._book.current_version() if newest is None else newest
        try:
            return self.snapshot(newest), None
        except NewerReleaseError:
            raise
        except UnhealthyError as error:
            for version in range(newest - 1, 0, -1):
                with suppress(UnhealthyError, UsageError):
                    return self.snapshot(version), error
            raise

    def snapshot(self, version: int) -> Snapshot:
        """One version. Raises UsageError when there is none, DamagedVersionError when its file is gone or damaged,
        NewerReleaseError."""
        with self._lock:
            self._refuse_damaged(version)
            found = self._open.get(version)
            if found is None:
                found = self._opened(version)
                self._open.put(version, found)
            return found

    def on_let_go(self, listener: Callable[[int], None]) -> None:
        """Calls `listener` with the number of each version that is held open no more."""
        self._listeners.append(listener)

    def let_go_idle(self, seconds: float) -> None:
        """Gives the memory of versions back that nobody used for so long; the current one stays open."""
        current = self._book.current_version()
        with self._lock:
            self._open.let_go_idle(seconds, current)

    def _tell_let_go(self, version: int) -> None:
        for listener in self._listeners:
            listener(version)

    def refuse_newer(self) -> None:
        """Raises NewerReleaseError when a newer release wrote the current version's file.

        What was opened to see that stays open: it is what is read next.
        """
        try:
            version = self._book.current_version()
            if not version:
                return
            opened = self._read(version, self.path(version))
            if opened.meta.get("format") == format_hash(self._catalogue):
                with self._lock:
                    self._open.put(version, opened)
            else:
                opened.close()
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
        if not name:
            raise UnhealthyError(Text("error.version_retired", {"version": version}))
        if not self._blobs.exists(Area.VERSIONS, name):
            raise DamagedVersionError(
                version, Text("error.version_file_gone", {"version": version, "file": f"{Area.VERSIONS}/{name}"})
            )
        return self._blobs.path_for(Area.VERSIONS, name)

    def verify(self, version: int) -> None:
        """Compares every byte of a version's file with its hash. Raises as `path`, and DamagedVersionError.

        A damaged version is not shown by this process any more.
        """
        path = self.path(version)
        if version and self._differs(version, path):
            raise self._note_damage(version, path, Text("error.bytes_differ"))

    def build(
        self,
        base: int | None,
        target: Path,
        version: int,
        change: Change,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Measured:
        """Writes `version`, changed from `base` (None = from nothing), to `target`; it counts when the ledger says so.

        `progress` is told the share that is done. The bytes of `base` are compared with their hash before: damage must
        not be copied into versions to come.

        Raises RefusedError when a value does not fit the store, UnhealthyError when kept rows are gone,
        DamagedVersionError.
        """
        if base is not None:
            self.verify(base)
        path = None if base is None else self.path(base)
        need_free(target.parent, _room(path, change))
        try:
            return build(self._catalogue, path, target, version, change, progress=progress)
        except SUSPECT as error:
            if base is not None and path is not None:
                self._suspect(base, path, error)
            raise
        except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
            raise RefusedError(Text("error.value_too_large", {"error": error})) from error
        except FileNotFoundError as error:
            raise UnhealthyError(Text("error.rows_file_gone", {"error": error})) from error

    def preview(self, path: Path, version: int) -> Snapshot:
        """A file as it is, such as one that is not a version yet; the caller closes it. Raises UnhealthyError."""
        return self._read(version, path)

    def measure(self, version: int) -> Measured:
        """Counts and sums of a version's file as it is now."""
        snapshot = self.snapshot(version)
        return measure(_ask(snapshot), self._catalogue, None if snapshot.is_empty else snapshot.as_of)

    @property
    def format(self) -> str:
        """Names the way this release derives tables."""
        return format_hash(self._catalogue)

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

    def _refuse_damaged(self, version: int) -> None:
        """Raises what was found when the version's file was last met, unless another one stands in its place."""
        mark, error = self._damaged.get(version, ((), None))
        if error is None:
            return
        name = self._book.version_file(version)
        if name and mark == _stamp(self._blobs.path_for(Area.VERSIONS, name)):
            raise error
        del self._damaged[version]

    def _suspect(self, version: int, path: Path, error: duckdb.Error) -> None:
        """Raises DamagedVersionError when `error` comes from a damaged file."""
        if version and is_damaged(path, self._book.version_hash(version)):
            raise self._note_damage(version, path, error) from error

    def _note_damage(self, version: int, path: Path, reason: object) -> DamagedVersionError:
        """The error to raise; the version is not shown any more until another file stands in its place."""
        file = f"{Area.VERSIONS}/{path.name}"
        found = DamagedVersionError(
            version, Text("error.version_damaged", {"version": version, "file": file, "error": reason})
        )
        self._damaged[version] = (_stamp(path), found)
        self._open.forget(version)
        return found

    def _read(self, version: int, path: Path) -> Snapshot:
        """The file as it is. Raises NewerReleaseError, UnhealthyError when it is damaged; it is left as it is."""
        suspect = partial(self._suspect, version, path)
        try:
            snapshot = Snapshot(path, version, on_suspicion=suspect)
        except duckdb.Error as error:
            if _NEWER_FILE in str(error) and not self._differs(version, path):
                raise NewerReleaseError(Text("error.version_newer", {"found": f"DuckDB {path.name}"})) from error
            if version and is_damaged(path, self._book.version_hash(version)):
                raise self._note_damage(version, path, error) from error
            facts = {"version": version, "file": f"{Area.VERSIONS}/{path.name}", "error": error}
            raise UnhealthyError(Text("error.version_unreadable", facts)) from error
        if snapshot.meta.get("format") != format_hash(self._catalogue):
            try:
                refuse_newer_file(_ask(snapshot), self._catalogue)
            except NewerReleaseError:
                snapshot.close()
                raise
        return snapshot

    def _differs(self, version: int, path: Path) -> bool:
        """Whether the file is known to be other than it was written."""
        known = self._book.version_hash(version)
        return bool(known) and is_damaged(path, known)

    def _derived(self, version: int, path: Path) -> Path:
        # An older release wrote this file: the rows stand, tables and views are derived afresh beside it.
        self.verify(version)
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


def _room(base: Path | None, change: Change) -> int:
    """Bytes that a version changed from `base` takes at most, roughly: the copy, and what comes in twice."""
    return (base.stat().st_size if base is not None else 0) + 2 * change.size + _SPARE_BYTES


def _stamp(path: Path) -> tuple[object, ...]:
    """Changes when another file is put in the place of this one."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (path.name,)
    return (path.name, found.st_ino, found.st_size, found.st_mtime_ns)


def _derived_name(version: int, format_name: str) -> str:
    return f"{version:06d}-{format_name}.derived.duckdb"


def _ask(snapshot: Snapshot) -> Any:
    return lambda sql: [tuple(row.values()) for row in snapshot.rows(sql)]
