"""What stands beside one figure: the same days of last year, its thirteen months, and its largest parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages.kit import url_state
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render import chart_keys
from pages.kit.render.chart import chart_style, ready
from pages.kit.render.grid import shown_text
from sales_core.api import Chart, Headline, NotAllowedError, OpenBoard, Query, Table, UsageError, board

_EXPLORE = "explore"
_PARTS = 6
_HEIGHT = 190


def draw(page: PageContext, query: Query, metric: str, version: int) -> None:
    """Draws what there is of it; nothing for who may not explore."""
    try:
        compared = _explored(page, query, metric, version, compare="last_year")
    except (NotAllowedError, UsageError):
        return
    headline = compared.block("headline")
    if isinstance(headline, Headline):
        st.markdown(f"**{page.t('number.history')}**")
        st.caption(literal(headline.sentence))
    splits = [name for name in compared.options("by") if name]
    if "month" in splits:
        _months(page, query, metric, version)
    taken = {item.dimension for item in query.filters}
    times = {name for name in splits if page.catalogue.dimension(name).is_time}
    _parts(page, query, metric, version, [name for name in splits if name not in taken | times])


def _explored(page: PageContext, query: Query, metric: str, version: int, **choices: str) -> OpenBoard:
    """Explore at this figure. Raises NotAllowedError, UsageError."""
    ask = replace(page.ask(version), filters=query.filters, choices={"metric": metric, **choices})
    asked = ask if query.period is None else replace(ask, period=query.period)
    return OpenBoard(board(_EXPLORE), asked, page.workspace, strict=True)


def _months(page: PageContext, query: Query, metric: str, version: int) -> None:
    opened = _explored(page, query, metric, version, by="month", span="months", compare="last_year", view="lines")
    picture = opened.block("picture")
    if isinstance(picture, Chart):
        style = chart_style(page)
        figure = picture.figure(style, height=_HEIGHT)
        with st.container(key=f"chart_history_{metric}"):
            st.plotly_chart(
                ready(figure, page), key=f"history_{metric}", theme=None, config={"displayModeBar": False},
                alt=picture.title,
            )  # fmt: skip
            if said := chart_keys.texts(figure, picture.title, style):
                st.html(said)


def _parts(page: PageContext, query: Query, metric: str, version: int, splits: Sequence[str]) -> None:
    """The largest values of the split that is chosen, as lines of name and amount."""
    if not splits:
        return
    ordered = [name for name in url_state.FILTERS if name in splits]
    by = st.selectbox(
        page.t("number.split"),
        [*ordered, *(name for name in splits if name not in ordered)],
        format_func=lambda name: page.say(page.catalogue.dimension(name).label),
        key=f"number_split_{metric}",
        width=240,
    )
    rows = _explored(page, query, metric, version, by=by).block("rows")
    if isinstance(rows, Table) and len(rows.rows) > 1:
        name, value = rows.columns[:2]
        shown = rows.rows[:-1][:_PARTS]  # the last is the whole
        lines = {literal(shown_text(page, name, row)): literal(shown_text(page, value, row)) for row in shown}
        st.table(lines, border="horizontal")
