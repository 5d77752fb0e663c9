"""What a backup consists of, and which ones are kept. Only what a manifest names is ever removed."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sales_core.appdb.company_settings import CompanySettings
from sales_core.catalogue.company_settings import BACKUP_FOLDER
from sales_core.kernel import clock
from sales_core.kernel.settings import Settings

PREFIX = "sales-backup-"
DRAFT = ".draft-"
_MANIFEST = "backup.json"
_PROGRAM = "sales-cockpit"
#: A backup takes minutes: a draft of two days ago was killed.
_DRAFT_SECONDS = 48 * 3600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup: of the company as it was at `begun`. `files`: path below its folder → size in bytes."""

    path: Path
    begun: datetime
    made: datetime
    files: Mapping[str, int]

    def missing(self) -> list[str]:
        """Files that are gone or of another size than when it was made."""
        return [name for name, size in self.files.items() if _size(self.path / name) != size]


def backup_folder(settings: Settings, company: CompanySettings) -> Path:
    """Where nightly backups go: SALES_BACKUPS, else the company's setting, else `backups` in the state directory."""
    named = settings.backups or company.value(BACKUP_FOLDER)
    return Path(named).resolve() if named else settings.home.backups


def write_manifest(folder: Path, version: int, begun: datetime) -> None:
    """Names every file of a backup with its size, when it was begun, and the version that is current in it."""
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    facts = {
        "program": _PROGRAM,
        "begun": begun.isoformat(),
        "made": clock.now().isoformat(),
        "version": version,
        "files": files,
    }
    (folder / _MANIFEST).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def backups(folder: Path) -> list[Backup]:
    """The finished backups of this program in a folder, oldest first; a folder without manifest is none of them."""
    if not folder.is_dir():
        return []
    found = [_read(path) for path in folder.resolve().glob(f"{PREFIX}*")]
    return sorted((one for one in found if one is not None), key=lambda one: one.made)


def backups_kept(moments: Sequence[datetime], newest: int, weeks: int) -> set[datetime]:
    """Of the moments at which backups were made: the `newest`, at least one, and the last of each of the last `weeks`
    weeks that have one.
    """
    latest_first = sorted(moments, reverse=True)
    by_week: dict[tuple[int, int], datetime] = {}
    for moment in latest_first:
        year, week, _ = moment.isocalendar()
        by_week.setdefault((year, week), moment)
    return {*latest_first[: max(newest, 1)], *list(by_week.values())[:weeks]}


def remove_old(folder: Path, newest: int, weeks: int) -> list[Path]:
    """Removes the backups that `backups_kept` leaves out and drafts that killed backups left; returns what went."""
    found = backups(folder)
    keep = backups_kept([one.made for one in found], newest, weeks)
    gone = [one for one in found if one.made not in keep]
    for one in gone:
        _remove(one)
    drafts = [path for path in folder.glob(f"{DRAFT}{PREFIX}*") if _is_killed(path)] if folder.is_dir() else []
    for path in drafts:
        shutil.rmtree(path, ignore_errors=True)
    return [*(one.path for one in gone), *drafts]


def _read(path: Path) -> Backup | None:
    manifest = path / _MANIFEST
    if path.is_symlink() or not manifest.is_file():
        return None
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        if facts["program"] != _PROGRAM:
            return None
        files = {str(name): int(size) for name, size in facts["files"].items()}
        made = datetime.fromisoformat(facts["made"])
        begun = datetime.fromisoformat(facts["begun"]) if "begun" in facts else made
        return Backup(path, begun, made, files)
    except (ValueError, KeyError, TypeError, AttributeError):
        _log.warning("a backup's manifest cannot be read", extra={"folder": str(path)})
        return None


def _remove(backup: Backup) -> None:
    """Removes the files that the manifest names, then the manifest, then folders that are empty."""
    for name in backup.files:
        path = backup.path / name
        if path.resolve().is_relative_to(backup.path):
            path.unlink(missing_ok=True)
    (backup.path / _MANIFEST).unlink(missing_ok=True)
    folders = sorted((path for path in backup.path.rglob("*") if path.is_dir()), reverse=True)
    for path in [*folders, backup.path]:
        if not any(path.iterdir()):
            path.rmdir()
    if backup.path.exists():
        _log.warning("files that are not the backup's own were left", extra={"folder": str(backup.path)})


def _is_killed(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and path.stat().st_mtime < time.time() - _DRAFT_SECONDS


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None
