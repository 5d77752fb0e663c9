"""Runs `views/*.sql`, but only those that read something which changed.

A file may say first what its rows are made of (`-- Made of: receivables, receipts.`): without rows of those, all its
tables are empty whatever else it reads, and a company that never loaded any does not wait for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb

VIEWS = Path(__file__).parent / "views"
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_MADE_OF = re.compile(r"\A-- Made of: ([\w, ]+)\.$", re.MULTILINE)
_MADE = re.compile(r"CREATE\s+OR\s+REPLACE\s+(?:TABLE|VIEW|MACRO)\s+\"?(\w+)", re.IGNORECASE)


def refresh(con: duckdb.DuckDBPyConnection, changed: set[str], *, everything: bool) -> None:
    """Runs the files in name order; what a file makes counts as changed for those after it."""
    changed = {name.lower() for name in changed}
    for path in sorted(VIEWS.glob("*.sql")):
        words, made = _words(path)
        if everything or (words & changed and _can_differ(con, made_of(path), changed)):
            con.execute(path.read_text(encoding="utf-8"))
            changed |= made


def fingerprints(con: duckdb.DuckDBPyConnection, dimensions: Iterable[str]) -> dict[str, str]:
    """A hash of the rows of each of `dimensions` and of the as-of date, to see whether a build changed them."""
    asked = [f"SELECT '{name}', count(*), sum(CAST(hash(d) AS HUGEINT)) FROM {name} d" for name in dimensions]
    rows = con.execute(" UNION ALL ".join(asked)).fetchall() if asked else []
    found = {name: f"{count} {total}" for name, count, total in rows}
    found["meta"] = str(con.execute("SELECT value FROM meta WHERE key = 'as_of'").fetchall())
    return found


@cache
def made_of(path: Path) -> frozenset[str]:
    """The tables without whose rows all that the file makes is empty; none when it does not say."""
    found = _MADE_OF.match(path.read_text(encoding="utf-8"))
    return frozenset(found[1].split(", ")) if found else frozenset()


def _can_differ(con: duckdb.DuckDBPyConnection, sources: frozenset[str], changed: set[str]) -> bool:
    if not sources or sources & changed:
        return True
    union = " UNION ALL ".join(f"(SELECT 1 FROM {name} LIMIT 1)" for name in sorted(sources))
    return bool(con.execute(f"SELECT 1 FROM ({union}) LIMIT 1").fetchall())


@cache
def _words(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    # A column named like a table only costs a run that was not needed; a table is never missed.
    text = "\n".join(line.partition("--")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return (
        frozenset(word.lower() for word in _WORD.findall(text)),
        frozenset(name.lower() for name in _MADE.findall(text)),
    )
