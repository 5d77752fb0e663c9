"""Room for texts beside bars and at the ends of lines: as much as they take where a chart is narrowest, on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sales_core.kernel.display_width import display_width

#: Pixels of a Latin letter of the usual size, of a chart on a phone, and between a mark and its text.
_LETTER, NARROWEST, _APART = 7.3, 310, 6
#: A name of one line, in letters.
_ONE_LINE = 18
#: The share of a native chart's height that a line of text takes.
_LINE_SHARE = 0.06
#: The share of a plot that texts beside bars may take; bars are read too.
_MOST_BESIDE = 0.6


def text_pixels(text: str) -> float:
    """About how wide `text` is drawn."""
    return _LETTER * display_width(text)


def beside_bars(axis: dict[str, Any], names: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
    """The value axis of lying bars with room at its right for the longest text behind the longest bar.

    `names` stand left of the bars and take their part of the chart.
    """
    low, high = axis["range"]
    plot = max(NARROWEST - max(map(text_pixels, names), default=0.0), 1.0)
    share = min((max(map(text_pixels, texts), default=0.0) + _APART) / plot, _MOST_BESIDE)
    return axis | {"range": [low, low + (high - low) / (1 - share)]}


def behind_lines(texts: Iterable[str]) -> int:
    """The right margin, in pixels, in which the longest text at the end of a line is read whole."""
    return round(max(map(text_pixels, texts), default=0.0)) + _APART


def on_two_lines(name: str) -> str:
    """`name` broken at the blank next to its middle, where it is long and has one."""
    blanks = [at for at, letter in enumerate(name) if letter == " "]
    if not blanks or display_width(name) <= _ONE_LINE:
        return name
    at = min(blanks, key=lambda blank: abs(blank - len(name) / 2))
    return f"{name[:at]}\n{name[at + 1 :]}"


def told_apart(ends: Sequence[float | None], values: Iterable[float | None]) -> list[bool]:
    """Which ends of lines, the most important first, are written in a chart whose labels nobody can move apart.

    `values` are all that is drawn: two ends nearer than a line of text is high have one label, that of the first.
    """
    drawn = [value for value in values if value is not None]
    least = _LINE_SHARE * (max(drawn, default=0.0) - min(drawn, default=0.0))
    told: list[float] = []
    shown = []
    for end in ends:
        is_apart = end is not None and all(abs(end - other) >= least for other in told)
        told += [end] if is_apart and end is not None else []
        shown.append(is_apart)
    return shown
