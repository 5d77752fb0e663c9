"""How the texts of a chart are set: bold, coloured, on several lines. Signs stand for the tags until a chart is drawn.

A name out of the company's data may hold a tag; were ours tags from the start, nobody could tell them apart. A line
break is an ordinary new line.
"""

from __future__ import annotations

import re

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
