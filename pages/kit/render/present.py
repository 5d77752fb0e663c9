"""The page alone, on the whole screen, in larger type: what a meeting looks at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from sales_core.i18n import Locale, t

_HERE = Path(__file__).parent
_CSS = """
button { font: inherit; font-size: .9rem; color: inherit; background: none; border: 1px solid var(--st-border-color);
  border-radius: 8px; padding: .3rem .8rem; min-height: 36px; cursor: pointer; width: 100%; text-align: left; }
button:hover { background: var(--st-secondary-background-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
@media (max-width: 640px), (pointer: coarse) { button { min-height: 44px; } }
"""


def draw(locale: Locale) -> bool:
    """Draws the button; whether the key of the meeting was pressed in this run."""
    words = {"label": t("shell.present", locale), "help": t("shell.present_help", locale)}
    return bool(_component()(data=words, key="present", on_meet_change=_nothing).meet)


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first press."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_present",
        html='<button type="button"></button>',
        css=_CSS,
        js=(_HERE / "present.js").read_text(encoding="utf-8"),
    )
