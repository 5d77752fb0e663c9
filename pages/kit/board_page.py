"""A board on a page: draws its blocks and choices where the page's widgets want them, and opens one number at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from pages.kit import empty_states, like_for_like, number_id, pinned, profile_link, url_state
from pages.kit.context import PageContext
from pages.kit.downloads import board_menu
from pages.kit.literal import literal
from pages.kit.render import DRAW, chart
from sales_core.api import Ask, AskFacts, Board, Drill, Filter, NumberAddress, OpenBoard, SalesError

#: The parameter of the URL that names the number whose drawer is open.
NUMBER = "number"
#: Up to so many options stand side by side; more go into a list.
_MOST_BUTTONS = 4


class BoardPage:
    """One run of a board's page. `context` says who looks and in which theme; `opened` makes the blocks."""

    def __init__(self, context: PageContext, opened: OpenBoard, prefix: str = "") -> None:
        """`prefix` begins the keys of what is drawn, where it is not the board of the page."""
        self.context = context
        self.opened = opened
        self._prefix = prefix
        self._drawn: set[str] = set()

    def t(self, key: str, /, **values: object) -> str:
        """The text for `key` in the page's language."""
        return self.context.t(key, **values)

    def ask_facts(self) -> AskFacts:
        """What decides the blocks, for a download: also the filters that do not apply, and the choices as asked."""
        return AskFacts.of(self.opened.asked)

    def key(self, block_id: str) -> str:
        """What names a block among all that is drawn on the page."""
        return f"{self._prefix}{block_id}"

    def value(self, choice_id: str) -> str:
        """The value of a choice."""
        return self.opened.value(choice_id)

    def choice(
        self,
        choice_id: str,
        *,
        kind: Literal["buttons", "list", "slider", "toggle"] | None = None,
        width: int | Literal["content", "stretch"] = "content",
        label: bool = False,
    ) -> str:
        """Draws the widget of a choice that has options, and returns its value; `label` shows what is chosen."""
        self._drawn.add(choice_id)
        options = self.opened.options(choice_id)
        chosen = self.opened.value(choice_id)
        if not options and not chosen:
            return chosen
        if chosen not in options:
            options = (chosen, *options)
        key = f"choice_{choice_id}"
        if kind == "toggle":
            st.session_state[key] = chosen == options[-1]
            st.toggle(self.opened.label(choice_id), key=key, on_change=self._turn(choice_id, key))
            return chosen
        st.session_state[key] = chosen
        if kind == "slider":
            least, step, most = int(options[0]), int(options[1]) - int(options[0]), int(options[-1])
            st.session_state[key] = int(chosen)
            st.slider(
                self.opened.label(choice_id), least, most, step=step, key=key, on_change=self._write(choice_id, key)
            )
            return chosen
        widget = _WIDGETS[kind or ("buttons" if len(options) <= _MOST_BUTTONS else "list")]
        widget(
            self.opened.label(choice_id),
            options,
            format_func=lambda value: self.opened.option_name(choice_id, value),
            key=key,
            label_visibility="visible" if label else "collapsed",
            on_change=self._write(choice_id, key),
            **({"required": True} if widget is st.segmented_control else {}),
            **({} if width == "content" else {"width": width if width == "stretch" else self.context.pixels(width)}),
            **({} if self.opened.is_open(choice_id) else {"disabled": True}),
        )
        return chosen

    def block(self, block_id: str, **size: Any) -> bool:
        """Draws a block; False when it is not there or has nothing to say. `size` goes to a chart's form."""
        self._drawn.add(block_id)
        if block_id not in {spec.id for spec in self.opened.specs()}:
            return False
        block = self.opened.block(block_id)
        if block is None:
            return False
        DRAW[type(block)](self, block_id, block, **size)
        return True

    def drawn(self, block_id: str) -> None:
        """Notes that the page says in its own way what a block says."""
        self._drawn.add(block_id)

    def panel(self, choice_id: str, *block_ids: str) -> None:
        """What belongs to the value of a choice, at the right edge over the page; closing it takes the choice back.

        Nothing while there is no value, or while a number is open: a page has one dialog at most.
        """
        self._drawn |= set(block_ids)
        value = self.value(choice_id)
        if not value or url_state.one(NUMBER):
            return
        title = self.opened.option_name(choice_id, value)

        @st.dialog(title, width="medium", position="right", on_dismiss=lambda: self.choose(choice_id, ""))
        def opened() -> None:
            # A dialog is redrawn alone, outside the border of its page.
            with empty_states.screen_border(self.context.locale, self.opened.board.id, self.context.person):
                profile_link.draw(self.context, (Filter(choice_id, (value,)),))
                for block_id in block_ids:
                    self.block(block_id)

        opened()

    def rest(self) -> None:
        """Draws every block not drawn yet, each below those of its choices that have no widget yet."""
        for spec in list(self.opened.specs()):
            if spec.id in self._drawn:
                continue
            for choice_id in (*((spec.shown[0],) if spec.shown else ()), *spec.choices):
                if choice_id not in self._drawn and not self.opened.board.choice(choice_id).rows_of:
                    self.choice(choice_id)
            self.block(spec.id)

    def variant(self, block_id: str) -> str:
        """What tells two shapes of a block apart: the values of the choices that it reads."""
        return "_".join(self.value(choice_id) for choice_id in self.opened.board.block(block_id).choices)

    def choose(self, choice_id: str, value: str) -> None:
        """Sets a choice for the next run."""
        url_state.put(choice_id, [value] if value else [])

    def open_mark(self, drill: Drill, key: str | tuple[str, ...]) -> None:
        """Opens the number of a mark or row, if it has one."""
        self.open_number(drill.number(key, self.opened.context.catalogue))

    def open_number(self, address: NumberAddress | None) -> None:
        """Opens the drawer of a number at the end of this run, and as long as the URL names it."""
        url_state.put(NUMBER, [] if address is None else [str(address)])

    def _turn(self, choice_id: str, key: str) -> Callable[[], None]:
        """A choice between two values as a switch: off is the first of them."""
        off, on = self.opened.board.choice(choice_id).options or ("", "")  # type: ignore[misc]

        def turn() -> None:
            self.choose(choice_id, on if st.session_state[key] else off)

        return turn

    def _write(self, choice_id: str, key: str) -> Callable[[], None]:
        def write() -> None:
            url_state.put(choice_id, [str(st.session_state[key])])

        return write


_WIDGETS: dict[str, Callable[..., Any]] = {
    "buttons": st.segmented_control,
    "list": st.selectbox,
}


def draw_board(context: PageContext, board: Board, widgets: Callable[[BoardPage], None] | None = None) -> BoardPage:
    """Draws a board; the page is returned with what was made for it."""
    asked = {choice.id: url_state.many(choice.id)[0] for choice in board.choices if url_state.many(choice.id)}
    ask = Ask(context.viewer, context.version, context.period, context.filters, asked, context.locale)
    opened = OpenBoard(board, ask, context.workspace)
    page = BoardPage(context, opened)
    if (reason := opened.empty()) is not None:
        for choice in board.choices:
            # What was chosen may be why there is nothing: it stays changeable.
            if choice.id in asked and not choice.rows_of:
                page.choice(choice.id)
        if lacking := opened.lacking_datasets():
            empty_states.no_data(context, lacking)
        else:
            empty_states.no_rows(context, reason)
        note_filters_left_out(page)
        return page
    like_for_like.draw(page)
    if widgets is not None:
        widgets(page)
    else:
        page.rest()
    pinned.draw(context, board.id, BoardPage)
    number_drawer(page)
    return page


def page_download(page: BoardPage) -> None:
    """The whole page in every form it can be taken away in, at its foot; nothing for a page without figures."""
    if page.opened.empty() is None:
        board_menu(page)


def note_filters_left_out(page: BoardPage) -> None:
    """One line naming the filters that do not apply here; nothing when all do."""
    if text := page.opened.left_out_text():
        st.caption(literal(text))


def number_drawer(page: BoardPage) -> None:
    """The drawer of the number that the URL names; nothing while it names none."""
    address = url_state.one(NUMBER)
    if not address:
        return
    try:
        number = NumberAddress.parse(address, page.opened.context.catalogue)
    except SalesError:
        page.open_number(None)
        return

    def close() -> None:
        page.open_number(None)
        chart.let_go()

    number_id.drawer(page.context, number.query, number.metric, on_dismiss=close)
