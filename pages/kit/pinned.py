"""The views of Explore that are pinned to a page, below what the page itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from pages.kit.profile_link import carried
from sales_core.api import OpenBoard, PinnedView, pinned_views

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.kit.board_page import BoardPage
    from pages.kit.context import PageContext

_SIDE_BY_SIDE = 2


def draw(context: PageContext, board_id: str, page_of: Callable[[PageContext, OpenBoard, str], BoardPage]) -> None:
    """Draws each view pinned to the page of a board, two beside each other; nothing where there is none."""
    found = pinned_views(context.ask(), context.workspace, board_id)
    for at in range(0, len(found), _SIDE_BY_SIDE):
        beside = found[at : at + _SIDE_BY_SIDE]
        for place, pinned in zip(st.columns(len(beside), gap="medium"), beside, strict=True):
            with place, st.container(key=f"pinned_{pinned.view.row.id}"):
                _draw_one(context, pinned, page_of)


def _draw_one(
    context: PageContext, pinned: PinnedView, page_of: Callable[[PageContext, OpenBoard, str], BoardPage]
) -> None:
    """Its name, what is drawn of it, and the way to where it can be changed."""
    st.markdown(f"### {literal(pinned.view.name)}")
    page_of(context, pinned.opened, f"pin{pinned.view.row.id}_").block(pinned.block_id)
    target = st.session_state.get("pages", {}).get(pinned.opened.board.id)
    if target is not None:
        filters = {item.dimension: list(item.values) for item in pinned.view.filters}
        shown = carried() | dict(pinned.view.choices) | filters
        st.page_link(target, label=f"{context.t('explore.open_view')} →", query_params=shown)
