"""A full or read-only disk: a sentence and exit code 7; reading and signing in go on; nothing is half written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.appdb import opening, standby
from sales_core.kernel.errors import StorageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Text
from sales_core.warehouse import store
from tests.support.command import run_inside
from tests.support.company import Company

PASSWORD = "correct horse battery"
SUM = "SELECT sum(amount) FROM sales"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    company = Company(root)
    company.load("sales-1.csv", [{"date": "2026-05-01", "branch": "SH", "amount": 100}])
    Accounts(company.appdb).add("王芳", Role.ADMIN, password=PASSWORD, by="test")
    company.appdb.close()
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def content(home: Path) -> dict[str, bytes]:
    kept = (path for path in home.rglob("*") if path.is_file() and "log" not in path.parts)
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in kept if path.suffix != ".lock"}


@pytest.mark.parametrize("error", ["error.disk_full", "error.not_writable"])
def test_people_sign_in_and_read_and_change_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    before = content(root / "home")
    reason = Text(error, {"error": "home"})
    for module in (opening, standby):
        monkeypatch.setattr(module, "unwritable", lambda folder: reason if folder == root / "home" else None)
    company = Company(root)
    assert company.appdb.view_only == reason
    assert company.one(SUM) == 100
    assert company.uploads.maintenance.check() == []
    accounts = Accounts(company.appdb)
    secret = accounts.sign_in("王芳", PASSWORD)
    assert secret
    assert accounts.signed_in(session_id(secret))
    assert accounts.sign_in("王芳", "wrong") is None
    for change in (
        lambda: accounts.add("li", Role.REP, by="test"),
        lambda: company.appdb.company.set("company.name", "x", LOCAL_ADMIN),
        lambda: company.uploads.months.close("2026-05", LOCAL_ADMIN),
    ):
        with pytest.raises(StorageError):
            change()
    assert [one.name for one in accounts.list()] == ["王芳"]
    company.appdb.close()
    assert content(root / "home") == before


def test_room_is_asked_for_before_a_version_is_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(root)
    usage = shutil.disk_usage(root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    monkeypatch.setattr(store, "build", lambda *_: pytest.fail("it was built"))
    with pytest.raises(StorageError, match="MB"):
        company.load("sales-2.csv", [{"date": "2026-06-01", "amount": 1}])
    assert company.appdb.current_version() == 1


def test_a_commit_that_meets_a_full_disk_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th write of a commit fails, for every n until it comes through."""
    company = Company(root)
    plan = company.plan("sales-2.csv", [{"date": "2026-06-01", "amount": 1}])
    fsync, failures = os.fsync, 0
    for n in range(100):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", _fails_at(n, fsync))
            try:
                company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
            except OSError:
                failures += 1
                assert company.appdb.current_version() == 1
                assert company.one(SUM) == 100
                continue
        break
    assert failures > 3, "no write failed: the control"
    assert company.one(SUM) == 101
    again = Company(root)
    assert [one.code for one in again.uploads.maintenance.check()] == []


def _fails_at(n: int, fsync: Callable[[int], None]) -> Callable[[int], None]:
    """Finds the disk full at the n-th time."""
    left = iter(range(n, -1, -1))

    def full(handle: int) -> None:
        if next(left, 1) == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    return full


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_mount(root: Path) -> None:
    place = root / "mount"
    place.mkdir()
    with mounted(place, "64m"):
        shutil.copytree(root / "home", place / "home")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        for words in (["query", "net_sales"], ["check"], ["user", "list"]):
            done = run_inside(place / "home", *words)
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), (words, done.stderr)
        source = root / "more.csv"
        source.write_text("date,branch,amount\n2026-06-01,SH,5\n")
        for changing in (["load", str(source), "--yes"], ["undo", "1", "--yes"], ["user", "add", "li", "--role=rep"]):
            done = run_inside(place / "home", *changing)
            assert (done.returncode, "Traceback" in done.stderr) == (7, False), (changing, done.stderr)
            assert "cannot be written" in done.stderr


def test_a_full_disk(root: Path) -> None:
    place = root / "mount"
    place.mkdir()
    with mounted(place, "24m"):
        shutil.copytree(root / "home", place / "home")
        free = shutil.disk_usage(place).free
        (place / "filler").write_bytes(bytes(free - 4096))
        for words in (["query", "net_sales"], ["check"]):
            done = run_inside(place / "home", *words)
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), (words, done.stderr)
        source = root / "more.csv"
        source.write_text("date,branch,amount\n2026-06-01,SH,5\n")
        done = run_inside(place / "home", "load", str(source), "--yes")
        assert (done.returncode, "Traceback" in done.stderr) == (7, False), done.stderr
        (place / "filler").unlink()
        company = Company(place)
        assert company.one(SUM) == 100
        assert Settings(home=Home(place / "home")).home.root.is_dir()
