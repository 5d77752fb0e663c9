"""Views that are pinned to a page: each the board of Explore at its choices, over the page's days and filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sales_core.boards.as_json import block_json
from sales_core.boards.blocks import Block
from sales_core.boards.board import Ask
from sales_core.boards.context import Company
from sales_core.boards.explore.board import BOARD
from sales_core.boards.explore.views import SavedView, saved_views
from sales_core.boards.open_board import OpenBoard
from sales_core.kernel.errors import NotAllowedError, UsageError

#: What stands for a view on another page: the first of these that has something to say.
_SHOWN = ("picture", "rows", "crossed", "headline")


@dataclass(frozen=True, slots=True)
class PinnedView:
    """A view on a page: `opened` makes its blocks, `block_id` names the one that stands there."""

    view: SavedView
    opened: OpenBoard
    block_id: str

    @property
    def block(self) -> Block:
        """What is drawn."""
        block = self.opened.block(self.block_id)
        if block is None:
            raise KeyError(self.block_id)
        return block

    def as_json(self) -> dict[str, Any]:
        """The view and its block as plain data."""
        return {
            "view": self.view.row.id, "name": self.view.name, "choices": dict(self.view.choices),
            **block_json(self.block, self.opened.context),
        }  # fmt: skip


def pinned_views(ask: Ask, company: Company, page: str) -> tuple[PinnedView, ...]:
    """The views pinned to `page` that the viewer may see and ask for, by name, over the days and filters of `ask`.

    A filter of the view stands before one of the page on the same dimension.
    """
    found = (view for view in saved_views(company.records, ask.viewer, ask.version) if view.page == page)
    return tuple(pinned for view in found if (pinned := _pinned(view, ask, company)) is not None)


def _pinned(view: SavedView, ask: Ask, company: Company) -> PinnedView | None:
    """None for what the reader may not ask for, or what the figures no longer have."""
    try:
        own = view.filters
        others = tuple(item for item in ask.filters if item.dimension not in {one.dimension for one in own})
        choices: Mapping[str, str] = view.choices
        asked = replace(ask, filters=tuple(sorted((*others, *own))), choices=choices)
        opened = OpenBoard(BOARD, asked, company, strict=True)
    except (NotAllowedError, UsageError):
        return None
    block_id = next((name for name in _SHOWN if opened.block(name) is not None), "")
    return PinnedView(view, opened, block_id) if block_id else None
