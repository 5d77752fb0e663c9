"""Copies a company's whole state to one folder that can be opened as a state directory, and brings it back."""

from __future__ import annotations

import shutil
from itertools import chain, count
from pathlib import Path

from sales_core.access.accounts import Accounts
from sales_core.appdb.copy import copy_rows, copy_to_file, forget_work_under_way
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.tables import ACCOUNT_TABLES
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import clock
from sales_core.kernel.blob_store import LASTING, Area
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Text
from sales_core.loading.backup_manifest import DRAFT, PREFIX, Backup, backups, write_manifest
from sales_core.loading.erasures import add_erasures, read_erasures
from sales_core.loading.person_data import PersonData
from sales_core.loading.uploads import Uploads
from sales_core.warehouse.store import Store


def make_backup(
    settings: Settings, appdb: AppDatabase, catalogue: Catalogue, folder: Path, *, with_accounts: bool = False
) -> Path:
    """Writes `folder/sales-backup-YYYYmmdd-HHMMSS`, checks it and returns it. Its application database is a SQLite
    file whichever dialect the company uses, without sessions and sign-in links, and without accounts unless they are
    asked for. Files that never change are linked to those of the backup before, where
    the disk can do that. The list of who was erased is brought beside it, for the backups before.

    Until the check passed the folder has another name, so that a killed backup never looks finished. Raises UsageError
    for a folder among the company's own files, UnhealthyError when the copy fails its check (and is removed).
    """
    home, begun = settings.home, clock.now()
    target = _free_name(folder.resolve() / f"{PREFIX}{begun:%Y%m%d-%H%M%S}")
    if target.is_relative_to(home.root) and not target.is_relative_to(home.backups):
        raise UsageError(Text("error.backup_inside"))
    before = backups(folder)
    draft = target.with_name(DRAFT + target.name)
    try:
        Home(draft).make()
        _copy_database(appdb, Home(draft).appdb, with_accounts=with_accounts)
        # The database first: files are only added, so every file that its copy names is there to be copied.
        _copy_files(home, Home(draft), Home(before[-1].path) if before else None)
        _check(Settings(Home(draft)), catalogue, target)
        write_manifest(draft, appdb.current_version(), begun)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    add_erasures(target.parent, read_erasures(home.root))
    return target


def _free_name(wanted: Path) -> Path:
    """The name, or with the next number behind it where a backup of the same second has it."""
    others = (wanted.with_name(f"{wanted.name}-{number}") for number in count(2))
    return next(path for path in chain((wanted,), others) if not path.exists())


def restore_backup(backup: Path, settings: Settings, catalogue: Catalogue) -> None:
    """Brings a backup into a state directory (and a database) that holds nothing yet, and checks it there.

    Nobody is signed in by it: whatever sessions it holds end. Who was erased since it was begun, by the list beside it
    or in the state directory, is erased again. The application database comes last: until then the state
    directory is empty to every reader. Raises UsageError for a folder that is no backup or a state directory that is
    not empty, ConflictError for a database that is not, UnhealthyError when files of the backup are missing or the
    result fails its check.
    """
    found = next((one for one in backups(backup.parent) if one.path == backup), None)
    home = settings.home
    if found is None:
        raise UsageError(Text("error.backup_none", {"folder": backup}))
    if home.appdb.exists() or home.blobs.names(Area.VERSIONS):
        raise UsageError(Text("error.restore_not_empty", {"folder": home.root}))
    if missing := found.missing():
        raise UnhealthyError(Text("error.backup_incomplete", {"target": backup, "file": missing[0]}))
    home.make()
    _copy_files(Home(backup), home, None)
    draft = home.appdb.with_suffix(".draft")
    shutil.copyfile(Home(backup).appdb, draft)
    forget_work_under_way(draft)
    _erase_again(draft, settings, found)
    if settings.database:
        _into_database(draft, settings)
        draft.unlink()
    else:
        draft.rename(home.appdb)
    _check(settings, catalogue, home.root)


def _erase_again(file: Path, settings: Settings, backup: Backup) -> None:
    add_erasures(settings.home.root, read_erasures(backup.path.parent))
    later = [one for one in read_erasures(settings.home.root) if one.is_after(backup.begun)]
    if later:
        copied = AppDatabase(file)
        try:
            PersonData(settings, copied, Accounts(copied)).erase_again(later)
        finally:
            copied.close()


def _into_database(file: Path, settings: Settings) -> None:
    copied, target = AppDatabase(file), AppDatabase(settings.appdb_address)
    try:
        copy_rows(copied.engine, target.engine)
    finally:
        copied.close()
        target.close()


def _copy_database(appdb: AppDatabase, target: Path, *, with_accounts: bool) -> None:
    copy_to_file(appdb, target)
    forget_work_under_way(target, *(() if with_accounts else ACCOUNT_TABLES))


def _copy_files(home: Home, copy: Home, before: Home | None) -> None:
    """Copies what lasts. It is written once: what the backup before has already is linked and takes no more room."""
    source, target = home.blobs, copy.blobs
    for area in LASTING:
        for name in source.names(area):
            if not source.exists(area, name):
                continue  # a folder is the scratch of a build under way
            path = source.path_for(area, name)
            kept = before.blobs.path_for(area, name) if before else path
            is_kept = before is not None and _is_same(path, kept)
            made = target.put(area, name, kept if is_kept else path, link=is_kept)
            if not is_kept:
                shutil.copystat(path, made)


def _is_same(path: Path, kept: Path) -> bool:
    try:
        now, then = path.stat(), kept.stat()
    except FileNotFoundError:
        return False
    return (now.st_size, now.st_mtime_ns) == (then.st_size, then.st_mtime_ns)


def _check(settings: Settings, catalogue: Catalogue, target: Path) -> None:
    copied = AppDatabase(settings.appdb_address)
    try:
        findings = Uploads(settings, Store(settings.home, copied, catalogue), copied, catalogue).maintenance.check()
    finally:
        copied.close()
    if findings:
        raise UnhealthyError(Text("error.backup_check", {"target": target, "finding": findings[0].text}))
