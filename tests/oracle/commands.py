"""Freezes the command line: exit code and output of a representative set of commands, JSON as JSON."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.oracle import adapter, canonical, exports
from tests.oracle.storage import Entries

#: How a figure is computed is the product's own affair.
_INSIDE = frozenset({"sql", "params", "sha256"})
_LINES = 120


def capture(opened: adapter.Opened, wanted: Callable[[str], bool] | None = None) -> Entries:
    """Name of each command, language first, to its exit code and output."""
    found: Entries = {}
    for locale, words in _commands(opened):
        name = f"{locale} {' '.join(words)}"
        if wanted is None or wanted(name):
            found[name] = _run(words, locale)
    found.update((name, cells) for name, cells in _templates() if wanted is None or wanted(name))
    return found


def _commands(opened: adapter.Opened) -> Iterator[tuple[str, list[str]]]:
    month, year, other = opened.company.periods
    dimension, value = next(iter(opened.company.filters.items()))
    for words in (
        ["query", "net_sales,yoy,margin,achievement", "--by", dimension, "--period", month, "--format", "json"],
        ["query", "net_sales", "--by", "month", "--period", year, "--compare", "last_year", "--format", "json"],
        ["query", "net_sales", "--by", "product", "--period", other, "--order", "-net_sales", "--limit", "10"],
        ["query", "quantity", "--by", "quarter", "--where", f"{dimension}={value}", "--format", "csv"],
        ["query", "net_sales,quantity", "--by", "category", "--period", month, "--as", adapter.MANAGER],
        ["query", "no_such_metric"],
        ["query", "receivables_open", "--by", "category", "--period", month],
        ["versions", "--json"],
        ["versions"],
        ["versions", "--json", "--as", adapter.MANAGER],
        ["months", "list", "--json"],
        ["mappings", "list", "--json"],
        ["user", "list", "--json"],
        ["check", "--json"],
    ):
        yield "en", words
        if "--json" not in words:
            yield "zh", words
    for metric in adapter.metrics():
        yield "zh", ["explain", metric, "--period", month, "--json", "--rows", "3"]
        yield "en", ["explain", metric, "--period", other, "--json"]


def _run(words: list[str], locale: str) -> dict[str, Any]:
    code, out, err = adapter.command(words, locale)
    said: dict[str, Any] = {"exit": code, "errors": [canonical.text(line) for line in err.splitlines() if line.strip()]}
    if "json" in words or "--json" in words:
        said["json"] = _outside(json.loads(out)) if out.strip() else None
    else:
        said |= canonical.sequence([canonical.text(line) for line in out.splitlines()], _LINES)
    return said


def _outside(given: Any) -> Any:
    """A JSON value without what is inside the product, its texts freed of what passes."""
    if isinstance(given, dict):
        return {name: _outside(item) for name, item in given.items() if name not in _INSIDE}
    if isinstance(given, list):
        return [_outside(item) for item in given]
    return canonical.text(given) if isinstance(given, str) else canonical.value(given)


def _templates() -> Iterator[tuple[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        for dataset in adapter.datasets():
            for locale in ("zh", "en"):
                path = Path(folder) / f"{locale}_{dataset}.xlsx"
                code, _, err = adapter.command(["template", dataset, str(path)], locale)
                assert code == 0, err
                yield f"{locale} template {dataset}", exports.cells(path.name, path.read_bytes())
