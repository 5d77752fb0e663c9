"""An answer is held exactly as long as nobody writes to the database, whoever that is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.unchanged_answers import UnchangedAnswers

KEY = "company.name"


class Asked:
    """Counts how often the database was asked for a setting."""

    def __init__(self, appdb: AppDatabase) -> None:
        self.appdb = appdb
        self.times = 0

    def value(self) -> object:
        """The stored setting, held or asked."""
        return self.appdb.unchanged.get("test", self._ask)

    def _ask(self) -> object:
        self.times += 1
        return self.appdb.settings.all().get(KEY)


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(AppDatabase(tmp_path / "ledger.sqlite"))


def test_asked_once_while_nobody_writes(asked: Asked) -> None:
    assert [asked.value() for _ in range(5)] == [None] * 5
    assert asked.times == 1


def test_what_this_process_writes_is_seen_at_once(asked: Asked) -> None:
    asked.value()
    for name in ("A", "B"):
        asked.appdb.settings.set(KEY, name)
        assert asked.value() == name
        assert asked.appdb.settings.get(KEY) == name


def test_what_another_connection_writes_is_seen_at_once(asked: Asked, tmp_path: Path) -> None:
    asked.value()
    other = AppDatabase(tmp_path / "ledger.sqlite")
    other.settings.set(KEY, "A")
    assert asked.value() == "A"


def test_what_another_process_writes_is_seen_at_once(asked: Asked, tmp_path: Path) -> None:
    asked.value()
    script = f"import sqlite3; c = sqlite3.connect({str(tmp_path / 'ledger.sqlite')!r}); "
    script += f"c.execute('INSERT INTO settings (key, value) VALUES (?, ?)', ({KEY!r}, '\"A\"')); c.commit()"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert asked.value() == "A"


def test_a_transaction_that_fails_changes_no_answer(asked: Asked) -> None:
    asked.appdb.settings.set(KEY, "A")
    assert asked.value() == "A"
    with pytest.raises(sa.exc.IntegrityError), asked.appdb.transaction() as connection:
        connection.execute(sa.text("UPDATE settings SET value = '\"B\"', key = NULL"))
    assert asked.value() == "A"


def test_a_database_that_cannot_be_watched_is_asked_every_time() -> None:
    memory = sa.create_engine("sqlite://")
    answers, asked = UnchangedAnswers(lambda: memory), []
    for _ in range(3):
        answers.get("test", lambda: asked.append(1))
    assert len(asked) == 3
