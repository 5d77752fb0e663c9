"""Header words of the common exports, read from the files in `vocabulary/`: one file a system."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabulary"
EVERY_DATASET = "all"
"""Stands for every dataset that has the column; the own words of a dataset win over its words."""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """A header that a system or a language uses for a column of a dataset."""

    dataset: str
    column: str
    word: str
    language: str
    system: str
    source: str


@cache
def header_words() -> tuple[HeaderWord, ...]:
    """Every word of every file, in the order of file names; those of a language before those of a system."""
    files = sorted(FOLDER.glob("*.toml"), key=lambda path: (not path.name.startswith("general"), path.name))
    return tuple(word for path in files for word in words_of(path))


def words_of(path: Path) -> tuple[HeaderWord, ...]:
    """The words of one file: tables `[dataset.language]` of column = list of words."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    system, source = declared.pop("system"), declared.pop("source")
    return tuple(
        HeaderWord(dataset, column, word, language, system, source)
        for dataset, languages in declared.items()
        for language, columns in languages.items()
        for column, words in columns.items()
        for word in words
    )
