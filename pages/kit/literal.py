"""Text of the company's own data, shown as it was written: no name is a link, a picture, a colour or a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sales_core.charts.markup import drawn

_MARKDOWN = re.compile(r"([\\`*_\[\]{}<>$#~|!&:+])")
#: Addresses become links even when every sign is escaped; an invisible joiner inside them prevents it.
_ADDRESS = re.compile(r"(?i)(https?:(?=//)|www(?=\.)|[\w.+-](?=@\w))")
_JOINER = "\N{WORD JOINER}"
#: Parts of a figure that come back with a click and are never drawn.
_UNDRAWN = frozenset({"customdata", "ids", "uid", "meta"})


def literal(text: str) -> str:
    """`text` on one line, so that no Markdown reads any of it as markup."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", " ".join(text.split())))


def drawable(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure in whose texts no tag is left but those of our own charts: plotly would follow links in names."""
    return {name: part if name in _UNDRAWN else _part(part) for name, part in figure.items()}


def as_named(value: Any) -> Any:
    """The reverse for a text that comes back with a click."""
    return value.replace("&lt;", "<") if isinstance(value, str) else value


def _part(part: Any) -> Any:
    if isinstance(part, str):
        return drawn(part)
    if part is None or isinstance(part, int | float):  # most of a figure: no look at what kind of mapping it may be
        return part
    if isinstance(part, list | tuple):
        return [_part(item) for item in part]
    return drawable(part) if isinstance(part, Mapping) else part
