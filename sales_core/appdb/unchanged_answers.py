"""Answers of the application database that stay true until somebody writes to it.

A page asks the same few questions at every rerun: who is signed in, which settings hold, which versions there are.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

_V = TypeVar("_V")
#: Answers that are held at most: a few for each session, and the settings.
_MOST = 4_000


class UnchangedAnswers:
    """Holds answers by key while a SQLite file is as it was; asks every time on another database.

    SQLite counts the commits of all other connections, of this process and of any other (PRAGMA data_version). The
    connection that asks for the count never writes, so no commit goes unseen. Safe between threads.
    """

    def __init__(self, engine: Callable[[], sa.Engine]) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._watched: sa.Engine | None = None
        self._counter: sqlite3.Connection | None = None
        self._count = -1
        self._held: dict[Hashable, Any] = {}

    def get(self, key: Hashable, ask: Callable[[], _V]) -> _V:
        """The answer that is held under the key, else that of `ask`, which nobody may change in place."""
        with self._lock:
            count = self._commits()
            if count is not None and key in self._held:
                held: _V = self._held[key]
                return held
        answer = ask()
        with self._lock:
            # What was committed meanwhile may or may not be in the answer.
            if count is not None and count == self._count and len(self._held) < _MOST:
                self._held[key] = answer
        return answer

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._let_go()

    def _commits(self) -> int | None:
        """How many times others wrote since the file was opened here; None where that is not known."""
        engine = self._engine()
        if engine is not self._watched:
            self._let_go()
            self._watched, self._counter = engine, _open_counter(engine)
        if self._counter is None:
            return None
        try:
            ((count,),) = self._counter.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error:  # the question itself will say what is wrong with the database
            self._let_go()
            return None
        if count != self._count:
            self._held.clear()
            self._count = int(count)
        return self._count

    def _let_go(self) -> None:
        if self._counter is not None:
            self._counter.close()
        self._watched, self._counter, self._count = None, None, -1
        self._held.clear()


def _open_counter(engine: sa.Engine) -> sqlite3.Connection | None:
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or not Path(path).is_file():
        return None
    try:
        return sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, check_same_thread=False)
    except sqlite3.Error:
        return None
