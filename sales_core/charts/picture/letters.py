"""How wide texts are in the type that pictures are set in, and where their lines break."""

from __future__ import annotations

#: Widths of the letters from the space to the tilde, in thousandths of the size (Noto Sans).
_LATIN = (
    *(260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372),
    *(572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434),
    *(899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907, 760, 781),
    *(605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444),
    *(281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605),
    *(615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572),
)
_FIRST, _USUAL, _FULL = 0x20, 600, 1000
#: Others that are not as wide as a usual letter; from the arrows on all are as wide as they are high.
_OTHERS = {"·": 268, "•": 376, "–": 500, "—": 1000, "…": 791, "‘": 175, "’": 175, "“": 359, "”": 359, " ": 260}
_FIRST_FULL, _FIRST_WIDE = 0x2190, 0x2E80


def text_width(text: str, size: float) -> float:
    """The width of one line in the unit of `size`."""
    return sum(map(_thousandths, text)) * size / 1000


def _thousandths(letter: str) -> int:
    code = ord(letter)
    if _FIRST <= code < _FIRST + len(_LATIN):
        return _LATIN[code - _FIRST]
    return _OTHERS.get(letter, _FULL if code >= _FIRST_FULL else _USUAL)


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than `room`, broken at spaces and between Chinese characters, never in a number."""
    lines, line = [], ""
    for word in _words(text):
        if line and text_width(line + word.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut with … where it is wider than `room`; empty where not even two letters fit."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…" if len(text) > 1 else ""


#: Signs that begin no line.
_CLOSING = "，。；：！？、）》」』”’,.;:!?)%…"


def _words(text: str) -> list[str]:
    words: list[str] = []
    for letter in text:
        if words and _joins(words[-1], letter):
            words[-1] += letter
        else:
            words.append(letter)
    return words


def _joins(word: str, letter: str) -> bool:
    """Whether no line may end between the two."""
    if letter == " " or letter in _CLOSING:
        return True
    if ord(letter) >= _FIRST_WIDE:
        # A unit stays with its number.
        return word.rstrip()[-1:].isdigit()
    return ord(word[-1]) < _FIRST_WIDE and word[-1] != " "
