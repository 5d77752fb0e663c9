"""Keeps what the framework leaves alone in the browser's document: its language and words, the menu's roles, where the
focus was, and whether it is light or dark.

It also has the page drawn anew when the browser changes between light and dark, or the size of its type on a wall:
charts are drawn in one of the two, and as large.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit.render.frame_words import frame_words
from sales_core.i18n import Locale

_HERE = Path(__file__).parent
_KEY = "document_watch"
#: Pixels of the page's type for which charts are made, and from which on they are made larger; the most there is.
_USUAL, _LARGE, _MOST = 15, 20, 200


def watch(theme: str, language: Locale, wanted: str, paths: Sequence[str]) -> None:
    """Says the language of the page; a theme that is not the one this run draws in starts another run.

    `wanted`: `light` or `dark` for who wants it whatever the device says, else `system`; `paths` are the addresses of
    all pages, for each of which the browser remembers it.
    """
    data = {
        "theme": theme,
        "language": language,
        "words": frame_words(language),
        "wanted": wanted,
        "paths": list(paths),
        "size": _told_size(),
        "large": _LARGE,
    }
    _component()(data=data, key=_KEY, height=1, on_changed_change=_nothing, on_size_change=_nothing)


def magnification() -> float:
    """How many times as large as usual the type of the page is; 1 on all but large screens."""
    return (_told_size() or _USUAL) / _USUAL


def _told_size() -> int:
    """Pixels as the browser told them, 0 for the usual ones: whatever else arrives was not written by our page."""
    told = st.session_state.get(_KEY, {}).get("size")
    return told if isinstance(told, int) and _LARGE <= told <= _MOST else 0


def _nothing() -> None:
    """The run that it starts draws everything in the theme and the size that the browser has told."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_document_watch",
        html='<div class="ground"></div>',
        css=".ground { height: 0; background: var(--st-background-color); }",
        js=(_HERE / "document_watch.js").read_text(encoding="utf-8"),
    )
