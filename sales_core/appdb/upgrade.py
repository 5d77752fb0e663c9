"""Brings a ledger file to the tables of this release."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock

from sales_core.appdb.migrations import HEAD

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: sa.Engine, path: Path) -> None:
    """Creates or upgrades the tables; does nothing when they are current. Processes take turns."""
    if revision(engine) == HEAD:
        return
    with FileLock(path.with_suffix(".upgrade.lock")):
        if revision(engine) != HEAD:
            _migrate(engine)


def revision(engine: sa.Engine) -> str | None:
    """The revision that the ledger is at; None for a new one."""
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _migrate(engine: sa.Engine) -> None:
    # Alembic takes a third of a second to import; a current ledger never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
