"""Writes the table of how Chinese characters are read, for the search: one line a syllable, its characters after it.

python scripts/pinyin_table.py

Needs `pypinyin` (MIT), which the product itself does not: its dictionaries would take 50 MB of every process.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TABLE = PROJECT / "sales_core" / "boards" / "search" / "pinyin.txt"
#: The common block of Chinese characters.
_FIRST, _LAST = 0x4E00, 0x9FFF


def main() -> int:
    """Writes the table; 0."""
    from pypinyin.pinyin_dict import pinyin_dict

    letters: dict[str, list[str]] = defaultdict(list)
    for code in range(_FIRST, _LAST + 1):
        for reading in dict.fromkeys(pinyin_dict.get(code, "").split(",")):
            for syllable in spellings(reading):
                if chr(code) not in letters[syllable]:
                    letters[syllable].append(chr(code))
    lines = (f"{syllable} {''.join(found)}" for syllable, found in sorted(letters.items()))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def spellings(reading: str) -> tuple[str, ...]:
    """A reading without its tone, as people type it: ü as v and as u. None of what has other letters."""
    marked = unicodedata.normalize("NFD", reading)
    plain = unicodedata.normalize(
        "NFC", "".join(one for one in marked if one == "\u0308" or not unicodedata.combining(one))
    )
    typed = dict.fromkeys(plain.replace("ü", as_typed) for as_typed in "vu")
    return tuple(one for one in typed if one.isascii() and one.isalpha())


if __name__ == "__main__":
    sys.exit(main())
