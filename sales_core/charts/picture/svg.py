"""The parts of an SVG file as text: elements, attributes, and texts that are set as `charts.markup` says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from sales_core.charts.markup import Piece, pieces

Anchor = Literal["left", "center", "right"]
_ATTRIBUTES = {"xml_space": "xml:space"}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
#: What no XML file may hold; a name out of a company's file may.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: From the middle of a line down to where its letters stand, and from line to line, in shares of the size.
BELOW_MIDDLE, LINE = 0.36, 1.3
#: The stroke that makes letters bold, in shares of the size: one weight of the type is carried along, not two.
_BOLD = 0.035


@dataclass(frozen=True, slots=True)
class Pixel:
    """A place, in pixels from the upper left corner."""

    x: float
    y: float


def element(name: str, *children: str, **attributes: float | str | None) -> str:
    """`<name …>…</name>`; an attribute of None is left out, a low line in its name is a hyphen."""
    said = "".join(
        f" {_ATTRIBUTES.get(key) or key.replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(children)}</{name}>" if children else f"<{name}{said}/>"


def _quoted(value: float | str) -> str:
    return quoteattr(value if isinstance(value, str) else rounded(value))


def rounded(value: float) -> str:
    """A number with two decimals at most."""
    return str(round(value, 2) + 0.0).removesuffix(".0")


def path(points: Iterable[Pixel], *, is_closed: bool = False) -> str:
    """The data of a path along the points."""
    return "M" + "L".join(f"{rounded(one.x)} {rounded(one.y)}" for one in points) + ("Z" if is_closed else "")


def text_element(
    words: str, at: Pixel, *, size: float, colour: str, anchor: Anchor = "left", is_bold: bool = False
) -> str:
    """The lines of a text, the middle of all of them at `at`; nothing for an empty one."""
    lines = pieces(words)
    top = at.y - (len(lines) - 1) * size * LINE / 2 + size * BELOW_MIDDLE
    return "".join(
        _line(line, Pixel(at.x, top + number * size * LINE), size, colour, anchor, is_bold=is_bold)
        for number, line in enumerate(lines)
        if line
    )


def _line(line: list[Piece], at: Pixel, size: float, colour: str, anchor: Anchor, *, is_bold: bool) -> str:
    spans = "".join(
        escaped_text(piece.text)
        if (piece.is_bold or is_bold, piece.colour) == (is_bold, "")
        else _span(piece, size, colour)
        for piece in line
    )
    return element(
        "text", spans, x=at.x, y=at.y, font_size=size, fill=colour, text_anchor=_ANCHORS[anchor],
        **(_bold(size, colour) if is_bold else {}),
    )  # fmt: skip


def _span(piece: Piece, size: float, colour: str) -> str:
    own = piece.colour or colour
    return element("tspan", escaped_text(piece.text), fill=own, **(_bold(size, own) if piece.is_bold else {}))


def _bold(size: float, colour: str) -> dict[str, float | str]:
    return {"stroke": colour, "stroke_width": size * _BOLD}


def escaped_text(words: str) -> str:
    """A text as an element may hold it."""
    return escape(_FORBIDDEN.sub("", words))
