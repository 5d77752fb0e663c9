"""A popover whose content is made, and sent, while it is open."""

from __future__ import annotations

from typing import Any

import streamlit as st


def lazy_popover(label: str, icon: str, key: str) -> Any:
    """A popover that knows whether it is `open`. What arrives was written by a browser: what is no yes or no is no.

    The label has to stay the same: under another one it would be another popover, and closed.
    """
    if not isinstance(st.session_state.get(key, False), bool):
        del st.session_state[key]
    return st.popover(label, icon=icon, key=key, on_change="rerun")
