"""How the texts of a chart are set: bold, coloured, on several lines. Signs stand for the tags until a chart is drawn.

A name out of the company's data may hold a tag; were ours tags from the start, nobody could tell them apart. A line
break is an ordinary new line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Noncharacters, which no program writes as text. A file made to hold them gets a bold name out of it and nothing else.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_OWN = re.compile(f'{_OPEN}(/?b|/span|span style="color:#?[0-9A-Za-z(), .]+"){_CLOSE}')


def bold(text: str) -> str:
    """`text` set bold."""
    return f"{_OPEN}b{_CLOSE}{text}{_OPEN}/b{_CLOSE}"


def coloured(text: str, colour: str) -> str:
    """`text` in a colour of the theme."""
    return f'{_OPEN}span style="color:{colour}"{_CLOSE}{text}{_OPEN}/span{_CLOSE}'


def drawn(text: str) -> str:
    """`text` as plotly reads it: our settings as tags, every other sign as it was written."""
    return _OWN.sub(r"<\1>", text.replace("<", "&lt;")).replace("\n", "<br>")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that are set alike; an empty colour is that of the text around."""

    text: str
    is_bold: bool = False
    colour: str = ""


def pieces(text: str) -> list[list[Piece]]:
    """`text` line by line, as pieces that are set alike: for who draws texts without tags."""
    lines: list[list[Piece]] = [[]]
    is_bold, colour = False, ""
    for at, part in enumerate(_OWN.split(text)):
        if at % 2 == 0:
            first, *more = part.split("\n")
            lines[-1] += [Piece(first, is_bold, colour)] if first else []
            lines += [[Piece(line, is_bold, colour)] if line else [] for line in more]
        elif part in {"b", "/b"}:
            is_bold = part == "b"
        else:
            colour = part.removeprefix('span style="color:').removesuffix('"') if part != "/span" else ""
    return lines
