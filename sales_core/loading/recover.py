"""Rebuilds a lost or damaged application database from its journal, copies of it, and the manifests of the versions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from sales_core.access.accounts import Accounts
from sales_core.appdb.change_capture import stored_value
from sales_core.appdb.copy import copy_rows
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.journal_file import JournalRow, JournalState, row_key
from sales_core.appdb.opening import open_database
from sales_core.appdb.records import Upload, Version, decimal_texts, months_as_text
from sales_core.appdb.recovered_tables import RecoveredTables, make_database, recovered_tables
from sales_core.kernel import clock, events
from sales_core.kernel.blob_store import LASTING, Area, BlobStore, file_hash
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Text
from sales_core.loading.erasures import UNDER_WAY, add_erasures, read_erasures
from sales_core.loading.person_data import PersonData
from sales_core.loading.version_manifest import VersionManifest, manifest_number, manifests

#: Tables without which a company can work, but of which somebody has to know that they are gone.
_OF_PEOPLE = ("accounts", "month_closes", "settings", "audit")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a new database would hold. `sources` and `found` say where from, `lost` what is missing, by name."""

    tables: RecoveredTables
    sources: tuple[Text, ...]
    found: tuple[Text, ...]
    lost: tuple[Text, ...]


def plan_recovery(settings: Settings) -> Recovery:
    """What can be rebuilt; nothing is changed.

    Raises UsageError when the database is in order or there is nothing to rebuild it from.
    """
    _refuse_healthy(settings)
    home = settings.home
    tables = recovered_tables(home.journal)
    beside = manifests(home.blobs)
    added = tuple(_from_manifests(tables.state, beside, home.blobs))
    if not tables.state.tables:
        raise UsageError(Text("recover.nothing"))
    names = sorted(name for name, rows in tables.state.tables.items() if rows)
    rows = [Text("recover.rows", {"table": name, "count": len(tables.state.tables[name])}) for name in names]
    versions = [Text("recover.from_manifest", {"version": one.id}) for one in added]
    lost = (*_lost_rows(tables), *_lost_files(tables.state, beside, home.blobs), Text("recover.lost_always"))
    return Recovery(tables, (_source(tables),), (*rows, *versions), lost)


def put_in_place(recovery: Recovery, settings: Settings, target: Path | None) -> Path | None:
    """Puts the recovered database in place, or writes a company of its own to the empty folder `target`.

    Returns the path under which the old SQLite database is kept, if there was one. Raises UsageError for a folder that
    is not empty, ConflictError for a PostgreSQL database that is not.
    """
    if target is not None:
        _copy_company(recovery, settings.home, Home(target))
        return None
    home = settings.home
    draft = home.appdb.with_name("ledger.recovered.draft")
    _begin_erasures(recovery, home)
    with FileLock(home.commit_lock):
        _make(recovery, draft)
        kept = None
        if settings.database:
            _into_server(draft, settings)
        else:
            kept = _set_aside(home.appdb)
            draft.replace(home.appdb)
    _begin(settings, recovery)
    return kept


def begin_journal(settings: Settings) -> None:
    """Begins the journal anew from the database as it is. Raises UnhealthyError when that cannot be read."""
    appdb = open_database(settings)
    try:
        if appdb.journal is not None:
            appdb.journal.begin(anew=True)
    finally:
        appdb.close()


def _refuse_healthy(settings: Settings) -> None:
    """Raises UsageError when the database opens, says what its journal says and knows every version beside it."""
    try:
        appdb = open_database(settings)
    except UnhealthyError:
        return
    try:
        beyond = [manifest_number(name) or 0 for name in manifests(settings.home.blobs)]
        journal = appdb.journal
        is_older = max(beyond, default=0) > appdb.current_version() + 1
        if journal is not None and not is_older and not any((journal.differences()[1], journal.is_behind())):
            raise UsageError(Text("recover.healthy"))
    except UnhealthyError:
        return
    finally:
        appdb.close()


def _from_manifests(
    state: JournalState, beside: dict[str, VersionManifest | None], blobs: BlobStore
) -> Iterator[Version]:
    """Adds versions that the journal does not know, each with its uploads and mappings; yields them."""
    newest: Version | None = None
    for manifest in _one_a_version(beside, blobs):
        version = manifest.version
        if row_key({"id": version.id}, ["id"]) in state.tables.get("versions", {}) or _is_cut(manifest, blobs):
            continue
        _put(state, "versions", ("id",), [_version_row(version)])
        _put(state, "uploads", ("id",), [_upload_row(one) for one in manifest.uploads])
        mappings = [{key: stored_value(value) for key, value in asdict(one).items()} for one in manifest.mappings]
        _put(state, "mappings", ("signature",), mappings)
        newest = version
        yield version
    if newest is not None:
        active = set(newest.uploads)
        for key, row in state.tables["uploads"].items():
            state.tables["uploads"][key] = {**row, "status": "active" if row["id"] in active else "undone"}


def _one_a_version(beside: dict[str, VersionManifest | None], blobs: BlobStore) -> list[VersionManifest]:
    """In the order of versions; of two manifests of one version that whose file is whole, else the later."""
    found: dict[int, VersionManifest] = {}
    readable = [one for one in beside.values() if one is not None]
    for manifest in sorted(readable, key=lambda one: (_is_whole(blobs, one.version), one.version.created)):
        found[manifest.version.id] = manifest
    return [found[number] for number in sorted(found)]


def _is_cut(manifest: VersionManifest, blobs: BlobStore) -> bool:
    """Whether a commit failed after it wrote this: rows that it brought are not there."""
    has_rows = all(blobs.exists(Area.UPLOADS, one.rows_file) for one in manifest.uploads)
    return not has_rows and not blobs.exists(Area.VERSIONS, manifest.version.file)


def _is_whole(blobs: BlobStore, version: Version) -> bool:
    if not version.file or not blobs.exists(Area.VERSIONS, version.file):
        return False
    return not version.sha256 or file_hash(blobs.path_for(Area.VERSIONS, version.file)) == version.sha256


def _put(state: JournalState, table: str, key: tuple[str, ...], rows: Sequence[JournalRow]) -> None:
    state.keys[table] = key
    state.tables.setdefault(table, {}).update({row_key(row, key): row for row in rows})


def _version_row(version: Version) -> dict[str, Any]:
    row = {key: stored_value(value) for key, value in asdict(version).items()}
    measured = {"sums": decimal_texts(version.sums), "periods": months_as_text(version.periods)}
    return row | measured | {"uploads": list(version.uploads), "meta": dict(version.meta)}


def _upload_row(upload: Upload) -> dict[str, Any]:
    row = {key: stored_value(value) for key, value in asdict(upload).items()}
    return row | {
        "sums": decimal_texts(upload.sums),
        "extra_partitions": list(upload.extra_partitions),
        "shared_partitions": list(upload.shared_partitions),
    }


def _source(tables: RecoveredTables) -> Text:
    if tables.state.last is None:
        return Text("recover.source_manifests")
    key = "recover.source_copy" if tables.copy else "recover.source_journal"
    return Text(key, {"moment": tables.moment} | ({"file": tables.copy} if tables.copy else {}))


def _lost_rows(tables: RecoveredTables) -> Iterator[Text]:
    if tables.state.damaged:
        yield Text("recover.lost_journal", {"places": ", ".join(tables.state.damaged)})
    if tables.state.last is None:
        missing = ", ".join(name for name in _OF_PEOPLE if not tables.state.tables.get(name))
        yield Text("recover.lost_tables", {"tables": missing})


def _lost_files(state: JournalState, beside: dict[str, VersionManifest | None], blobs: BlobStore) -> Iterator[Text]:
    versions = state.tables.get("versions", {}).values()
    numbers = {row["id"] for row in versions}
    for name, manifest in beside.items():
        if manifest is None and (number := manifest_number(name)) not in numbers:
            yield Text("recover.lost_manifest", {"version": number, "file": name})
    for row in versions:
        if row["file"] and not blobs.exists(Area.VERSIONS, row["file"]):
            yield Text("recover.lost_version", {"version": row["id"], "file": row["file"]})
    uploads = state.tables.get("uploads", {}).values()
    for row in uploads:
        label = f"#{row['id']} {row['file']}"
        if not blobs.exists(Area.UPLOADS, row["rows_file"]):
            yield Text("recover.lost_rows", {"upload": label, "file": row["rows_file"]})
        if not blobs.exists(Area.ORIGINALS, row["sha256"]):
            yield Text("recover.lost_original", {"upload": label, "file": row["sha256"]})
    known = {row["rows_file"] for row in uploads} | {row["sha256"] for row in uploads}
    strays = [name for area in (Area.UPLOADS, Area.ORIGINALS) for name in blobs.names(area) if name not in known]
    if strays:
        yield Text("recover.strays", {"files": ", ".join(strays)})


def _make(recovery: Recovery, path: Path) -> None:
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        old.unlink(missing_ok=True)
    make_database(recovery.tables, path)
    AppDatabase(path).close()  # brings it to the tables of this release


def _set_aside(database: Path) -> Path | None:
    """Renames what is there, with its write-ahead log; returns the new path of the database."""
    kept = database.with_name(f"{database.name}.damaged-{clock.now():%Y%m%d-%H%M%S}")
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
    if not database.exists():
        return None
    return database.rename(kept)


def _into_server(draft: Path, settings: Settings) -> None:
    made, target = AppDatabase(draft), AppDatabase(settings.appdb_address)
    try:
        copy_rows(made.engine, target.engine)
    finally:
        made.close()
        target.close()
    draft.unlink()


def _copy_company(recovery: Recovery, home: Home, target: Home) -> None:
    if target.root.exists() and any(target.root.iterdir()):
        raise UsageError(Text("recover.target", {"folder": target.root}))
    target.make()
    for area in LASTING:
        for name in home.blobs.names(area):
            if home.blobs.exists(area, name):
                target.blobs.put(area, name, home.blobs.path_for(area, name))
    if home.journal.is_dir():
        shutil.copytree(home.journal, target.journal)
    add_erasures(target.root, read_erasures(home.root))
    _begin_erasures(recovery, target)
    _make(recovery, target.appdb)
    _begin(Settings(home=target), recovery)


def _begin_erasures(recovery: Recovery, home: Home) -> None:
    """Notes that whoever was erased after what the tables are of has to be erased again, before they are in place:
    journal and copies may be put back from elsewhere, and a start ends what a kill left undone."""
    last = recovery.tables.state.last
    again = [one for one in read_erasures(home.root) if last is None or one.at > last.entry.at]
    add_erasures(home.root, again, UNDER_WAY)


def _begin(settings: Settings, recovery: Recovery) -> None:
    """Notes the recovery and begins the journal anew, for it may have lines that cannot be read."""
    appdb = open_database(settings)
    try:
        if appdb.journal is not None:
            appdb.journal.begin(anew=True)
        PersonData(settings, appdb, Accounts(appdb)).end_erasures()
        details = {"moment": recovery.tables.moment or "—", "versions": appdb.current_version()}
        appdb.audit.write(LOCAL_ADMIN.name, events.RECOVER, details)
    finally:
        appdb.close()
