"""What every new company begins with, made once a test run: making it afresh took half of a short test."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.appdb import database
from sales_core.appdb.upgrade import upgrade
from sales_core.catalogue.catalogue import Catalogue
from sales_core.warehouse import store
from sales_core.warehouse.build import build, format_hash
from sales_core.warehouse.change import Change


def share_fresh_stores(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Lets new companies copy the empty version and the tables of the application database that the first one made."""
    _share_empty_version(patch, folder)
    _share_tables(patch)


def _share_empty_version(patch: pytest.MonkeyPatch, folder: Path) -> None:
    def build_or_copy(catalogue: Catalogue, base: Path | None, target: Path, *rest: object, **named: object) -> object:
        if base is not None or rest != (0, Change()):
            return build(catalogue, base, target, *rest, **named)  # type: ignore[arg-type]
        kept = folder / f"{format_hash(catalogue)}.duckdb"
        if not kept.is_file():
            build(catalogue, None, kept, 0, Change())
        return shutil.copyfile(kept, target)

    patch.setattr(store, "build", build_or_copy)


def _share_tables(patch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []

    def upgrade_or_copy(engine: sa.Engine) -> None:
        path = Path(engine.url.database or "")
        if engine.dialect.name != "sqlite" or (path.is_file() and path.stat().st_size):
            upgrade(engine)
        elif statements:
            _copy_tables(path, statements)
        else:
            upgrade(engine)
            with closing(sqlite3.connect(path)) as connection:
                statements.extend(one for one in connection.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;"))

    patch.setattr(database, "upgrade", upgrade_or_copy)


def _copy_tables(path: Path, statements: list[str]) -> None:
    """Makes the tables in one transaction, if no other connection has made them meanwhile."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            for statement in statements:
                connection.execute(statement)
        connection.execute("COMMIT")
