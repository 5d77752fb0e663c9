"""Makes the file of a version again, and completes what earlier releases did not keep of one."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Upload, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import events
from sales_core.kernel.blob_store import Area, file_hash
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Text
from sales_core.loading.commit import Committer
from sales_core.loading.load_units import read_rows
from sales_core.loading.replay import Replay, build_facts
from sales_core.loading.version_manifest import manifest_name, read_manifest
from sales_core.warehouse.measure import Measured
from sales_core.warehouse.store import Store

_log = logging.getLogger(__name__)


class Rebuilder:
    """Writes version files that are named by versions that stand already."""

    def __init__(
        self, home: Home, store: Store, appdb: AppDatabase, committer: Committer, catalogue: Catalogue
    ) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._committer = committer
        self._replay = Replay(home, store, appdb, catalogue)

    def rebuild(self, number: int, by: str) -> Version:
        """The version with its new file. Raises UsageError, UnhealthyError; nothing is changed then."""
        if number == 0:
            raise UsageError(Text("error.version", {"version": number}))
        with self._committer.locked():
            version = self._appdb.history.version(number)
            file = f"{number:06d}-{secrets.token_hex(8)}.duckdb"
            path = self._blobs.path_for(Area.VERSIONS, file)
            draft = path.with_suffix(".draft")
            try:
                measured = self._store.build(None, draft, number, self._replay.change(version, version.uploads))
                _refuse_other(version, measured)
                made = replace(version, file=file, sha256=file_hash(draft), size=draft.stat().st_size)
                made = replace(made, meta=made.meta or self._facts(draft, number))
                draft.rename(path)
                self._take_place(made, version, by)
            finally:
                draft.unlink(missing_ok=True)
        return made

    def complete(self) -> None:
        """Hashes the files of versions and uploads that a release before 0.3 wrote, and gives versions a manifest.

        A damaged file is left as it is: `check` tells it.
        """
        lacking = [one for one in self._appdb.history.versions() if one.file and not one.sha256]
        if not lacking:
            return
        with self._committer.locked():
            for version in lacking:
                try:
                    self._complete(version)
                except UnhealthyError as error:
                    _log.warning("not hashed", extra={"version": version.id, "error": str(error)})

    def _complete(self, version: Version) -> None:
        path = self._store.path(version.id)
        meta = self._facts(path, version.id)
        made = replace(version, sha256=file_hash(path), size=path.stat().st_size, meta=meta)
        uploads = self._completed_uploads(path, version)
        self._committer.write_manifest(made, [one for one in uploads if one.version == version.id], ())
        with self._appdb.transaction() as connection:
            self._appdb.history.replace_file(connection, made)
            for upload in uploads:
                self._appdb.history.complete_upload(connection, upload)

    def _completed_uploads(self, path: Path, version: Version) -> list[Upload]:
        """The uploads of a version of which nobody kept the hash, with what its file says of them."""
        lacking = [one for one in self._appdb.history.uploads() if one.id in version.uploads and not one.rows_sha256]
        if not lacking:
            return []
        if version.id == self._appdb.current_version():
            owned = self._store.snapshot(version.id).partitions_owned()
        else:
            snapshot = self._store.preview(path, version.id)
            owned = snapshot.partitions_owned()
            snapshot.close()
        return [self._completed(one, owned) for one in lacking if self._blobs.exists(Area.UPLOADS, one.rows_file)]

    def _completed(self, upload: Upload, owned: Mapping[int, tuple[int, frozenset[str]]]) -> Upload:
        path = self._blobs.path_for(Area.UPLOADS, upload.rows_file)
        precedence, partitions = owned.get(upload.id, (0, frozenset()))
        own = pc.unique(read_rows(path, {"partition", "slice"}).column(0)).to_pylist()
        extra = tuple(sorted(partitions.difference(own)))
        return replace(upload, rows_sha256=file_hash(path), precedence=precedence, extra_partitions=extra)

    def _take_place(self, made: Version, before: Version, by: str) -> None:
        """The new file and its manifest first, then the row that names them; what stood there is set aside."""
        old = self._blobs.path_for(Area.VERSIONS, manifest_name(before.file)) if before.file else None
        kept = read_manifest(old) if old else None
        known = [one for one in self._appdb.history.uploads() if one.version == made.id]
        self._committer.write_manifest(made, known, kept.mappings if kept else ())
        with self._appdb.transaction() as connection:
            self._appdb.history.replace_file(connection, made)
            self._appdb.audit.write(by, events.REBUILD, {"version": made.id, "file": made.file}, connection)
        for name in (before.file, manifest_name(before.file)):
            if before.file and self._blobs.exists(Area.VERSIONS, name):
                self._blobs.set_aside(Area.VERSIONS, name)

    def _facts(self, path: Path, version: int) -> dict[str, str]:
        snapshot = self._store.preview(path, version)
        try:
            return build_facts(snapshot)
        finally:
            snapshot.close()


def _refuse_other(version: Version, measured: Measured) -> None:
    """Raises UnhealthyError unless what was built holds what the version held."""
    if (measured.rows, measured.sums, measured.periods) != (version.rows, version.sums, version.periods):
        raise UnhealthyError(Text("error.rebuild_differs", {"version": version.id}))
