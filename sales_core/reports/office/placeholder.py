"""A figure named in a text: `{{net_sales|region=华东|month}}`, and what is written in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
#: What each line about a figure begins with, in comments and notes, so that the next filling knows its own.
CODE_LINE = "◆ "
#: What the names of bound ranges and shapes begin with.
BOUND = "figure_"


@dataclass(frozen=True, slots=True)
class BoundPlace:
    """A cell or shape that holds figures: what names it in the file, where it is, and its text with placeholders.

    `where` is empty where the name leads nowhere any more: the cell or shape was deleted.
    """

    name: str
    where: str
    pattern: str


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """What a placeholder stands for: `number` None where there is no value to reckon with (unknown, masked).

    `number_format` is that of a cell which has none of its own. `note()` says what the figure is, with its number code,
    which is kept from then on: only for what leaves the program.
    """

    text: str
    number: Decimal | None
    number_format: str
    note: Callable[[], str] = field(compare=False)


#: Answers what stands between the braces. Raises UsageError, NotAllowedError.
Answer = Callable[[str], WrittenFigure]


def has_placeholder(text: str) -> bool:
    """Whether a text names a figure."""
    return _PLACEHOLDER.search(text) is not None


def questions(text: str) -> tuple[str, ...]:
    """What stands between the braces of each placeholder, in order."""
    return tuple(found.group(1) for found in _PLACEHOLDER.finditer(text))


def is_one_figure(text: str) -> bool:
    """Whether a text is a placeholder and nothing else, so that a cell can hold its number."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def with_figures(text: str, answer: Answer) -> str:
    """The text with each placeholder replaced by its figure."""
    return _PLACEHOLDER.sub(lambda found: answer(found.group(1)).text, text)


def notes(text: str, answer: Answer) -> str:
    """What the figures of a text are, a line each."""
    return "\n".join(CODE_LINE + answer(question).note() for question in questions(text))


def free_names(taken: set[str]) -> Callable[[], str]:
    """Gives names for bound places that are not taken yet."""
    number = 0

    def free() -> str:
        nonlocal number
        while True:
            number += 1
            name = f"{BOUND}{number}"
            if name.casefold() not in taken:
                taken.add(name.casefold())
                return name

    return free
