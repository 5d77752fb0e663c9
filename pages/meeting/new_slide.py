"""One more slide of a script: what a page shows, or a view of Explore, narrowed to what the bar says."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import (
    Board,
    Meeting,
    SalesError,
    SavedView,
    Slide,
    add_slide,
    boards,
    saved_views,
)

_EXPLORE = "explore"
_VIEW = "view:"
#: Blocks of forms and single records, which show nothing to a room.
_NOT_SHOWN = frozenset({"views", "promise", "decision", "watch", "chosen", "need_cases", "definition"})


def draw(page: PageContext, held: Meeting) -> None:
    """The choice of page and blocks, and the figure that decisions are about."""
    views = {f"{_VIEW}{view.row.id}": view for view in saved_views(page.workspace.records, page.viewer, page.version)}
    offered = {name: one for name, one in boards().items() if page.may(one.right) and one.blocks}
    with st.popover(page.t("meeting.add_slide"), icon=":material/add:"):
        chosen = st.selectbox(
            page.t("meeting.add_board"), [*views, *offered], key="new_slide_board",
            format_func=lambda one: views[one].name if one in views else page.t(f"page.{one}"),
        )  # fmt: skip
        slide = _of_view(page, views[chosen]) if chosen in views else _of_board(page, offered[chosen])
        if st.button(page.t("meeting.add"), type="primary", disabled=slide is None) and slide is not None:
            _add(page, held, slide)


def _of_view(page: PageContext, view: SavedView) -> Slide:
    choices = {name: value for name, value in view.choices.items() if value}
    own = view.filters or page.filters
    return Slide(_EXPLORE, ("headline", "picture", "rows"), view.choices["metric"], choices, own, view.name)


def _of_board(page: PageContext, board: Board) -> Slide | None:
    names = [spec.id for spec in board.blocks if spec.id not in _NOT_SHOWN]
    blocks = st.multiselect(page.t("meeting.add_blocks"), names, default=names[:2], key=f"new_slide_{board.id}")
    metrics = [name for name in page.catalogue.metrics if page.workspace.figures.supports(name, ())]
    words = {name: page.say(page.catalogue.metric(name).label) for name in metrics}
    usual = next((at for at, name in enumerate(metrics) if name in _named(board)), 0)
    metric = st.selectbox(
        page.t("meeting.add_metric"), metrics, usual, format_func=lambda one: words[one], key="new_slide_metric"
    )
    st.caption(page.t("meeting.add_filters"))
    return Slide(board.id, tuple(blocks), metric, {}, page.filters) if blocks else None


def _named(board: Board) -> tuple[str, ...]:
    return () if callable(board.metrics) else board.metrics


def _add(page: PageContext, held: Meeting, slide: Slide) -> None:
    try:
        add_slide(page.workspace, page.viewer, held, slide)
    except SalesError as error:
        st.error(literal(page.say(error.text)))
        return
    st.rerun()
