"""How much room a text takes in columns of one letter each."""

from __future__ import annotations

#: The first of the characters that are as wide as two letters: Chinese, and what is set like it.
_FIRST_WIDE = 0x2E80


def display_width(text: str) -> int:
    """Columns of a fixed-width font: Chinese characters take two."""
    return sum(2 if ord(letter) > _FIRST_WIDE else 1 for letter in text)
