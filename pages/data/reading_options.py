"""What a table is read with where nothing was asked: a control each with what was found; the preview follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from pages.data import draft as drafts
from pages.data import risk_list
from pages.data.draft import Draft
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import ReadingOption, currencies, currency_name, today

#: Years before and after today that are offered for a month or a year.
_BACK, _AHEAD = 9, 2


def show(page: PageContext, options: Sequence[ReadingOption], draft: Draft) -> None:
    """The controls, as many beside each other as there is room for; then what the cells settle, in words."""
    open_ = [one for one in options if one.is_open]
    if open_:
        grid = st.grid(min_column_width=200)
        for one in open_:
            with grid.cell():
                _control(page, one, draft)
                st.caption(literal(_why(page, one, draft)))
    told = [f"{page.say(one.label)} {one.found} ({page.say(one.reason)})" for one in options if not one.is_open]
    if told:
        st.caption(literal(" · ".join(told)))


def _control(page: PageContext, option: ReadingOption, draft: Draft) -> None:
    key = f"o|{option.key}|{option.id}"
    now = draft.answers.get(option.key, {}).get(option.id, option.value)
    label, noted = literal(page.say(option.label)), (option.key, option.id, key)
    if option.typed == "day":
        # The draft says what is chosen: it may have been said on the command line or for the last file of the layout.
        st.session_state[key] = date.fromisoformat(now)
        st.date_input(label, key=key, format="YYYY-MM-DD", on_change=_note, args=noted)
        return
    values, name = _offered(page, option)
    st.session_state[key] = now
    st.selectbox(
        label,
        list(dict.fromkeys((*values, option.found, now))),
        format_func=lambda value: _shown(page, option, str(value), name),
        key=key,
        on_change=_note,
        args=noted,
    )


def _offered(page: PageContext, option: ReadingOption) -> tuple[Sequence[str], Callable[[str], str]]:
    """What may be chosen, and what each is called."""
    if option.choices:
        texts = dict(option.choices)
        return tuple(texts), lambda value: page.say(texts[value]) if value in texts else value
    if option.typed == "currency":
        return currencies(), lambda code: currency_name(code, page.locale)
    years = range(today().year + _AHEAD, today().year - _BACK - 1, -1)
    if option.typed == "year":
        return tuple(map(str, years)), str
    return tuple(f"{year}-{month:02}" for year in years for month in range(12, 0, -1)), str


def _shown(page: PageContext, option: ReadingOption, value: str, name: Callable[[str], str]) -> str:
    text = name(value) if value else page.t("upload.option.none")
    if value == option.found:
        text = page.t("upload.option.found", value=text)
    # What it comes to as it is stands in the title of the card.
    sums = "" if value == option.value else risk_list.sums(page, option.figures.get(value, ()))
    return " — ".join(filter(None, (text, sums)))


def _why(page: PageContext, option: ReadingOption, draft: Draft) -> str:
    """Where the value is from; what was found instead where somebody said another."""
    if option.answer is None:
        return page.say(option.reason)
    _, name = _offered(page, option)
    found = name(option.found) if option.found else page.t("upload.option.none")
    is_said = option.id in draft.answers.get(option.key, {})
    return page.t("upload.option.said" if is_said else "upload.option.remembered", found=found)


def _note(table: str, option: str, key: str) -> None:
    """Notes what a control holds now; the files are read with it at once."""
    chosen = st.session_state[key]
    if chosen is not None:
        drafts.current().answer(table, option, str(chosen), at_once=True)
