"""Copies a company's whole state to one folder that can be opened as a state directory, and brings it back."""

from __future__ import annotations

import shutil
from pathlib import Path

from sales_core.appdb.copy import copy_to_file
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import clock
from sales_core.kernel.blob_store import LASTING
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Text
from sales_core.loading.uploads import Uploads
from sales_core.warehouse.store import Store

PREFIX = "sales-backup-"
_DRAFT = ".draft-"


def make_backup(settings: Settings, appdb: AppDatabase, catalogue: Catalogue, folder: Path) -> Path:
    """Writes `folder/sales-backup-YYYYmmdd-HHMMSS`, checks it and returns it. Its application database is a SQLite
    file whichever dialect the company uses.

    Until the check passed the folder has another name, so that a killed backup never looks finished. Raises UsageError
    for a folder inside the state directory, UnhealthyError when the copy fails its check (and is removed).
    """
    home = settings.home
    target = folder.resolve() / f"{PREFIX}{clock.now():%Y%m%d-%H%M%S}"
    if target.is_relative_to(home.root):
        raise UsageError(Text("error.backup_inside"))
    draft = target.with_name(_DRAFT + target.name)
    try:
        _copy(home, appdb, Home(draft))
        _check(Settings(Home(draft)), catalogue, target)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return target


def backups(folder: Path) -> list[Path]:
    """The finished backups in a folder, oldest first."""
    return sorted(path for path in folder.glob(f"{PREFIX}*") if path.is_dir()) if folder.is_dir() else []


def remove_old(folder: Path, keep: int) -> list[Path]:
    """Removes all finished backups but the newest `keep` (at least one), and what killed backups left."""
    gone = backups(folder)[: -max(keep, 1)]
    left = [path for path in folder.glob(f"{_DRAFT}{PREFIX}*") if path.is_dir()] if folder.is_dir() else []
    for path in [*gone, *left]:
        shutil.rmtree(path, ignore_errors=True)
    return gone


def _copy(home: Home, appdb: AppDatabase, copy: Home) -> None:
    copy.root.mkdir(parents=True)
    # The database first: files are only added, so every file that its copy names is there to be copied.
    copy_to_file(appdb, copy.appdb)
    source, target = home.blobs, copy.blobs
    for area in LASTING:
        for name in source.names(area):
            if source.exists(area, name):  # a folder is the scratch of a build under way
                target.put(area, name, source.path_for(area, name))


def _check(settings: Settings, catalogue: Catalogue, target: Path) -> None:
    copied = AppDatabase(settings.home.appdb)
    try:
        findings = Uploads(settings, Store(settings.home, copied, catalogue), copied, catalogue).maintenance.check()
    finally:
        copied.close()
    if findings:
        raise UnhealthyError(Text("error.backup_check", {"target": target, "finding": findings[0].text}))
