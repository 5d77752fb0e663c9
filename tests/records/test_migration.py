"""Migrations build what is declared; a database of 0.1 opens with the promises it held."""

import importlib.util
import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations

from sales_core.appdb import migrations
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.upgrade import revision
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights
from sales_core.kernel.terms import Right
from sales_core.records.migration import differences, migration_code, write_migration
from sales_core.records.store import RecordStore

TOY = Record(
    id="toy",
    fields=tuple(Field(f"a_{kind.value}", kind) for kind in ValueKind),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES),
)
PROMISES_OF_0_1 = """
INSERT INTO promises VALUES
    (1, 'C1', '', '2026-05-20', '2026-05-29', '80.50', 'by transfer', 'e1', '2026-05-20T08:00:00.000001+00:00'),
    (3, 'C2', 'D7', '2026-05-21', '2026-06-01', '1000.0000', '', '王芳', '2026-05-21T08:00:00.000000+00:00');
"""


@pytest.fixture
def appdb(tmp_path: Path) -> AppDatabase:
    return AppDatabase(tmp_path / "appdb.sqlite")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as 0.1 left it, at its last revision."""
    path = tmp_path / "ledger.sqlite"
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with sa.create_engine(f"sqlite:///{path}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    with sqlite3.connect(path) as database:
        database.executescript(PROMISES_OF_0_1)
    return path


def apply(appdb: AppDatabase, code: str, folder: Path) -> None:
    path = folder / "generated.py"
    path.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("generated", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with appdb.transaction() as connection, Operations.context(MigrationContext.configure(connection)):
        module.upgrade()


def test_migrations_build_what_is_declared(appdb: AppDatabase) -> None:
    assert differences(appdb.engine, product().records.values()) == []
    assert migration_code(appdb.engine, product().records.values(), "nothing") == ""


def test_the_generated_migration_builds_a_new_record(appdb: AppDatabase, tmp_path: Path) -> None:
    every = [*product().records.values(), TOY]
    assert differences(appdb.engine, every) != []
    apply(appdb, migration_code(appdb.engine, every, "Toy"), tmp_path)
    assert differences(appdb.engine, every) == []
    assert RecordStore(TOY, appdb).rows() == []


def test_the_command_writes_the_file_and_the_new_head(tmp_path: Path) -> None:
    package = tmp_path / "migrations"
    (package / "versions").mkdir(parents=True)
    shutil.copy(migrations.__file__, package / "__init__.py")
    path = write_migration("toy", [*product().records.values(), TOY], package / "versions")
    number = f"{int(migrations.HEAD) + 1:04d}"
    assert path is not None
    assert path.name == f"r{number}_toy.py"
    text = path.read_text(encoding="utf-8")
    assert f'revision = "{number}"' in text
    assert f'down_revision = "{migrations.HEAD}"' in text
    assert f'HEAD = "{number}"' in (package / "__init__.py").read_text(encoding="utf-8")
    assert write_migration("nothing", product().records.values(), package / "versions") is None


def test_promises_of_0_1_are_taken_over(old: Path) -> None:
    appdb = AppDatabase(old)
    with appdb.engine.connect() as connection:
        assert revision(connection) == migrations.HEAD
    assert differences(appdb.engine, product().records.values()) == []
    second, first = RecordStore(product().record("promise_to_pay"), appdb).rows()
    assert (first.id, first.subject, first.state, first.by, first.as_of) == (1, "C1", "noted", "e1", date(2026, 5, 20))
    assert first.created.isoformat() == "2026-05-20T08:00:00.000001+00:00"
    assert first.values == {
        "day": date(2026, 5, 29), "amount": Decimal("80.50"), "document": "", "note": "by transfer",
    }  # fmt: skip
    assert (second.id, second.subject, second.by) == (3, "C2", "王芳")
    assert (second.values["document"], str(second.values["amount"])) == ("D7", "1000.0000")


def test_what_somebody_wrote_into_decisions_is_kept(old: Path) -> None:
    with sqlite3.connect(old) as database:
        database.execute(
            "INSERT INTO decisions VALUES (1, '2026-05-20', 'ann', 'call C1', 'ann', '2026-06-01', '{}', 'open', NULL, '')"
        )
    AppDatabase(old).close()
    with sqlite3.connect(old) as database:
        assert database.execute("SELECT text FROM decisions").fetchall() == [("call C1",)]
