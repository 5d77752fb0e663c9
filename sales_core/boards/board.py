"""A board: one question, its choices, and the functions that make its blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sales_core.boards.blocks import Block
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Right, Viewer

if TYPE_CHECKING:
    from sales_core.boards.context import BoardContext


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything that decides what a board says. `choices` maps ids of choices to values; absent = the default."""

    viewer: Viewer
    version: int
    period: Period
    filters: tuple[Filter, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    locale: Locale = "zh"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that changes what is shown: level, basis, weight, view, selection. Its value is a text.

    `options` are the values allowed, or a function that lists them; `rows_of` names the block whose row keys are the
    options instead. `default` may be a function too. `reads` names the choices that those functions read.
    `name(context, value)` writes an option.
    """

    id: str
    label: str | Callable[[BoardContext], str]
    """Text key, or a function that says it."""
    options: Sequence[str] | Callable[[BoardContext], Sequence[str]] = ()
    default: str | Callable[[BoardContext], str] = ""
    name: Callable[[BoardContext, str], str] = lambda _, value: value
    rows_of: str = ""
    reads: tuple[str, ...] = ()
    shown: Callable[[BoardContext], bool] = lambda _: True
    """Whether the choice can be made at all; otherwise it has its default."""


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One block: how it is made, which choices it reads, and at which values of a choice it is there.

    `make(context)` returns the block, or None when it has nothing to say. It can read no choice but those of `choices`.
    """

    id: str
    make: Callable[[BoardContext], Block | None]
    choices: tuple[str, ...] = ()
    shown: tuple[str, tuple[str, ...]] | None = None
    """A choice and the values at which the block is there; None = always."""


@dataclass(frozen=True, slots=True)
class Board:
    """What a page, a printed page or a workbook says about one question.

    `metrics` are the ones that decide which of the bar's filters apply. `empty(context)` is the reason why there is
    nothing to show, or None. `filled_by`: ids of the datasets of which any one gives it something to show.
    """

    id: str
    right: Right
    question: str
    """Text key."""
    blocks: tuple[BlockSpec, ...]
    choices: tuple[Choice, ...] = ()
    metrics: tuple[str, ...] | Callable[[BoardContext], tuple[str, ...]] = ()
    empty: Callable[[BoardContext], str | None] = lambda _: None
    filled_by: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    """The dimensions of which filters apply; empty = all that `metrics` take."""

    def block(self, block_id: str) -> BlockSpec:
        """The declaration of a block. Raises KeyError for an unknown one."""
        return next(spec for spec in self.blocks if spec.id == block_id)

    def choice(self, choice_id: str) -> Choice:
        """The declaration of a choice. Raises KeyError for an unknown one."""
        found = next((choice for choice in self.choices if choice.id == choice_id), None)
        if found is None:
            raise KeyError(f"board {self.id} has no choice {choice_id}")
        return found
