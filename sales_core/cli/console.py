"""What the terminal reads: the language, the two streams, and tables that line up with Chinese characters."""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from sales_core.api import environment
from sales_core.i18n import Locale, choose, t


def locale() -> Locale:
    """SALES_LANG, else what the system speaks, else English."""
    asked = environment()
    return choose(asked.language.lower(), asked.system_language)


def say(key: str, /, **values: object) -> None:
    """A sentence to standard output."""
    print(t(key, locale(), **values))


def complain(text: str) -> None:
    """A finished sentence to standard error."""
    print(text, file=sys.stderr)


def word(key: str, /, **values: object) -> str:
    """A text of the command line in the terminal's language."""
    return t(key, locale(), **values)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows as csv on standard output, under their header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """An aligned text table; columns in `right` are right-aligned."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(width(line[k]) for line in lines) for k in range(len(header))]
    lines.insert(1, ["─" * size for size in widths])
    return "\n".join(
        "  ".join(_padded(cell, widths[k], k in right) for k, cell in enumerate(line)).rstrip() for line in lines
    )


def _padded(cell: str, size: int, right: bool) -> str:
    gap = " " * (size - width(cell))
    return gap + cell if right else cell + gap
