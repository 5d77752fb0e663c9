"""A board opened for one ask: settles its choices, tells which blocks are there, and makes each when it is wanted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import TypeVar

from sales_core.boards.blocks import Block, Clause, Narrative, Sentence, Table
from sales_core.boards.board import Ask, BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext, Company
from sales_core.catalogue.sensitivity import MASKED_REASON
from sales_core.format import MASK
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import Text

_T = TypeVar("_T")


class OpenBoard:
    """One run. Raises NotAllowedError when the viewer lacks the board's right. `asked` is the ask as it was given.

    `strict` refuses values that a choice does not have (a command line); else they fall back to the default (a URL).
    """

    def __init__(self, board: Board, ask: Ask, company: Company, *, strict: bool = False) -> None:
        if not ask.viewer.may(board.right):
            raise NotAllowedError(ask.viewer.name, board.right)
        self.board = board
        self.asked = ask
        self._strict = strict
        self._values: dict[str, str] = {}
        self._blocks: dict[str, Block | None] = {}
        self._whole = BoardContext(ask, company, self.value)
        if strict:
            self._check(ask)
        metrics = board.metrics(self._whole) if callable(board.metrics) else board.metrics
        self._whole, self.filters_left_out = self._whole.narrowed(*metrics, only=board.narrowed_by)
        if strict:
            for name in ask.choices:
                self.value(name)

    @property
    def context(self) -> BoardContext:
        """The context with every choice readable and the filters that apply."""
        return self._whole

    def empty(self) -> str | None:
        """Why there is nothing to show; None when there is something."""
        reason = _allowed(lambda: self.board.empty(self._whole), None)
        if reason is not None and (lacking := self.lacking_datasets()):
            names = tuple(self._whole.catalogue.dataset(name).label.in_(self._whole.locale) for name in lacking)
            return self._whole.t("shell.not_loaded", names=names)
        return reason if reason is None else reason or self._whole.t("shell.no_rows_do")

    def lacking_datasets(self) -> tuple[str, ...]:
        """Ids of the datasets that would fill the board, when nothing of any of them is loaded."""
        snapshot = self._whole.company.store.snapshot(self._whole.version)
        return () if any(map(snapshot.has_dataset, self.board.filled_by)) else self.board.filled_by

    def left_out_text(self) -> str:
        """The filters that do not apply to this board, in words; empty when all do."""
        return self._whole.left_out_text(self.filters_left_out)

    def specs(self) -> Iterator[BlockSpec]:
        """The blocks that are there at the choices made, in order."""
        for spec in self.board.blocks:
            if spec.shown is None or self.value(spec.shown[0]) in spec.shown[1]:
                yield spec

    def block(self, block_id: str) -> Block | None:
        """The block, made now if it was not yet; None when it has nothing to say."""
        if block_id not in self._blocks:
            self._blocks[block_id] = self._made(self.board.block(block_id))
        return self._blocks[block_id]

    def _made(self, spec: BlockSpec) -> Block | None:
        """The block; where it rests on what the viewer may not see, the word that it does."""
        withheld: Block | None = Narrative((Sentence((Clause(f"{MASK} {self._whole.say(MASKED_REASON)}"),)),))
        return _allowed(lambda: spec.make(self._reading(spec.choices, f"block {spec.id}")), withheld)

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block that is there and has something to say, with its id."""
        for spec in self.specs():
            block = self.block(spec.id)
            if block is not None:
                yield spec.id, block

    def value(self, choice_id: str) -> str:
        """The value of a choice: what was asked for, if it is one of its options, else the default."""
        if choice_id not in self._values:
            self._values[choice_id] = self._settled(self.board.choice(choice_id))
        return self._values[choice_id]

    def options(self, choice_id: str) -> tuple[str, ...]:
        """The values that a choice can have now; none where they rest on what the viewer may not see."""
        choice = self.board.choice(choice_id)
        if choice.rows_of:
            block = self.block(choice.rows_of)
            return tuple(str(key) for key in block.keys) if isinstance(block, Table) else ()
        if not callable(choice.options):
            return tuple(choice.options)
        options, reading = choice.options, self._reading(choice.reads, f"choice {choice_id}")
        return tuple(_allowed(lambda: options(reading), ()))

    def label(self, choice_id: str) -> str:
        """What the choice is about, in words."""
        label = self.board.choice(choice_id).label
        return label(self._whole) if callable(label) else self._whole.t(label)

    def option_name(self, choice_id: str, value: str) -> str:
        """An option in words."""
        return self.board.choice(choice_id).name(self._whole, value)

    def is_open(self, choice_id: str) -> bool:
        """Whether the choice can be made."""
        choice = self.board.choice(choice_id)
        return _allowed(lambda: choice.shown(self._reading(choice.reads, f"choice {choice_id}")), False)

    def _settled(self, choice: Choice) -> str:
        reading = self._reading(choice.reads, f"choice {choice.id}")
        given = choice.default
        default = _allowed(lambda: given(reading), "") if callable(given) else given
        asked = self._whole.ask.choices.get(choice.id, default)
        if asked == default or not self.is_open(choice.id):
            return default
        options = self.options(choice.id)
        if asked in options:
            return asked
        if self._strict:
            near = difflib.get_close_matches(asked, options, n=3, cutoff=0.3) or options[:5]
            raise UsageError(Text("error.no_such_option", {"choice": choice.id, "value": asked}), list(near))
        return default

    def _check(self, ask: Ask) -> None:
        """Every choice named exists and has a value that it can have. Raises UsageError."""
        ids = [choice.id for choice in self.board.choices]
        for name in ask.choices:
            if name not in ids:
                near = difflib.get_close_matches(name, ids, n=3, cutoff=0.3) or ids
                raise UsageError(Text("error.unknown_choice", {"name": name}), near)

    def _reading(self, allowed: tuple[str, ...], who: str) -> BoardContext:
        return BoardContext(self._whole.ask, self._whole.company, _Reader(self.value, allowed, who))


class _Reader:
    """Reads the choices that were named and no other, so that what a block depends on stays declared."""

    def __init__(self, value: Callable[[str], str], allowed: tuple[str, ...], who: str) -> None:
        self._value = value
        self._allowed = allowed
        self._who = who

    def __call__(self, choice_id: str) -> str:
        if choice_id not in self._allowed:
            raise KeyError(f"{self._who} reads the choice {choice_id} and does not name it")
        return self._value(choice_id)


def _allowed(asked: Callable[[], _T], instead: _T) -> _T:
    """What is asked for; `instead` where it rests on what the viewer may not see."""
    try:
        return asked()
    except NotAllowedError:
        return instead
