"""Nothing is deleted because a database does not know it: a lost, cut, older or unreadable one is refused."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.support.command import run_inside
from tests.support.company import Company

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with three loads; nobody has it open. `early.sqlite` is its first database."""
    root = tmp_path_factory.mktemp("made")
    company = Company(root)
    for number in (1, 2, 3):
        company.load(f"sales-{number}.csv", [{"date": f"2026-0{number}-05", "amount": 100 * number}])
        if number == 1:
            company.appdb.close()
            shutil.copyfile(company.settings.home.appdb, root / "early.sqlite")
    company.appdb.close()
    return root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """Its state directory, copied into the folder of the test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "home"


def files(home: Path) -> dict[str, bytes]:
    """Every file that is not a lock, a log or the database's own working file; an empty journal holds nothing."""
    held = {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and path.parent.name != "log" and not path.name.endswith("-shm")
    }
    return {name: content for name, content in held.items() if content or not name.endswith("-wal")}


def deleted(database: Path) -> None:
    database.unlink()


def emptied(database: Path) -> None:
    database.write_bytes(b"")


def copied_without_journal(database: Path) -> None:
    """What a new SQLite file holds while all its tables stand in the write-ahead log."""
    database.unlink()
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL'); c.close()",
            str(database),
        ],
        check=True,
    )


def from_an_earlier_day(database: Path) -> None:
    shutil.copyfile(database.parents[1] / "early.sqlite", database)


def cut_in_half(database: Path) -> None:
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size // 2)


def garbled(database: Path) -> None:
    with database.open("r+b") as file:
        file.write(b"not a database!!")


DAMAGES = (deleted, emptied, copied_without_journal, from_an_earlier_day, cut_in_half, garbled)


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_refused_and_every_file_stays(home: Path, damage: Damage) -> None:
    database = Home(home).appdb
    for journal in home.glob(f"{database.name}-*"):
        journal.unlink()
    damage(database)
    before = files(home)
    for _ in range(2):
        with pytest.raises(UnhealthyError) as caught:
            Workspace.open(Settings(home=Home(home)))
        assert "--restore" in caught.value.describe("zh")
        assert caught.value.describe("en") != caught.value.describe("zh")
    assert files(home) == before


@pytest.mark.parametrize("command", ["versions", "check"])
def test_the_command_line_says_so_and_ends_with_5(home: Path, command: str) -> None:
    deleted(Home(home).appdb)
    before = files(home)
    done = run_inside(home, command)
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)
    assert "ledger.sqlite" in done.stdout + done.stderr
    assert files(home) == before


def test_the_database_put_back_opens_with_the_same_figures(home: Path, tmp_path: Path) -> None:
    database = Home(home).appdb
    kept = database.read_bytes()
    deleted(database)
    with pytest.raises(UnhealthyError):
        Workspace.open(Settings(home=Home(home)))
    database.write_bytes(kept)
    again = Company(tmp_path)
    assert again.one("SELECT sum(amount) FROM sales") == 600
    assert again.uploads.maintenance.check() == []


def test_files_that_nobody_names_are_set_aside_and_told(home: Path, tmp_path: Path) -> None:
    strays = {"versions/000004-abc.duckdb": b"v", "uploads/000009-abc.arrow": b"u", f"originals/{'0' * 64}": b"o"}
    for name, content in strays.items():
        (home / name).write_bytes(content)
    (home / "versions" / "000004-abc.draft").write_bytes(b"half")
    again = Company(tmp_path)
    assert not any((home / name).exists() for name in strays)
    aside = {path.name: path.read_bytes() for path in (home / "lost+found").iterdir()}
    assert aside == {name.replace("/", "-"): content for name, content in strays.items()}
    assert not (home / "versions" / "000004-abc.draft").exists()
    (finding,) = again.uploads.maintenance.check()
    assert (finding.code, finding.harmless) == ("lost_found", True)
    assert "lost+found" in finding.text.in_("zh")
    assert again.one("SELECT sum(amount) FROM sales") == 600


def test_the_same_name_twice_keeps_both(home: Path, tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        (home / "uploads" / "000009-abc.arrow").write_bytes(content)
        Company(tmp_path).appdb.close()
    assert {path.read_bytes() for path in (home / "lost+found").iterdir()} == {b"one", b"two"}


def test_a_discarded_plan_takes_its_file_along_but_not_that_of_others(company: Company) -> None:
    rows = [{"date": "2026-05-01", "amount": 1}]
    first, second = company.plan("sales-a.csv", rows), company.plan("sales-b.csv", rows)
    originals = company.settings.home.root / "originals"
    assert len(list(originals.iterdir())) == 1
    company.uploads.discard(first.id, LOCAL_ADMIN)
    assert len(list(originals.iterdir())) == 1
    company.uploads.discard(second.id, LOCAL_ADMIN)
    assert list(originals.iterdir()) == []
