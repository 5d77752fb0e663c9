"""Schedules on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.databases import Address, address, makes_tables, server

__all__ = ["address", "makes_tables", "server"]


@pytest.fixture
def database(address: Address) -> str:
    """The URL of a new application database; empty = the SQLite file of the company."""
    return "" if isinstance(address, Path) else address
