"""A company whose application database is on either dialect: load, query, undo, back up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.appdb.copy import copy_rows
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel import events
from sales_core.kernel.errors import ConflictError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.backup import make_backup
from sales_core.loading.backup_manifest import backups
from tests.support.company import Company

pytestmark = pytest.mark.slow

ROWS = [{"date": "2026-05-01", "rep": "E1", "product": "P1", "amount": 100, "quantity": 1}]
MORE = [{"date": "2026-06-01", "rep": "E1", "product": "P1", "amount": 50, "quantity": 2}]
SUM = "SELECT sum(amount) FROM sales"


@pytest.fixture
def company(tmp_path: Path, address: Path | str) -> Iterator[Company]:
    made = Company(tmp_path, database="" if isinstance(address, Path) else address)
    yield made
    made.appdb.close()


def test_load_query_undo(company: Company) -> None:
    company.load("sales-may.csv", ROWS)
    company.load("sales-june.csv", MORE)
    assert company.one(SUM) == 150
    undo = company.uploads.plan_undo(2, LOCAL_ADMIN)
    company.uploads.commit(undo.id, LOCAL_ADMIN, confirmed=True)
    assert company.one(SUM) == 100
    assert company.uploads.maintenance.check() == []
    assert [event.what for event in company.appdb.audit.events()] == ["undo", "load", "load"]
    assert [upload.status for upload in company.appdb.history.uploads()] == ["undone", "active"]


def test_a_backup_opens_as_a_company_of_its_own(company: Company, tmp_path: Path) -> None:
    company.load("sales-may.csv", ROWS)
    made = make_backup(company.settings, company.appdb, product(), tmp_path / "backups")
    assert [one.path for one in backups(tmp_path / "backups")] == [made]
    copy = AppDatabase(Settings(Home(made)).appdb_address)
    assert copy.history.versions() == company.appdb.history.versions()
    assert copy.audit.events() == company.appdb.audit.events()
    copy.close()


def test_rows_move_from_one_database_to_another(
    company: Company, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    company.load("sales-may.csv", ROWS)
    other = AppDatabase(
        request.getfixturevalue("server").new_database()
        if company.appdb.engine.dialect.name == "sqlite"
        else tmp_path / "other.sqlite"
    )
    copy_rows(company.appdb.engine, other.engine)
    assert other.history.versions() == company.appdb.history.versions()
    other.audit.write("ann", events.SIGN_IN_REFUSED, {})  # a generated id comes after the copied ones
    assert other.audit.events()[1:] == company.appdb.audit.events()
    with pytest.raises(ConflictError):
        copy_rows(company.appdb.engine, other.engine)
    other.close()
