"""Every test of this folder runs on SQLite and on a real PostgreSQL server."""

import pytest

from sales_core.appdb.database import AppDatabase
from tests.support import postgresql


@pytest.fixture(scope="session")
def server():
    if reason := postgresql.missing():
        pytest.skip(reason)
    made = postgresql.Server()
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """What a new, empty application database is opened by."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    return request.getfixturevalue("server").new_database()


@pytest.fixture
def appdb(address):
    opened = AppDatabase(address)
    yield opened
    opened.close()
