"""Charts are reached and worked by keyboard, and each says in texts what it draws."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import streamlit as st

from sales_core.charts.axes import ChartSpec
from sales_core.charts.style import ChartStyle
from sales_core.charts.text_equivalent import mark_texts
from sales_core.i18n import Locale, t

_HERE = Path(__file__).parent
#: A longer list is a file, not a text equivalent: it is offered beside the chart.
_MOST_MARKS = 400


def install(locale: Locale) -> None:
    """Makes every chart of the page a stop of the keyboard; drawn once a run."""
    words = {name: t(f"shell.chart_{name}", locale) for name in ("kind", "how")}
    _component()(data={"words": words}, key="chart_keys", height=1)


def texts(figure: ChartSpec, title: str, style: ChartStyle) -> str:
    """What each mark says, below the chart, as HTML: to a screen reader always, to an eye once its line has the focus.

    It is also what the keys of the chart go through. Empty for a chart without marks.
    """
    marks = mark_texts(figure, style)
    if not marks:
        return ""
    lines = "".join(
        f'<li data-trace="{mark.trace}" data-point="{mark.point}">{html.escape(mark.text)}</li>'
        for mark in marks[:_MOST_MARKS]
    )
    label = html.escape(t("shell.chart_texts", style.locale, title=title))
    return f'<details class="sc-astext"><summary>{label}</summary><ul>{lines}</ul></details>'


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_chart_keys",
        html="<div></div>",
        js=(_HERE / "chart_keys.js").read_text(encoding="utf-8"),
    )
