"""Has the page drawn anew when the browser changes between light and dark: charts are drawn in one of the two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def watch(theme: str) -> None:
    """Compares what is seen with the theme that this run draws in; a difference starts another run."""
    _component()(data={"theme": theme}, key="theme_watch", height=1, on_changed_change=_nothing)


def _nothing() -> None:
    """The run that the trigger starts draws everything in the theme that the browser has told."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_theme_watch",
        html='<div class="ground"></div>',
        css=".ground { height: 0; background: var(--st-background-color); }",
        js=(_HERE / "theme_watch.js").read_text(encoding="utf-8"),
    )
