"""Results of analysis functions for this page's day, version, filters and viewer; cached by exactly these."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.spans import closes
from sales_core.analysis.sales.selection import Selection
from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Viewer

Found = TypeVar("Found")


def analysed(page: PageContext, function: Callable[..., Found]) -> Found:
    """`function(reader, day, filters=...)` on the day the page closes; stock's still take `(snapshot, viewer, day, …)`.

    The page's filters must be ones that its rows carry (see `narrowed`).
    """
    day = closes(page)
    name = f"{function.__module__}.{function.__qualname__}"
    key = repr((name, page.version, day, page.filters, page.viewer.role, page.viewer.scope))
    return cast("Found", _run(key, function, page.workspace, page.viewer, page.version, day, page.filters))


@st.cache_data(max_entries=200, show_spinner=False)
def _run(
    key: str,
    _function: Callable[..., Any],
    _workspace: Workspace,
    _viewer: Viewer,
    _version: int,
    _day: date,
    _filters: tuple[Filter, ...],
) -> Any:
    del key
    if _function.__module__.startswith(("sales_core.analysis.receivables", "sales_core.analysis.stock")):
        return _function(_workspace.figures.reader(_viewer, _version), _day, filters=_filters)
    return _function(_workspace.figures.snapshot(_version), _viewer, _day, filters=_filters)


def figured(page: PageContext, function: Callable[..., Found], *given: object, **named: object) -> Found:
    """`function(figures, viewer, selection, *given, **named, version=...)` on the page's period and filters; cached."""
    selection = Selection(page.period, page.filters)
    name = f"{function.__module__}.{function.__qualname__}"
    key = repr((name, page.version, selection, given, named, page.viewer.role, page.viewer.scope))
    return cast("Found", _figure(key, function, page.workspace, page.viewer, page.version, selection, given, named))


@st.cache_data(max_entries=200, show_spinner=False)
def _figure(
    key: str,
    _function: Callable[..., Any],
    _workspace: Workspace,
    _viewer: Viewer,
    _version: int,
    _selection: Selection,
    _given: tuple[object, ...],
    _named: dict[str, object],
) -> Any:
    del key
    return _function(_workspace.figures, _viewer, _selection, *_given, **_named, version=_version)
