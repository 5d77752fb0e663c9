"""Writes the migration that brings the application database from its newest revision to what is declared.

A developer runs it, reviews the file (autogenerate cannot know that a column was renamed, or what becomes of rows)
and commits it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from sales_core.appdb import migrations, tables
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.record import Record, SavedAs
from sales_core.records.table import table_of

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

#: Where migrations lie.
VERSIONS = Path(migrations.__file__).parent / "versions"

_TEMPLATE = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables to what is declared."""
    {upgrades}
'''


def declared_metadata(records: Iterable[Record]) -> sa.MetaData:
    """The tables of the application database with those of `records`."""
    metadata = sa.MetaData()
    for table in tables.metadata.tables.values():
        table.to_metadata(metadata)
    for record in records:
        if record.saved_as is SavedAs.REVISION:
            table_of(record, metadata)
    return metadata


def differences(engine: sa.Engine, records: Iterable[Record]) -> list[Any]:
    """What the database of `engine` lacks or has beyond what is declared, as Alembic's operations; empty when equal."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, declared_metadata(records)))


def migration_code(engine: sa.Engine, records: Iterable[Record], title: str) -> str:
    """The text of the migration that makes `engine` what is declared; empty when it is already."""
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        script = produce_migrations(context, declared_metadata(records))
        operations = script.upgrade_ops
        if operations is None or operations.is_empty():
            return ""
        code = render_python_code(
            operations, render_as_batch=True, render_item=_render_plain_type, migration_context=context
        )
    lines = [line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")]
    upgrades = "\n".join(lines).strip()
    return _TEMPLATE.format(title=title, revision=_next(migrations.HEAD), head=migrations.HEAD, upgrades=upgrades)


def write_migration(name: str, records: Iterable[Record], folder: Path = VERSIONS) -> Path | None:
    """Writes the migration file and the new head into `folder`; None when nothing differs.

    Compares with a new database that the present migrations build.
    """
    with tempfile.TemporaryDirectory() as scratch:
        appdb = AppDatabase(Path(scratch) / "appdb.sqlite")
        code = migration_code(appdb.engine, records, name.replace("_", " ").capitalize())
        appdb.close()
    if not code:
        return None
    revision = _next(migrations.HEAD)
    path = folder / f"r{revision}_{name}.py"
    path.write_text(code, encoding="utf-8")
    package = folder.parent / "__init__.py"
    head = package.read_text(encoding="utf-8").replace(f'HEAD = "{migrations.HEAD}"', f'HEAD = "{revision}"')
    package.write_text(head, encoding="utf-8")
    return path


def _render_plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Own column types as the type they are stored in, so that a migration depends on nothing that may change."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def _next(head: str) -> str:
    if not re.fullmatch(r"\d{4}", head):
        raise ValueError(f"revision {head!r} is not a number of four digits")
    return f"{int(head) + 1:04d}"
