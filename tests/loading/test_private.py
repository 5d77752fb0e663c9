"""The state directory and its backups are open to their owner alone, and backups hold nothing that signs anybody in."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel import clock
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Role
from sales_core.loading.backup import make_backup, restore_backup
from sales_core.loading.backup_manifest import write_manifest
from tests.support.company import Company

PASSWORD = "correct horse battery"
ROWS = [{"date": "2026-05-01", "amount": 100}]


def rights(root: Path) -> set[str]:
    """Kind and rights of everything in a folder, itself included."""
    return {
        f"{'folder' if path.is_dir() else 'file'} {stat.S_IMODE(path.stat().st_mode):o}"
        for path in [root, *root.rglob("*")]
    }


def test_nobody_else_may_read_what_is_written(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.load("sales.csv", ROWS)
    backup = make_backup(company.settings, company.appdb, product(), tmp_path / "backups")
    assert rights(company.settings.home.root) == {"folder 700", "file 600"}
    assert rights(backup) == {"folder 700", "file 600"}


def test_what_was_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.load("sales.csv", ROWS)
    company.appdb.close()
    root = company.settings.home.root
    for path in [root, *root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert rights(root) == {"folder 755", "file 644"}
    Company(tmp_path)
    assert rights(root) == {"folder 700", "file 600"}


def test_a_group_reads_where_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_GROUP_READS", "1")
    Home(tmp_path / "home").make()
    (tmp_path / "home" / "some").write_text("x")
    assert rights(tmp_path / "home") == {"folder 750", "file 640"}
    monkeypatch.delenv("SALES_GROUP_READS")
    Home(tmp_path / "home").make()
    assert rights(tmp_path / "home") == {"folder 700", "file 600"}


@pytest.mark.parametrize("with_accounts", [False, True])
def test_a_backup_signs_nobody_in(tmp_path: Path, with_accounts: bool) -> None:
    company = Company(tmp_path / "work")
    company.load("sales.csv", ROWS)
    accounts = Accounts(company.appdb)
    accounts.add("王芳", Role.ADMIN, password=PASSWORD, by="test")
    secret, link = accounts.sign_in("王芳", PASSWORD), accounts.link_for("王芳", by="test")
    assert secret
    backup = make_backup(company.settings, company.appdb, product(), tmp_path / "backups", with_accounts=with_accounts)
    content = Home(backup).appdb.read_bytes()
    assert session_id(secret).encode() not in content
    assert session_id(link).encode() not in content
    assert (b"argon2id" in content) is with_accounts

    restored = Settings(home=Home(tmp_path / "new"))
    restore_backup(backup, restored, product())
    opened = Accounts(AppDatabase(restored.appdb_address))
    assert opened.signed_in(session_id(secret)) is None
    assert opened.sign_in_by_link(link) is None
    assert bool(opened.sign_in("王芳", PASSWORD)) is with_accounts


def test_a_restore_ends_sessions_that_an_older_backup_holds(tmp_path: Path) -> None:
    company = Company(tmp_path / "work")
    company.load("sales.csv", ROWS)
    accounts = Accounts(company.appdb)
    accounts.add("王芳", Role.ADMIN, password=PASSWORD, by="test")
    secret = accounts.sign_in("王芳", PASSWORD)
    assert secret
    backup = make_backup(company.settings, company.appdb, product(), tmp_path / "backups", with_accounts=True)
    old = AppDatabase(Home(backup).appdb)
    kept = Accounts(old).sign_in("王芳", PASSWORD)
    assert kept
    old.close()
    restored = Settings(home=Home(tmp_path / "new"))
    restore_backup(_with_sizes(backup), restored, product())
    opened = Accounts(AppDatabase(restored.appdb_address))
    assert opened.signed_in(session_id(kept)) is None
    assert opened.sign_in("王芳", PASSWORD)


def _with_sizes(backup: Path) -> Path:
    """The backup with a manifest of the files as they are now."""
    (backup / "backup.json").unlink()
    for left in backup.glob("ledger.sqlite-*"):
        left.unlink()
    write_manifest(backup, 1, clock.now())
    return backup
