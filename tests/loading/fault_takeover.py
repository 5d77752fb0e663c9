"""For fault_process: the first start on a database that 0.1 wrote, and a backup that is brought back; what is left of them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sales_core.access.accounts import Accounts
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.settings import Home, Settings
from sales_core.loading.backup import make_backup, restore_backup
from sales_core.loading.backup_manifest import backups
from tests.support.company import Company

DUMP = Path(__file__).resolve().parents[1] / "appdb" / "data" / "v0_1_0.sql"


def takeover_base(root: Path) -> None:
    """What 0.1's own code wrote: four loads, an undo, a closed month, accounts, settings."""
    home = Home(root / "old").make()
    with closing(sqlite3.connect(home.appdb)) as database:
        database.executescript(DUMP.read_text(encoding="utf-8"))


def takeover(root: Path) -> None:
    """The first start of this release on it, and the first change."""
    opened = _old(root)
    opened.settings.set("versions_kept", 8)
    opened.close()


def look_for_taken_over(root: Path, _operation: str) -> None:
    """Raises AssertionError when a row of 0.1 is gone or changed after the next start."""
    opened = _old(root)
    assert opened.current_version() == 5
    assert [one.status for one in opened.history.uploads()] == ["active", "active", "undone", "active"]
    assert opened.period_locks.months() == {"2026-04"}
    assert opened.settings.get("versions_kept") in {8, 9}
    assert {one.name: one.role.value for one in Accounts(opened).list()} == {"li": "rep", "王芳": "admin"}
    assert len(opened.audit.events()) == 13
    assert opened.audit.broken() == []
    assert opened.journal is not None
    state, differing = opened.journal.differences()
    assert (state.damaged, differing) == ([], [])
    opened.close()


def restore_base(root: Path) -> None:
    """A company of two loads, as a backup alone."""
    company = Company(root / "lost")
    for number in (1, 2):
        company.load(f"sales-{number}.csv", [{"date": f"2026-0{number}-05", "branch": "SH", "amount": 100 * number}])
    make_backup(company.settings, company.appdb, product(), root / "backups")
    company.appdb.close()
    shutil.rmtree(root / "lost")


def restore(root: Path) -> None:
    """Brings it into a new state directory."""
    (kept,) = backups(root / "backups")
    restore_backup(kept.path, Settings(home=Home(root / "new" / "home")), product())


def look_for_restored(root: Path, _operation: str) -> None:
    """Raises AssertionError when half of it looks whole, or it cannot be brought back again from the start."""
    home = root / "new" / "home"
    if not Home(home).appdb.exists():
        if Home(home).blobs.names(Area.VERSIONS):
            try:
                Company(root / "new")
            except UnhealthyError:
                pass
            else:
                raise AssertionError("half of a company opens")
        shutil.rmtree(home, ignore_errors=True)
        restore(root)
    company = Company(root / "new")
    assert (company.appdb.current_version(), company.one("SELECT sum(amount) FROM sales")) == (2, 300)
    findings = [one for one in company.uploads.maintenance.check() if not one.harmless]
    assert not findings, [one.text.in_("en") for one in findings]


def _old(root: Path) -> AppDatabase:
    home = Home(root / "old")
    return AppDatabase(home.appdb, home.journal)
