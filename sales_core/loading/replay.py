"""A version made again from the kept rows of its uploads, without its file or that of any other version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Upload, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area, file_hash
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan
from sales_core.loading.stated_days import days_with, is_stated_day
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store

#: What a version is built with beside its rows.
_META = ("reporting_currency", "tax_basis")


class Replay:
    """Knows which loads, in which order, make a version."""

    def __init__(self, home: Home, store: Store, appdb: AppDatabase, catalogue: Catalogue) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._catalogue = catalogue

    def source(self, version: int, change: Change, uploads: Sequence[int]) -> tuple[int | None, Change]:
        """What a candidate is built from: `version` changed by `change`, while the file of `version` is as it was
        written; else nothing, with all of `uploads` and the settings that `version` had.
        """
        try:
            self._store.verify(version)
        except UnhealthyError:
            return None, self.change(self._appdb.history.version(version), uploads)
        return version, change

    def change(self, version: Version, uploads: Sequence[int]) -> Change:
        """The change that makes what `version` holds of `uploads` out of nothing.

        Raises UnhealthyError when the kept rows of one of them are gone or damaged.
        """
        known = {upload.id: upload for upload in self._appdb.history.uploads()}
        firsts = _first_of_plan(known.values())
        loads = sorted(
            (self._load(known[upload], firsts) for upload in uploads), key=lambda one: (one.precedence, one.upload_id)
        )
        day = date.fromisoformat(version.as_of) if version.as_of else version.created.date()
        return Change(add=tuple(loads), meta=dict(version.meta or self._nearest_meta(version.id)), day=day)

    def with_upload(self, version: int, upload: Upload, uploads: Sequence[int]) -> Change:
        """The change that makes `version` with an undone upload out of nothing; `uploads` are those of the result.

        The days that the upload's own version stated count again. Raises as `change`.
        """
        current, own = self._appdb.history.version(version), self._appdb.history.version(upload.version)
        meta = days_with(upload.id, own.meta, current.meta)
        return self.change(replace(current, meta=meta), uploads)

    def rows_files(self) -> dict[int, Path]:
        """Upload id to its kept rows."""
        return {u.id: self._blobs.path_for(Area.UPLOADS, u.rows_file) for u in self._appdb.history.uploads()}

    def _nearest_meta(self, version: int) -> Mapping[str, str]:
        """Of the nearest version that has it, for one whose file 0.2 wrote and nobody hashed."""
        found = [one for one in self._appdb.history.versions() if one.meta]
        return min(found, key=lambda one: abs(one.id - version)).meta if found else {}

    def _load(self, upload: Upload, firsts: Mapping[int, int]) -> Load:
        path = self._blobs.path_for(Area.UPLOADS, upload.rows_file)
        facts = {"upload": upload.label, "file": f"{Area.UPLOADS}/{path.name}"}
        if not path.is_file():
            raise UnhealthyError(Text("error.rows_file_missing", facts))
        if upload.rows_sha256 and file_hash(path) != upload.rows_sha256:
            raise UnhealthyError(Text("error.rows_file_damaged", facts))
        shares = self._catalogue.dataset(upload.dataset).shares_partitions
        precedence = upload.precedence or (firsts[upload.version] if shares else upload.id)
        return Load(upload.id, upload.dataset, path, precedence, upload.extra_partitions, upload.shared_partitions)


def _first_of_plan(uploads: Iterable[Upload]) -> dict[int, int]:
    """Version to the first upload that made it."""
    firsts: dict[int, int] = {}
    for upload in uploads:
        firsts[upload.version] = min(upload.id, firsts.get(upload.version, upload.id))
    return firsts


def with_build_facts(plan: Plan, change: Change, after: Snapshot) -> Plan:
    """The plan with what a later build of the same version has to know."""
    built = {load.upload_id: load for load in change.add}
    loads = tuple(
        replace(
            load,
            precedence=built[load.upload_id].precedence,
            extra_partitions=built[load.upload_id].extra_partitions,
            shared_partitions=built[load.upload_id].shared_partitions,
        )
        for load in plan.loads
    )
    return replace(plan, loads=loads, meta=build_facts(after))


def build_facts(snapshot: Snapshot) -> dict[str, str]:
    """Reporting currency, tax basis and stated days that a version was built with."""
    stated = {key: day for key, day in snapshot.meta.items() if is_stated_day(key)}
    return {key: snapshot.meta.get(key, "") for key in _META} | stated
