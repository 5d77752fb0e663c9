"""One slide on the screen: what it asks, the verdict of its figures, and what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit.board_page import BoardPage, number_drawer
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render import DRAW
from sales_core.api import Ask, Block, CardRow, Chart, Headline, SalesError, ShownSlide, Slide, Table, shown_slide

_HERE = Path(__file__).parent
#: So many rows are read from the far end of a room; the page itself has all.
_MOST_ROWS = 8
#: Heights of a chart in lines of type, alone and beside others.
_ALONE, _BESIDE = 17, 12
#: How wide a card is at least, in pixels of the usual type; it grows with the type.
_CARD = 105


@st.cache_resource(show_spinner=False)
def wall_style() -> str:
    """The style sheet of what stands alone on the screen."""
    return (_HERE / "meet.css").read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def presenter_style() -> str:
    """The style sheet of the presenter's own window."""
    return (_HERE / "presenter.css").read_text(encoding="utf-8")


def opened_slide(page: PageContext, ask: Ask, slide: Slide) -> ShownSlide | str:
    """The slide, or why it cannot be shown to the viewer."""
    try:
        return shown_slide(ask, page.workspace, slide)
    except SalesError as error:
        return page.t("meeting.broken", why=page.say(error.text))


def draw(page: PageContext, shown: ShownSlide, size: int) -> None:
    """Draws verdict and blocks; `size` is that of the type in pixels."""
    sized = replace(page, type_size=round(size * 0.8), magnification=1)
    board = BoardPage(sized, shown.opened, f"slide{shown.opened.board.id}_")
    verdict = shown.verdict
    st.markdown(f"# {literal(verdict)}")
    if reason := shown.opened.left_out_text():
        st.caption(literal(reason))
    found = {name: _beside(block, verdict) for name, block in shown.blocks.items()}
    with st.container(key="one_screen"):
        _blocks(board, found, size)
    number_drawer(board)


def _blocks(board: BoardPage, found: dict[str, Block], size: int) -> None:
    """What qualifies the verdict; then what is drawn, two beside each other."""
    for name, block in found.items():
        if isinstance(block, Headline):
            _draw_one(board, name, block, size, _BESIDE)
    names = [name for name, block in found.items() if not isinstance(block, Headline)]
    while names:
        pair, names = names[:2], names[2:]
        if len(pair) == 1:
            _draw_one(board, pair[0], found[pair[0]], size, _ALONE)
            continue
        shares = (2, 3) if isinstance(found[pair[0]], CardRow) else (5, 4)
        for place, name in zip(st.columns(shares, gap="small"), pair, strict=True):
            with place:
                _draw_one(board, name, found[name], size, _BESIDE)


def _draw_one(board: BoardPage, name: str, block: Block, size: int, lines: int) -> None:
    if isinstance(block, Headline):
        if block.detail:
            st.caption(literal(block.detail))
        return
    more: dict[str, Any] = {}
    if isinstance(block, Table):
        block, more = _first(board, block), {"form": "list", "foot": False}
    elif isinstance(block, CardRow):
        block = replace(block, width=_CARD)
    elif isinstance(block, Chart):
        more = {"height": round(size * lines), "foot": False}
    DRAW[type(block)](board, name, block, **more)


def _beside(block: Block, verdict: str) -> Block:
    """The block without its message where the verdict says it already."""
    if isinstance(block, Chart | Table) and block.title == verdict:
        return replace(block, title="")
    return block


def _first(board: BoardPage, table: Table) -> Table:
    rows = table.rows[:_MOST_ROWS]
    if len(rows) == len(table.rows):
        return table
    said = board.t("boards.first_rows", rows=len(rows), of=len(table.rows))
    return replace(
        table, rows=rows, keys=table.keys[:_MOST_ROWS], numbers=table.numbers[:_MOST_ROWS],
        depths=table.depths[:_MOST_ROWS], tones=table.tones[:_MOST_ROWS], foot=said,
    )  # fmt: skip
