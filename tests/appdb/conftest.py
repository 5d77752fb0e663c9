"""Every test of this folder runs on SQLite and on a real PostgreSQL server."""

from tests.support.databases import address, appdb, server

__all__ = ["address", "appdb", "server"]
