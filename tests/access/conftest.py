"""What processes share is tested on SQLite and on a real PostgreSQL server."""

from tests.support.databases import address, appdb, makes_tables, other_appdb, server

__all__ = ["address", "appdb", "makes_tables", "other_appdb", "server"]
