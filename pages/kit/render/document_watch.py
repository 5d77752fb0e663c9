"""Keeps what the framework leaves alone in the browser's document: its language and words, the menu's roles, where the
focus was, and whether it is light or dark.

It also has the page drawn anew when the browser changes between light and dark: charts are drawn in one of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit.render.frame_words import frame_words
from sales_core.i18n import Locale

_HERE = Path(__file__).parent


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
    }
    _component()(data=data, key="document_watch", height=1, on_changed_change=_nothing)


def _nothing() -> None:
    """The run that the trigger starts draws everything in the theme that the browser has told."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_document_watch",
        html='<div class="ground"></div>',
        css=".ground { height: 0; background: var(--st-background-color); }",
        js=(_HERE / "document_watch.js").read_text(encoding="utf-8"),
    )
