"""How Chinese characters are read. `pinyin.txt` is written by `scripts/pinyin_table.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "pinyin.txt"
_TWO_LETTERS = ("zh", "ch", "sh")


def spelled_at(name: str, typed: str) -> int | None:
    """The place in a name where what was typed begins to spell it; None when it does nowhere.

    Each character counts with its whole syllable or its first letter, in any of its readings; the last one may be
    unfinished. Signs and blanks are passed over. `name` and `typed` are in small letters.
    """
    table = _readings()
    places = [(at, table.get(letter, (letter,))) for at, letter in enumerate(name) if letter.isalnum()]
    syllables = [options for _, options in places]
    for start, (at, _) in enumerate(places):
        if name[at] in table and _spells(syllables, start, typed):
            return at
    return None


def _spells(syllables: Sequence[tuple[str, ...]], at: int, typed: str) -> bool:
    if not typed:
        return True
    if at == len(syllables):
        return False
    for syllable in syllables[at]:
        if syllable.startswith(typed):
            return True
        for part in _parts(syllable):
            if typed.startswith(part) and _spells(syllables, at + 1, typed[len(part) :]):
                return True
    return False


def _parts(syllable: str) -> tuple[str, ...]:
    """What may be typed of a syllable in the middle: all of it, or what it begins with."""
    begins = (syllable[:2], syllable[0]) if syllable.startswith(_TWO_LETTERS) else (syllable[0],)
    return tuple(dict.fromkeys((syllable, *begins)))


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """By character every syllable that it is read as."""
    read: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, _, letters = line.partition(" ")
        for letter in letters:
            read[letter] = (*read.get(letter, ()), syllable)
    return read
