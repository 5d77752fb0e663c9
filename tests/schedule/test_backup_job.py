"""The nightly backup: on by default, kept for days and weeks, and rehearsed by bringing one back."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.appdb.schedule_store import RunOutcome
from sales_core.catalogue.catalogue import product
from sales_core.kernel import clock
from sales_core.kernel.errors import ConflictError, UnhealthyError, UsageError
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role
from sales_core.loading.backup import make_backup, restore_backup
from sales_core.loading.backup_manifest import backups, backups_kept, remove_old
from sales_core.schedule.job import JobCompany
from sales_core.schedule.jobs import SCHEDULED_JOBS
from sales_core.schedule.scheduler import Scheduler
from tests.support.company import Company
from tests.support.databases import on_sqlite_first

pytestmark = pytest.mark.slow

ROWS: list[dict[str, object]] = [
    {"date": "2026-05-04", "rep": "E1", "product": "P1", "customer": "C1", "amount": "1234.56", "quantity": 3},
    {"date": "2026-05-11", "rep": "E2", "product": "P2", "customer": "C2", "amount": "-34.56", "quantity": -1},
]
QUESTION = Query(("net_sales", "quantity", "active_customers"), ("rep",))


@pytest.fixture
def company(tmp_path: Path, database: str) -> Iterator[Company]:
    made = Company(tmp_path / "work", database=database)
    made.load("sales.csv", ROWS)
    yield made
    made.appdb.close()


def figures(settings: Settings) -> object:
    workspace = Workspace(settings)
    try:
        return workspace.figures.run(QUESTION, LOCAL_ADMIN).rows
    finally:
        workspace.appdb.close()


def nightly(company: Company, now: datetime) -> Scheduler:
    opened = JobCompany(company.settings, company.appdb, product(), company.uploads)
    return Scheduler(opened, [job for job in SCHEDULED_JOBS if job.id == "backup"], now=lambda: now)


def test_a_nightly_backup_brings_back_equal_figures(company: Company, tmp_path: Path, database: str) -> None:
    company.appdb.company.set("company.name", "华兴", LOCAL_ADMIN)
    now = datetime(2026, 5, 12, 12, tzinfo=UTC)
    nightly(company, now).run_due()
    (run,) = nightly(company, now + timedelta(days=1)).run_due()
    assert run.outcome is RunOutcome.DONE, run.details
    folder = Path(run.details["folder"])
    assert folder.parent == company.settings.home.backups
    before = figures(company.settings)
    (event,) = company.appdb.audit.events(what="backup_made")
    assert event.details == {"folder": str(folder)}

    shutil.rmtree(company.settings.home.root / "versions")
    elsewhere = Settings(home=Home(tmp_path / "new"))
    restore_backup(folder, elsewhere, product())
    assert figures(elsewhere) == before
    again = Company(tmp_path / "again", database="")
    again.appdb.close()
    opened = Workspace(elsewhere)
    assert opened.appdb.company.all()["company.name"] == "华兴"
    assert opened.uploads.maintenance.check() == []
    opened.uploads.undo(1, LOCAL_ADMIN)
    assert opened.figures.run(Query(("net_sales",)), LOCAL_ADMIN).one()["net_sales"] in {None, Decimal(0)}
    opened.appdb.close()


def test_a_backup_comes_back_into_the_other_kind_of_database(
    company: Company, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = figures(company.settings)
    made = make_backup(company.settings, company.appdb, product(), tmp_path / "backups")
    url = request.getfixturevalue("server").new_database()
    elsewhere = Settings(home=Home(tmp_path / "new"), database=url)
    restore_backup(made, elsewhere, product())
    assert figures(elsewhere) == before
    assert not list(elsewhere.home.root.glob("*.draft"))
    with pytest.raises(ConflictError):
        restore_backup(made, Settings(home=Home(tmp_path / "third"), database=url), product())


@on_sqlite_first
def test_a_state_directory_with_data_is_never_restored_over(company: Company, tmp_path: Path) -> None:
    made = make_backup(company.settings, company.appdb, product(), tmp_path / "backups")
    before = figures(company.settings)
    with pytest.raises(UsageError):
        restore_backup(made, company.settings, product())
    assert figures(company.settings) == before
    with pytest.raises(UsageError):
        restore_backup(tmp_path / "work", Settings(home=Home(tmp_path / "new")), product())
    next((made / "uploads").iterdir()).unlink()
    with pytest.raises(UnhealthyError):
        restore_backup(made, Settings(home=Home(tmp_path / "new")), product())
    assert not (tmp_path / "new").exists()


@on_sqlite_first
def test_it_can_be_switched_off_and_put_elsewhere(company: Company, tmp_path: Path) -> None:
    now = datetime(2026, 5, 12, 12, tzinfo=UTC)
    nightly(company, now).run_due()
    company.appdb.company.set("backup.enabled", "no", LOCAL_ADMIN)
    assert nightly(company, now + timedelta(days=1)).run_due() == []
    company.appdb.company.set("backup.enabled", "yes", LOCAL_ADMIN)
    company.appdb.company.set("backup.folder", str(tmp_path / "elsewhere"), LOCAL_ADMIN)
    (run,) = nightly(company, now + timedelta(days=1)).run_due()
    assert Path(run.details["folder"]).parent == tmp_path / "elsewhere"
    with pytest.raises(UsageError):
        company.appdb.company.set("backup.folder", "beside", LOCAL_ADMIN)
    with pytest.raises(UsageError):
        make_backup(company.settings, company.appdb, product(), company.settings.home.root / "versions")


@on_sqlite_first
def test_two_backups_of_one_second_are_two(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 12, 12, tzinfo=UTC))
    folder = tmp_path / "backups"
    made = [make_backup(company.settings, company.appdb, product(), folder) for _ in range(3)]
    assert len(set(made)) == 3
    assert {one.path for one in backups(folder)} == set(made)


@on_sqlite_first
def test_files_that_do_not_change_are_kept_once(company: Company, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = make_backup(company.settings, company.appdb, product(), folder)
    time.sleep(1.1)  # backups are named by the second
    second = make_backup(company.settings, company.appdb, product(), folder)
    names = [name for name in backups(folder)[-1].files if name.startswith(("versions/0", "originals/", "uploads/"))]
    assert len(names) == 4  # the version with its manifest, the original, the typed rows
    for name in names:
        assert (first / name).samefile(second / name), name
        assert not (company.settings.home.root / name).samefile(second / name), "never linked to the live file"
    remove_old(folder, 1, 0)
    assert [one.path for one in backups(folder)] == [second]
    assert backups(folder)[0].missing() == []


@on_sqlite_first
def test_only_what_a_manifest_names_is_removed(company: Company, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    old = make_backup(company.settings, company.appdb, product(), folder)
    (old / "notes.txt").write_text("mine")
    foreign = folder / "sales-backup-of-my-own"
    foreign.mkdir()
    (foreign / "letters.txt").write_text("mine")
    escaping = folder / "sales-backup-20200101-000000"
    escaping.mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    facts = {"program": "sales-cockpit", "made": "2020-01-01T00:00:00+00:00", "files": {"../../outside.txt": 4}}
    (escaping / "backup.json").write_text(json.dumps(facts))
    killed, young = folder / ".draft-sales-backup-1", folder / ".draft-sales-backup-2"
    killed.mkdir()
    young.mkdir()
    os.utime(killed, (time.time() - 3 * 86_400,) * 2)
    time.sleep(1.1)
    new = make_backup(company.settings, company.appdb, product(), folder)
    gone = remove_old(folder, 1, 0)
    assert set(gone) == {old, escaping, killed}
    assert sorted(path.name for path in folder.iterdir()) == sorted([young.name, old.name, foreign.name, new.name])
    assert [path.name for path in old.iterdir()] == ["notes.txt"]
    assert outside.read_text() == "mine"


def test_days_and_weeks_are_kept() -> None:
    nights = [datetime(2026, 1, 1, 2, 30, tzinfo=UTC) + timedelta(days=day) for day in range(120)]
    left = backups_kept(nights, newest=14, weeks=8)
    assert left >= set(nights[-14:])
    older = sorted(left - set(nights[-14:]))
    # 30 April 2026 is a Thursday; of the eight newest weeks two lie inside the last 14 nights, one partly.
    assert [f"{night:%m-%d %a}" for night in older] == [
        "03-15 Sun", "03-22 Sun", "03-29 Sun", "04-05 Sun", "04-12 Sun",
    ]  # fmt: skip
    assert backups_kept(nights, newest=0, weeks=0) == {nights[-1]}
    assert backups_kept([], newest=3, weeks=3) == set()


@on_sqlite_first
def test_the_other_sweeps_remove_what_is_over_only(company: Company) -> None:
    workspace = Workspace(company.settings)
    workspace.accounts.add("ann", Role.MANAGER, by="test")
    staging, versions = company.settings.home.root / "staging", company.settings.home.root / "versions"
    left, young, foreign = staging / ("0" * 16), staging / ("1" * 16), staging / "note.txt"
    for path in (left, young):
        path.mkdir()
    foreign.write_text("mine")
    for path in (left, foreign):
        os.utime(path, (time.time() - 3 * 86_400,) * 2)
    open_plan = company.plan("sales-more.csv", ROWS)
    os.utime(staging / open_plan.id, (time.time() - 3 * 86_400,) * 2)
    known = set(versions.iterdir())
    (versions / "000099-unknown.duckdb").write_text("known to nobody")
    run = workspace.schedule.run("sweep_drafts", LOCAL_ADMIN)
    assert (run.outcome, run.details) == (RunOutcome.DONE, {"removed": 1})
    assert {path.name for path in staging.iterdir()} == {young.name, foreign.name, open_plan.id}
    assert set(versions.iterdir()) >= {*known, versions / "000099-unknown.duckdb"}
    workspace.appdb.close()
