"""Number ID: what a figure means, how it came about, and every row behind it. Works for any metric by construction."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.shell import downloads, formats
from pages.shell.context import PageContext
from sales_core.metrics.query import Query, Value
from sales_core.metrics.registry import dimension as declared_dimension

_ROWS_SHOWN = 200
_ROWS_DOWNLOADED = 1_000_000
_LINEAGE = ("file", "sheet", "source_row", "source_col")


def drawer(page: PageContext, query: Query, metric: str) -> None:
    """Opens the drawer for the figure that `metric` has in `query`."""

    @st.dialog(page.t("number.title"), width="medium", position="right")
    def opened() -> None:
        body(page, query, metric)

    opened()


def reopened(page: PageContext, code: str) -> None:
    """Draws the number of a code on its own version. Raises UsageError for an unknown code."""
    query, metric, version = page.workspace.figures.reopen(code)
    body(page, query, metric, version=version, code=code)


def body(page: PageContext, query: Query, metric: str, *, version: int | None = None, code: str = "") -> None:
    """Everything about one figure, on this page's version unless another is named."""
    shown = version or page.version
    figures = page.workspace.figures
    found = figures.explain(query, metric, page.viewer, shown)
    figure = html.escape(page.exact(metric, found.value))
    st.html(f'<p class="sc-figure"><small>{html.escape(page.metric_name(metric))}</small>{figure}</p>')
    if found.value is None and found.why_none is not None:
        st.caption(page.say(found.why_none))
    st.markdown(f"**{page.t('number.definition')}** {_plain(page.say(found.definition))}")
    st.markdown(f"**{page.t('number.formula')}**")
    st.code(
        f"{page.say(found.formula)}\n= {page.say(found.formula_with_values)}", language=None, wrap_lines=True
    )
    _facts(page, found)
    _uploads(page, found.uploads)
    _rows(page, query, metric, shown)
    _code(page, code or figures.code(query, metric, page.viewer))


def _facts(page: PageContext, found: Any) -> None:
    scope = "；".join(f"{name}: {', '.join(values)}" for name, values in page.viewer.scope.allowed)
    chosen = "；".join(_filter_text(page, item.dimension, item.values) for item in found.filters)
    lines = {
        "number.period": formats.period(found.period, page.locale),
        "number.filters": chosen or page.t("number.no_filters"),
        "number.scope": scope or page.t("number.full_scope"),
        "number.as_of": formats.day(found.as_of, page.locale),
        "number.version": str(found.version),
    }
    st.markdown(f"**{page.t('number.facts')}**")
    st.table({page.t(key): _plain(value) for key, value in lines.items()}, border="horizontal")


def _filter_text(page: PageContext, dimension: str, values: Sequence[str]) -> str:
    name = page.say(declared_dimension(dimension).label)
    return f"{name} = {'、'.join(page.label(dimension, value) for value in values)}"


def _uploads(page: PageContext, uploads: Sequence[Any]) -> None:
    st.markdown(f"**{page.t('number.uploads')}**")
    if not uploads:
        st.caption(page.t("number.no_uploads"))
    for upload in uploads[:20]:
        st.caption(_plain(upload.label))


def _rows(page: PageContext, query: Query, metric: str, version: int) -> None:
    st.markdown(f"**{page.t('number.rows')}**")
    behind = page.workspace.figures.rows(query, metric, page.viewer, _ROWS_SHOWN, 0, version)
    if not behind.rows:
        st.caption(page.t("number.no_rows"))
        return
    st.caption(page.t("number.rows_count", total=f"{behind.total:,}", shown=len(behind.rows)))
    st.dataframe(_listed(page, behind.rows), hide_index=True, height=320)

    def everything() -> bytes:
        full = page.workspace.figures.rows(query, metric, page.viewer, _ROWS_DOWNLOADED, 0, version)
        return downloads.records_as_csv(full.rows, {name: _header(page, name) for name in full.rows[0]})

    name = f"{metric}_{query.period or 'all'}_v{version}.csv"
    downloads.link(
        page, page.t("number.download"), name, everything, key=f"rows:{metric}:{query!r}:{version}"
    )


def _listed(page: PageContext, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, Any]]:
    names = list(rows[0])
    ordered = [name for name in names if name not in _LINEAGE] + [name for name in _LINEAGE if name in names]
    return [{_header(page, name): _cell(row[name]) for name in ordered} for row in rows]


def _cell(value: Value) -> Any:
    return float(value) if formats.as_decimal(value) is not None and not isinstance(value, int) else value


def _header(page: PageContext, name: str) -> str:
    words = {
        "file": "number.file",
        "sheet": "number.sheet",
        "source_row": "number.row",
        "source_col": "number.column",
    }
    return page.t(words[name]) if name in words else name


def _code(page: PageContext, code: str) -> None:
    st.markdown(f"**{page.t('number.code')}**")
    st.code(code, language=None)
    st.caption(page.t("number.code_help", code=code))
    st.html(f'<a class="sc-quiet" href="/n?code={code}" target="_blank">{page.t("number.open_link")} ↗</a>')


def _plain(text: str) -> str:
    return text.replace("$", "\\$").replace("*", "\\*").replace("_", "\\_")
