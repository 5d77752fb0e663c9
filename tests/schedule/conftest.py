"""Schedules on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    if reason := postgresql.missing():
        pytest.skip(reason)
    made = postgresql.Server()
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new application database; empty = the SQLite file of the company."""
    return "" if request.param == "sqlite" else request.getfixturevalue("server").new_database()
