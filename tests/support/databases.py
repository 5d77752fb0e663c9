"""Fixtures for tests that run on SQLite and on a real PostgreSQL server; a conftest imports those it needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from tests.support import postgresql

Address = Path | str


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    if reason := postgresql.missing():
        pytest.skip(reason)
    made = postgresql.Server()
    yield made
    made.stop()


@pytest.fixture
def makes_tables() -> bool:
    """Whether making the tables is part of what is tested; elsewhere PostgreSQL copies them."""
    return False


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def address(request: pytest.FixtureRequest, tmp_path: Path, *, makes_tables: bool) -> Address:
    """What a new, empty application database is opened by."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    made: postgresql.Server = request.getfixturevalue("server")
    return made.new_database() if makes_tables else made.new_application_database()


#: For what is one way in both databases: PostgreSQL in the long run only.
on_sqlite_first = pytest.mark.parametrize(
    "address", ["sqlite", pytest.param("postgresql", marks=pytest.mark.endure)], indirect=True
)


@pytest.fixture
def appdb(address: Address) -> Iterator[AppDatabase]:
    opened = AppDatabase(address)
    yield opened
    opened.close()


@pytest.fixture
def other_appdb(appdb: AppDatabase, address: Address) -> Iterator[AppDatabase]:
    """The same database as another process has it open."""
    opened = AppDatabase(address)
    yield opened
    opened.close()
