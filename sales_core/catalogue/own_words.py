"""Header words that a company adds to the vocabulary: stored as one setting, `dataset.column=word; …`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_BETWEEN, _IS = ";", "="


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A header that a company uses for a column of a dataset; wins over every other meaning of the word there."""

    dataset: str
    column: str
    word: str


def own_words(text: str) -> tuple[OwnWord, ...]:
    """The words of the stored text; parts that say no column are passed over."""
    found = []
    for part in text.split(_BETWEEN):
        place, is_pair, word = part.strip().partition(_IS)
        dataset, has_column, column = place.strip().partition(".")
        if is_pair and has_column and word.strip():
            found.append(OwnWord(dataset, column, word.strip()))
    return tuple(found)


def own_words_text(words: Iterable[OwnWord]) -> str:
    """The words as they are stored."""
    return f"{_BETWEEN} ".join(f"{one.dataset}.{one.column}{_IS}{one.word}" for one in words)
