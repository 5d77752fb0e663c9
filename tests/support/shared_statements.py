"""Statements on SQLite are compiled once a process: every company of a test has an engine of its own, and compiling the
same statements for each of them took a third of opening it."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.util import LRUCache

#: Statements on reflected tables are no other's; they go with the rest.
_MOST = 2_000


def share_statements(patch: pytest.MonkeyPatch) -> None:
    """Lets the engines of SQLite files have one store of compiled statements."""
    shared = _SharedStatements()
    make = sa.create_engine

    def create_engine(*words: Any, **options: Any) -> sa.Engine:
        engine = make(*words, **options)
        if engine.dialect.name == "sqlite":
            engine._compiled_cache = shared
        return engine

    patch.setattr(sa, "create_engine", create_engine)


class _SharedStatements(LRUCache[Any, Any]):
    """By what is asked alone: the engine's dialect, which stands first in a key, is the same for all of them."""

    def __init__(self) -> None:
        super().__init__(_MOST)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)
