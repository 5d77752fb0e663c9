"""The state of the bar lives in the URL, so that every state has a link. Widgets follow the URL, not the other way."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

#: The dimensions that the bar filters by, in its order.
FILTERS: tuple[str, ...] = ("region", "branch", "channel", "category", "rep")
#: Kept when the page changes; the browser drops a page's parameters otherwise.
KEPT: tuple[str, ...] = ("lang", "lens", "period", "v", "like", *FILTERS)
_HELD, _PAGE = "address_held", "address_page"


def one(name: str) -> str | None:
    """A parameter of the URL, or what it was on the page before; None when absent."""
    found = many(name)
    return found[0] if found else None


def many(name: str) -> list[str]:
    """All values of a parameter."""
    if not _arrived_bare():
        return st.query_params.get_all(name)
    held: dict[str, list[str]] = st.session_state.get(_HELD, {})
    return held.get(name, [])


def put(name: str, values: Sequence[str]) -> None:
    """Writes a parameter; no values removes it."""
    if values:
        st.query_params[name] = list(values)
    elif name in st.query_params:
        del st.query_params[name]
    _remember()


def settle() -> None:
    """Called once a run, after the page is known: carries the kept parameters over from the page before."""
    if _arrived_bare():
        st.query_params.update({**st.query_params.to_dict(), **st.session_state.get(_HELD, {})})
    st.session_state[_PAGE] = _coming()
    _remember()


def _arrived_bare() -> bool:
    """Whether the page changed just now and the URL carries none of the kept parameters."""
    shown = st.session_state.get(_PAGE)
    return bool(shown) and _coming() != shown and not any(name in st.query_params for name in KEPT)


def _coming() -> str:
    """The page that the browser asked for in this run."""
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def _remember() -> None:
    st.session_state[_HELD] = {name: st.query_params.get_all(name) for name in KEPT if name in st.query_params}
