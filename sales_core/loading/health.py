"""Whether what is on disk is what the ledger says; what may be tidied away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sales_core.appdb.audit_chain import BrokenLine, ChainBreak
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Version
from sales_core.kernel.blob_store import LASTING, Area, file_hash
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Text
from sales_core.loading.staging import Staging, left_in_inbox
from sales_core.loading.version_manifest import manifest_name, manifest_number, read_manifest
from sales_core.warehouse.store import Store

#: Half-written files, and what is derived from versions and can be derived again.
_DRAFT = re.compile(r".*\.(draft|spill|wal|tmp)|empty-.*\.duckdb|.*\.derived\.duckdb")
_NUMBERED = re.compile(r"(\d{6,})-")
_FILES_TOLD = 5


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One difference between disk and ledger.

    `code`: version_file, version_rows, version_sums, manifest, database, journal, audit, original, rows_file, stray,
    lost_found.
    """

    code: str
    text: Text
    harmless: bool = False
    """A leftover that start-up removes or sets aside, not a loss."""


class Health:
    """Checks and tidies the state directory."""

    def __init__(self, home: Home, store: Store, appdb: AppDatabase, staging: Staging) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._staging = staging

    def check(self) -> list[HealthFinding]:
        """Everything that differs; empty when all is well. Reads every byte of every file that lasts."""
        findings = [*self._database(), *self._audit(), *self._versions(), *self._current(), *self._files()]
        findings += [
            HealthFinding("stray", Text("error.stray_file", {"file": name}), harmless=True)
            for _, name in [*self.drafts(), *self.unknown()]
        ]
        if lost := self._blobs.names(Area.LOST_FOUND):
            facts = {"count": len(lost), "files": ", ".join(lost[:_FILES_TOLD])}
            findings.append(HealthFinding("lost_found", Text("error.lost_found", facts), harmless=True))
        return findings

    def drafts(self) -> list[tuple[Area, str]]:
        """Area and name of what this program left half made, or can make again. Call it under the commit lock."""
        versions = self._version_files()
        found = [
            (area, name)
            for area in LASTING
            for name in self._blobs.names(area)
            if _is_draft(name) and not (area is Area.VERSIONS and self._is_version_file(name, versions))
        ]
        idle = self._staging.idle()
        open_plans = self._open_plans()
        return sorted([*found, *((Area.STAGING, name) for name in idle if name not in open_plans)])

    def unknown(self) -> list[tuple[Area, str]]:
        """Area and name of lasting files that no version, upload or open plan names. Call it under the commit lock.

        They are no rubbish: the database may have lost what it knew of them.
        """
        # In this order: a plan that another process begins or ends meanwhile has no original among them, or is known.
        originals = self._blobs.names(Area.ORIGINALS)
        in_work = set(self._staging.names()).difference(self._staging.idle())
        open_plans, uploads = self._open_plans(), self._appdb.history.uploads()
        rows = {upload.rows_file for upload in uploads}
        known = {upload.sha256 for upload in uploads} | self._planned_originals(open_plans)
        found = [(Area.VERSIONS, name) for name in self._unknown_versions()]
        found += [(Area.UPLOADS, name) for name in self._blobs.names(Area.UPLOADS) if name not in rows]
        if in_work <= open_plans:  # else a plan is being made, whose originals no list knows yet
            found += [(Area.ORIGINALS, name) for name in originals if name not in known]
        return sorted((area, name) for area, name in found if not _is_draft(name))

    def refuse_older(self) -> None:
        """Raises UnhealthyError when files are newer than the database: a copy of an earlier day was put in its place.

        One version more than it knows is what a crash in a commit leaves.
        """
        newest = max((version.id for version in self._appdb.history.versions()), default=0)
        # A file and its manifest are of one version.
        numbers = {int(found[1]) for name in self._unknown_versions() if (found := _NUMBERED.match(name))}
        beyond = [number for number in numbers if number > newest]
        if len(beyond) > 1 or any(number > newest + 1 for number in beyond):
            raise UnhealthyError(Text("appdb.older", {"known": newest, "found": max(beyond)}))

    def originals_only_of(self, plan_id: str) -> list[str]:
        """Names of the originals that no upload and no other open plan needs; none while a plan is being made."""
        open_plans = self._open_plans()
        if plan_id not in open_plans or not set(self._blobs.names(Area.STAGING)) <= open_plans:
            return []
        needed = {upload.sha256 for upload in self._appdb.history.uploads()}
        needed |= self._planned_originals(open_plans - {plan_id})
        return sorted(self._planned_originals(frozenset({plan_id})) - needed)

    def left_drafts(self) -> list[tuple[Area, str]]:
        """Folders, a day old, of plans that are not open and nobody builds in, and of dropped files that were left."""
        open_plans = frozenset(plan["id"] for plan in self._appdb.history.open_plans())
        plans = [(Area.STAGING, name) for name in self._staging.left(open_plans)]
        return [*plans, *((Area.INBOX, name) for name in left_in_inbox(self._blobs))]

    def forget_lost_plans(self) -> None:
        """Closes open plans whose folder is gone, as after restoring a backup."""
        for plan in self._appdb.history.open_plans():
            if not self._staging.holds(plan["id"]):
                with self._appdb.transaction() as connection:
                    self._appdb.history.close_plan(connection, plan["id"], "discarded")

    def retire(self, keep: int) -> list[int]:
        """Removes files of old versions: kept are the newest `keep`, the last of each calendar month, those that
        number codes point to or a month was closed on, and the current one. Returns the versions whose file went."""
        gone = []
        for version in self._retirable(keep):
            self._appdb.history.forget_file(version.id)
            self._blobs.remove(Area.VERSIONS, version.file)
            gone.append(version.id)
        return gone

    def _retirable(self, keep: int) -> list[Version]:
        versions = self._appdb.history.versions()
        kept = {version.id for version in versions[: max(keep, 1)]} | self._appdb.number_codes.versions()
        kept |= set(self._appdb.period_locks.versions().values())
        months: set[str] = set()
        for version in versions:
            month = f"{version.created:%Y-%m}"
            if month not in months:
                months.add(month)
                kept.add(version.id)
        return [version for version in versions if version.file and version.id not in kept]

    def _is_version_file(self, name: str, versions: Mapping[str, int]) -> bool:
        if name in versions or name.endswith(".lock") or self._store.is_derived(name, versions.values()):
            return True
        number = manifest_number(name)
        if number is None or number in versions.values():
            return number is not None and name in map(manifest_name, versions)
        # Retention removed the version's file; what its manifest says of its uploads stays.
        return number <= max(versions.values(), default=0)

    def _open_plans(self) -> frozenset[str]:
        """Open plans that are there and that this release can read."""
        return frozenset(plan["id"] for plan in self._appdb.history.open_plans() if self._staging.holds(plan["id"]))

    def _unknown_versions(self) -> list[str]:
        """Files among the versions that no version names; a derived file of another release is one that can go."""
        versions = self._version_files()
        return [
            name
            for name in self._blobs.names(Area.VERSIONS)
            if not (_is_draft(name) or self._is_version_file(name, versions))
        ]

    def _version_files(self) -> dict[str, int]:
        return {version.file: version.id for version in self._appdb.history.versions() if version.file}

    def _planned_originals(self, open_plans: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for plan_id in open_plans:
            found |= {reading.sha256 for reading in self._staging.load(plan_id).readings}
        return found

    def _current(self) -> Iterator[HealthFinding]:
        number = self._appdb.current_version()
        if number == 0:
            return
        version = self._appdb.history.version(number)
        try:
            now = self._store.measure(number)
        except UnhealthyError:
            return  # `_versions` tells why
        if now.rows != version.rows or now.periods != version.periods:
            yield HealthFinding(
                "version_rows",
                Text("error.version_rows", {"number": number, "found": dict(now.rows), "stated": dict(version.rows)}),
            )
        if now.sums != version.sums:
            yield HealthFinding(
                "version_sums",
                Text("error.version_sums", {"number": number}),
            )

    def _database(self) -> Iterator[HealthFinding]:
        """Where the application database and its journal do not say the same."""
        journal = self._appdb.journal
        if journal is None:
            return
        state, rows = journal.differences()
        if state.damaged:
            places = ", ".join(state.damaged[:_FILES_TOLD])
            yield HealthFinding("journal", Text("appdb.journal_damaged", {"places": places}))
        elif journal.is_behind():
            yield HealthFinding("journal", Text("appdb.journal_behind"))
        elif rows:
            facts = {"count": len(rows), "rows": ", ".join(rows[:_FILES_TOLD])}
            yield HealthFinding("database", Text("appdb.journal_differs", facts))

    def _audit(self) -> Iterator[HealthFinding]:
        """Lines of the audit trail that are not as they were written."""
        for kind, found in groupby(sorted(self._appdb.audit.broken(), key=_kind), _kind):
            lines = [str(one) for one in found]
            facts = {"count": len(lines), "lines": ", ".join(lines[:_FILES_TOLD])}
            yield HealthFinding("audit", Text(f"appdb.audit_{kind}", facts))

    def _versions(self) -> Iterator[HealthFinding]:
        """Version files and manifests that are not as they were written."""
        for version in self._appdb.history.versions():
            if not version.file:
                continue
            try:
                self._store.verify(version.id)
                if not version.sha256:  # the file of a release before 0.3, which could not be hashed whole
                    self._store.snapshot(version.id)
            except UnhealthyError as error:
                yield HealthFinding("version_file", error.text)
            name = manifest_name(version.file)
            found = read_manifest(self._blobs.path_for(Area.VERSIONS, name)) if version.sha256 else None
            if version.sha256 and (found is None or found.version != version):
                yield HealthFinding("manifest", Text("error.manifest", {"version": version.id, "file": name}))

    def _files(self) -> Iterator[HealthFinding]:
        for upload in self._appdb.history.uploads():
            for code, area, name, sha256 in (
                ("original", Area.ORIGINALS, upload.sha256, upload.sha256),
                ("rows_file", Area.UPLOADS, upload.rows_file, upload.rows_sha256),
            ):
                facts = {"upload": upload.label, "file": f"{area}/{name}"}
                if not self._blobs.exists(area, name):
                    yield HealthFinding(code, Text(f"error.{code}_missing", facts))
                elif sha256 and file_hash(self._blobs.path_for(area, name)) != sha256:
                    yield HealthFinding(code, Text(f"error.{code}_damaged", facts))


def _kind(line: BrokenLine) -> ChainBreak:
    return line.kind


def _is_draft(name: str) -> bool:
    return _DRAFT.fullmatch(name) is not None
