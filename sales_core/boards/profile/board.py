"""One customer, rep, product or branch: who it is, its figures, months and parts, its documents, what was noted."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.like_for_like import LikeForLike, with_like_for_like
from sales_core.boards.profile import facts, figures, notes, products, subject
from sales_core.kernel.terms import Right

_ABOUT = ("kind", "code")

_BOARD = Board(
    id="profile",
    right=Right.VIEW_SALES,
    question="question.profile",
    metrics=subject.narrowing,
    empty=subject.empty,
    choices=(
        Choice("kind", "profile.kind", subject.kinds, subject.first_kind, subject.kind_name),
        Choice("code", "profile.who", subject.codes, subject.first_code, subject.code_name, reads=("kind",)),
        Choice(
            "by", "explore.by", subject.splits, subject.first_split, BoardContext.dimension_name, reads=("kind",)
        ),
        Choice("list", "profile.list", subject.lists, subject.first_list, subject.list_name, reads=("kind",)),
    ),
    blocks=(
        BlockSpec("headline", figures.headline, _ABOUT),
        BlockSpec("master", facts.master, _ABOUT),
        BlockSpec("cards", figures.cards, _ABOUT),
        BlockSpec("months", figures.months, _ABOUT),
        BlockSpec("parts", figures.parts, (*_ABOUT, "by")),
        BlockSpec("rows", facts.rows, (*_ABOUT, "list")),
        BlockSpec("bought", products.bought, _ABOUT),
        BlockSpec("not_bought", products.not_bought, _ABOUT),
        BlockSpec("decisions", notes.decisions, _ABOUT),
        BlockSpec("notes", notes.notes, _ABOUT),
        BlockSpec("promises", notes.promises, _ABOUT),
        BlockSpec("uploads", facts.uploads, _ABOUT),
    ),
)  # fmt: skip

BOARD = with_like_for_like(
    _BOARD,
    LikeForLike(subject.figures, subject.about, _ABOUT, instead_of="cards"),
)
