"""Runs `views/*.sql`, but only those that read something which changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb

VIEWS = Path(__file__).parent / "views"
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_MADE = re.compile(r"CREATE\s+OR\s+REPLACE\s+(?:TABLE|VIEW|MACRO)\s+\"?(\w+)", re.IGNORECASE)


def refresh(con: duckdb.DuckDBPyConnection, changed: set[str], *, everything: bool) -> None:
    """Runs the files in name order; what a file makes counts as changed for those after it."""
    changed = {name.lower() for name in changed}
    for path in sorted(VIEWS.glob("*.sql")):
        words, made = _words(path)
        if everything or words & changed:
            con.execute(path.read_text(encoding="utf-8"))
            changed |= made


def fingerprints(con: duckdb.DuckDBPyConnection, dimensions: Iterable[str]) -> dict[str, str]:
    """A hash of the rows of each of `dimensions` and of the as-of date, to see whether a build changed them."""
    found = {}
    for name in dimensions:
        ((count, total),) = con.execute(f"SELECT count(*), sum(CAST(hash(d) AS HUGEINT)) FROM {name} d").fetchall()
        found[name] = f"{count} {total}"
    found["meta"] = str(con.execute("SELECT value FROM meta WHERE key = 'as_of'").fetchall())
    return found


@cache
def _words(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    # A column named like a table only costs a run that was not needed; a table is never missed.
    text = "\n".join(line.partition("--")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return (
        frozenset(word.lower() for word in _WORD.findall(text)),
        frozenset(name.lower() for name in _MADE.findall(text)),
    )
