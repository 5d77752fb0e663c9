"""A lost, cut, flipped or older application database is refused, and recovered to equal figures, locks and accounts."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope
from tests.loading.test_lost_database import DAMAGES, from_an_earlier_day
from tests.support.command import run_inside
from tests.support.company import Company
from tests.support.sampled import sampled

Damage = Callable[[Path], None]
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Held:
    """What a company holds that a recovery has to bring back."""

    contents: dict[int, str]
    rows: dict[str, list[tuple[object, ...]]]


def held(company: Company) -> Held:
    company.appdb.close()
    contents = {one.id: company.store.content_hash(one.id) for one in company.appdb.history.versions()}
    names = ("versions", "uploads", "mappings", "accounts", "month_closes", "settings", "record_promise_to_pay")
    with closing(sqlite3.connect(company.settings.home.appdb)) as database:
        rows = {name: sorted(database.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}
        rows["audit"] = database.execute("SELECT * FROM audit WHERE what <> 'recover' ORDER BY id").fetchall()
    return Held(contents, rows)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Held]:
    """A company with loads, an undo, a closed month, accounts and settings; its home, to be copied, and what it holds."""
    root = tmp_path_factory.mktemp("worked")
    company = Company(root)
    company.load("sales-1.csv", [{"date": "2026-01-05", "branch": "SH", "amount": 100}])
    company.appdb.close()
    shutil.copyfile(company.settings.home.appdb, root / "early.sqlite")
    company.load("sales-2.csv", [{"date": "2026-02-05", "branch": "BJ", "amount": 200}])
    company.load("sales-3.csv", [{"date": "2026-02-06", "branch": "BJ", "amount": 250}])
    company.uploads.undo(3, LOCAL_ADMIN)
    accounts = Accounts(company.appdb)
    accounts.add("王芳", Role.ADMIN, password=PASSWORD, by="test")
    accounts.add("li", Role.REP, Scope.of({"rep": ("E1",)}), by="test")
    company.uploads.months.close("2026-01", LOCAL_ADMIN)
    company.appdb.company.set("company.name", "华兴", LOCAL_ADMIN)
    found = held(company)
    company.appdb.close()
    return root, found


@pytest.fixture
def root(worked: tuple[Path, Held], tmp_path: Path) -> Path:
    shutil.copytree(worked[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


def flipped_row(database: Path) -> None:
    """A byte of a row that is still a good row: only the journal can tell."""
    content = database.read_bytes()
    assert b'{"setting": "company.name"' in content
    database.write_bytes(content.replace(b'{"setting": "company.name"', b'{"setting": "company.nama"'))


@pytest.mark.parametrize("damage", sampled([flipped_row, *DAMAGES], 4))
def test_everything_comes_back(root: Path, worked: tuple[Path, Held], damage: Damage) -> None:
    settings = Settings(home=Home(root / "home"))
    damage(settings.home.appdb)
    if damage is flipped_row:
        assert "database" in {one.code for one in Company(root).uploads.maintenance.check()}
    else:
        with pytest.raises(UnhealthyError):
            Workspace.open(settings)
    recovery = Workspace.plan_recovery(settings)
    assert [one.key for one in recovery.lost] == ["recover.lost_always"]
    Workspace.recover(recovery, settings, None)
    again = Company(root)
    assert held(again) == worked[1]
    assert again.uploads.maintenance.check() == []
    assert Accounts(again.appdb).sign_in("王芳", PASSWORD)
    assert again.load("sales-4.csv", [{"date": "2026-04-05", "amount": 1}]).version == 5
    kept = list(settings.home.root.glob("ledger.sqlite.damaged-*[0-9]"))
    assert len(kept) == (0 if damage.__name__ == "deleted" else 1)
    with pytest.raises(UsageError):
        Workspace.plan_recovery(settings)


def test_without_a_journal_the_manifests_bring_figures_back_and_what_is_lost_is_named(
    root: Path, worked: tuple[Path, Held]
) -> None:
    settings = Settings(home=Home(root / "home"))
    settings.home.appdb.unlink()
    shutil.rmtree(settings.home.journal)
    recovery = Workspace.plan_recovery(settings)
    lost = " ".join(one.in_("en") for one in recovery.lost)
    assert all(name in lost for name in ("accounts", "month_closes", "settings", "audit"))
    Workspace.recover(recovery, settings, None)
    found = held(Company(root))
    assert found.contents == worked[1].contents
    assert {name: found.rows[name] for name in ("versions", "uploads")} == {
        name: worked[1].rows[name] for name in ("versions", "uploads")
    }
    assert Company(root).uploads.maintenance.check() == []


def test_with_a_damaged_journal_the_copy_beside_it_helps(root: Path, worked: tuple[Path, Held]) -> None:
    settings = Settings(home=Home(root / "home"))
    settings.home.appdb.unlink()
    (path,) = settings.home.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0][:-9] + b"x" + lines[0][-8:] + lines[1][:-9] + b"x" + lines[1][-8:] + b"".join(lines[2:]))
    recovery = Workspace.plan_recovery(settings)
    assert recovery.tables.copy
    Workspace.recover(recovery, settings, None)
    assert held(Company(root)) == worked[1]


def test_lost_files_are_named(root: Path) -> None:
    settings = Settings(home=Home(root / "home"))
    settings.home.appdb.unlink()
    gone = [min((root / "home" / name).glob(pattern)) for name, pattern in (("uploads", "*"), ("versions", "*.duckdb"))]
    for path in gone:
        path.unlink()
    told = " ".join(one.in_("en") for one in Workspace.plan_recovery(settings).lost)
    assert all(path.name in told for path in gone)


def test_a_company_of_its_own_leaves_the_old_one_as_it_is(root: Path, worked: tuple[Path, Held]) -> None:
    settings = Settings(home=Home(root / "home"))
    from_an_earlier_day(settings.home.appdb)
    before = {path: path.read_bytes() for path in settings.home.root.rglob("*") if path.is_file()}
    target = root / "elsewhere" / "home"
    Workspace.recover(Workspace.plan_recovery(settings), settings, target)
    after = {path: path.read_bytes() for path in settings.home.root.rglob("*") if path.is_file()}
    assert {path for path in {**before, **after} if before.get(path) != after.get(path) and path.suffix != ".lock"} <= {
        settings.home.root / "ledger.sqlite-shm",
        settings.home.root / "ledger.sqlite-wal",
    }
    assert held(Company(root / "elsewhere")) == worked[1]


def test_the_command_asks_first_and_says_where_the_old_one_is(root: Path) -> None:
    home = root / "home"
    assert run_inside(home, "recover").returncode == 2
    (home / "ledger.sqlite").write_bytes(b"not a database")
    asked = run_inside(home, "recover")
    assert (asked.returncode, "--yes" in asked.stderr, "versions: 4 rows" in asked.stdout) == (6, True, True)
    done = run_inside(home, "recover", "--yes")
    assert (done.returncode, "ledger.sqlite.damaged-" in done.stdout, done.stderr) == (0, True, "")
    assert run_inside(home, "check").returncode == 0


def test_a_damaged_byte_that_is_no_text_is_told(root: Path) -> None:
    """The word for what is wrong with the schema holds the byte, and cannot be read either."""
    database, text = root / "home" / "ledger.sqlite", b"CREATE TABLE versions"
    content = database.read_bytes()
    assert text in content
    database.write_bytes(content.replace(text, b"CREATE TABL\xe2 versions"))
    with pytest.raises(UnhealthyError):
        Company(root)
