"""Brings an application database to the tables of this release."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from sales_core.appdb.migrations import HEAD
from sales_core.kernel.errors import NewerReleaseError
from sales_core.kernel.terms import Text

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: sa.Engine) -> None:
    """Creates or upgrades the tables in one transaction; does nothing when they are current. Processes take turns.

    Raises NewerReleaseError for a database that a newer release wrote.
    """
    if refuse_newer(engine) == HEAD:
        return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if revision(connection) != HEAD:
            _migrate(connection, "head")


def make_tables(engine: sa.Engine, revision_name: str) -> None:
    """Creates the tables of an earlier revision in a new database."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _migrate(connection, revision_name)


def refuse_newer(engine: sa.Engine) -> str | None:
    """The revision of a database that this release can read or upgrade; None for a new one.

    Raises NewerReleaseError for any other revision: only a newer release can have written it.
    """
    with engine.connect() as connection:
        found = revision(connection)
    if found is not None and not (found.isdecimal() and int(found) <= int(HEAD)):
        raise NewerReleaseError(Text("appdb.newer", {"found": found, "known": HEAD}))
    return found


def revision(connection: sa.Connection) -> str | None:
    """The revision that the database is at; None for a new one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _migrate(connection: sa.Connection, revision_name: str) -> None:
    # Alembic takes a third of a second to import; a current database never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_name)
