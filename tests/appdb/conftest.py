"""Every test of this folder runs on SQLite and on a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from tests.support import postgresql
from tests.support.postgresql import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if reason := postgresql.missing():
        pytest.skip(reason)
    made = postgresql.Server()
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """What a new, empty application database is opened by."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def appdb(address: Path | str) -> Iterator[AppDatabase]:
    opened = AppDatabase(address)
    yield opened
    opened.close()
