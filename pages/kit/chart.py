"""The frame around every chart: the message as title, the figure, its as-of line, download and click."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import as_named, drawable, literal
from sales_core.format import day, period
from sales_core.kernel.query import Result

_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def frame(
    page: PageContext,
    title: str,
    figure: Mapping[str, Any],
    *,
    key: str,
    note: str = "",
    result: Result | None = None,
    pick: bool = False,
) -> list[dict[str, Any]]:
    """Draws a figure (a plain dict). `title` says the message, `note` what is drawn and in which unit.

    `result` adds the as-of line and a download of the rows. With `pick`, the points clicked come back, each with `x`,
    `y` and the figure's own `customdata`; else an empty list.
    """
    with st.container(border=True, key=f"chart_{key}"):
        heading(title, note)
        chosen = st.plotly_chart(
            drawable(figure),
            key=f"figure_{key}",
            theme=None,
            config=_CONFIG,
            on_select="rerun" if pick else "ignore",
            selection_mode="points",
            alt=title,
        )
        if result is not None:
            foot(page, result, key=key)
    return points(chosen) if pick else []


def heading(title: str, note: str = "") -> None:
    """A section's message and, smaller, what is shown."""
    st.markdown(f"#### {literal(title)}")
    if note:
        st.caption(literal(note))


def foot(page: PageContext, result: Result, *, key: str) -> None:
    """As-of date, period, version, and the rows as a download."""
    links = downloads.result_anchors(page, result, key=key)
    st.html(f'<div class="sc-foot"><span>{html.escape(as_of_line(page, result))}</span>{links}</div>')


def as_of_line(page: PageContext, result: Result) -> str:
    """`截至 2026年5月31日 · 2026年5月 · 版本 12`, and whether the period is still running."""
    parts = [
        page.t("shell.as_of", day=day(result.as_of, page.locale)),
        period(result.period, page.locale),
        page.t("shell.version_no", version=result.version),
    ]
    if result.partial:
        parts.append(page.t("shell.partial"))
    return " · ".join(parts)


def points(chosen: Any) -> list[dict[str, Any]]:
    """The clicked points of a chart that reruns on selection."""
    selection = getattr(chosen, "selection", None) or {}
    return [{name: as_named(value) for name, value in point.items()} for point in selection.get("points", [])]
