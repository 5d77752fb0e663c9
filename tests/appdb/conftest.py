"""Every test of this folder runs on SQLite and on a real PostgreSQL server."""

import pytest

from sales_core.appdb import database
from sales_core.appdb.upgrade import upgrade
from tests.support.databases import address, appdb, server

__all__ = ["address", "appdb", "server"]


@pytest.fixture
def makes_tables() -> bool:
    """All of the folder does."""
    return True


@pytest.fixture(autouse=True)
def _real_upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the making of the tables is what is tested: no copies of them, as other tests take (support/fresh_stores)."""
    monkeypatch.setattr(database, "upgrade", upgrade)
