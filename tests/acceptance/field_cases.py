"""The rows of ../shared/data/field as data: what each may end as, and the figures that hold if it is loaded.

`ends`, separated by blanks, are those allowed (`|` between alternatives, shell patterns, `CODE/kind` for the kind that
a problem names):

- `load`: it loads, with or without warnings; `quiet`: without an open question; `warned`: with a warning;
- `asked:ID`: it loads by the default of a question that is shown; `ask:ID`: it waits for an answer or for a risk to be accepted;
- `warn:CODE`: it loads and says so; `warn!:CODE`: as `warn`, and the words are enough without the figures;
- `refuse:CODE`: it is refused for that reason and no other.

`answers`: what a person answers (`id=value`) when asked; then it loads, every risk accepted, and the figures hold.
"""

from __future__ import annotations

import csv
import fnmatch
from dataclasses import dataclass
from pathlib import Path

FIELD = Path(__file__).resolve().parents[3] / "shared" / "data" / "field"
TABLE = Path(__file__).with_name("data") / "field_cases.csv"


@dataclass(frozen=True)
class FieldCase:
    """One row: `into` are loaded before `files`; each name is the beginning of one file's name in `folder`."""

    id: str
    folder: str
    into: tuple[str, ...]
    files: tuple[str, ...]
    ends: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]

    @property
    def never_loads(self) -> bool:
        """Whether there is no right figure, so that any load is wrong."""
        return not self.figures

    def allows(self, end: str, *names: str) -> bool:
        """Whether it may end so; with names, whether each of them is one of the reasons allowed."""
        patterns = [pattern for kind, reasons in self.ends if kind == end for pattern in reasons]
        if not names:
            return any(kind == end for kind, _ in self.ends)
        return all(any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns) for name in names)


def field_cases() -> list[FieldCase]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8") as file:
        return [_case(row) for row in csv.DictReader(file)]


def file_named(folder: str, beginning: str) -> Path:
    """The one file whose name begins so. Raises ValueError for none or several."""
    (path,) = sorted((FIELD / folder).glob(f"{beginning}*"))
    return path


def _case(row: dict[str, str]) -> FieldCase:
    ends = []
    for token in row["ends"].split():
        kind, _, reasons = token.partition(":")
        ends.append((kind, tuple(reasons.split("|")) if reasons else ()))
    return FieldCase(
        row["id"], row["folder"], tuple(row["into"].split()), tuple(row["files"].split()), tuple(ends),
        () if row["figures"] == "-" else _pairs(row["figures"], ";"), _pairs(row["answers"], ";"),
    )  # fmt: skip


def _pairs(text: str, separator: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(separator))):
        name, _, value = part.rpartition("=")
        found.append((name, value))
    return tuple(found)
