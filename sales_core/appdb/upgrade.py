"""Brings an application database to the tables of this release."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from sales_core.appdb.migrations import HEAD
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.terms import Text

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: sa.Engine) -> None:
    """Creates or upgrades the tables in one transaction; does nothing when they are current. Processes take turns.

    Raises UnhealthyError for a database that a newer release wrote; it is left as it is.
    """
    with engine.connect() as connection:
        found = revision(connection)
    if found == HEAD:
        return
    if found is not None and int(found) > int(HEAD):
        raise UnhealthyError(Text("appdb.newer", {"found": found, "known": HEAD}))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if revision(connection) != HEAD:
            _migrate(connection)


def revision(connection: sa.Connection) -> str | None:
    """The revision that the database is at; None for a new one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _migrate(connection: sa.Connection) -> None:
    # Alembic takes a third of a second to import; a current database never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
