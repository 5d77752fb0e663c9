"""Number ID: what a figure means, how it came about, and every row behind it. Works for any metric by construction."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from urllib.parse import urlsplit

import streamlit as st

from pages.kit import downloads, number_entries, number_history, profile_link, watch_form
from pages.kit.context import PageContext
from pages.kit.empty_states import screen_border
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import (
    MASK,
    Catalogue,
    Column,
    Explanation,
    Feed,
    Query,
    Right,
    Table,
    Text,
    Value,
    day,
    facts_of,
    full,
    period_text,
)
from sales_core.api import count as count_text

_ROWS_SHOWN = 200
_FEEDS_SHOWN = 6
_HIDDEN = frozenset({"upload_id"})
#: Columns that only figures have, or that mean something else there than in an upload.
_FIGURES_ONLY = (
    "level", "stated", "kind", "reference", "item_date", "days_late", "balance", "counted", "outflow",
    "done", "planned",
)  # fmt: skip
#: Where a row came from stands first, so that it is seen without scrolling.
_LINEAGE = ("file", "sheet", "source_row")


def drawer(page: PageContext, query: Query, metric: str, *, on_dismiss: Callable[[], None] | None = None) -> None:
    """Opens the drawer for the figure that `metric` has in `query`; `on_dismiss` runs when it is closed."""

    @st.dialog(page.t("number.title"), width="medium", position="right", on_dismiss=on_dismiss or "ignore")
    def opened() -> None:
        # A dialog is redrawn alone, outside the border of its page.
        with screen_border(page.locale, "number", page.person):
            body(page, query, metric)

    opened()


def reopened(page: PageContext, code: str) -> None:
    """Draws the number of a code on its own version. Raises UsageError for an unknown code."""
    number = page.workspace.figures.resolve(code, page.viewer)
    body(page, number.query, number.metric, version=number.version, code=code)


def body(page: PageContext, query: Query, metric: str, *, version: int | None = None, code: str = "") -> None:
    """Everything about one figure, on this page's version unless another is named."""
    shown = page.version if version is None else version
    figures = page.workspace.figures
    found = figures.explain(query, metric, page.viewer, shown)
    written = MASK if found.is_masked else full(found.value, found.unit, page.locale, found.currency)
    figure = html.escape(written)
    st.html(f'<p class="sc-figure"><small>{html.escape(page.say(found.label))}</small>{figure}</p>')
    if found.why is not None:
        st.caption(literal(page.say(found.why)))
    st.markdown(f"**{page.t('number.definition')}** {literal(page.say(found.definition))}")
    if found.reference is not None:
        st.caption(literal(page.say(found.reference)))
    st.markdown(f"**{page.t('number.formula')}**")
    formula, filled = page.say(found.formula), page.say(found.formula_with_values)
    st.code(filled if filled.startswith(formula) else f"{formula}\n= {filled}", language=None, wrap_lines=True)
    _facts(page, found)
    profile_link.draw(page, found.filters)
    if version is None:
        watch_form.draw(page, query, metric)
    number_entries.draw(page, query, metric, shown)
    number_history.draw(page, query, metric, shown)
    _uploads(page, found.uploads)
    _rows(page, query, metric, shown)
    _code(page, code, lambda: figures.keep_code(query, metric, page.viewer, shown))


def _facts(page: PageContext, found: Explanation) -> None:
    scope = "；".join(_filter_text(page, name, values) for name, values in found.scope)
    chosen = "；".join(_filter_text(page, item.dimension, item.values) for item in found.filters)
    lines = {
        "number.period": period_text(found.period, page.locale),
        "number.filters": chosen or page.t("number.no_filters"),
        "number.scope": scope or page.t("number.full_scope"),
        "number.as_of": day(found.as_of, page.locale),
        "number.finality": page.say(page.workspace.figures.finality.of(found.period, found.version).text),
        "number.version": str(found.version),
    }
    st.markdown(f"**{page.t('number.facts')}**")
    st.table({page.t(key): literal(value) for key, value in lines.items()}, border="horizontal")


def _filter_text(page: PageContext, dimension: str, values: Sequence[str]) -> str:
    name = page.say(page.catalogue.dimension(dimension).label)
    return f"{name} = {'、'.join(page.label(dimension, value) for value in values)}"


def _uploads(page: PageContext, uploads: Sequence[Feed]) -> None:
    st.markdown(f"**{page.t('number.uploads')}**")
    if not uploads:
        st.caption(page.t("number.no_uploads"))
    for feed in uploads[:_FEEDS_SHOWN]:
        where = " · ".join(part for part in (feed.file, feed.sheet, feed.by) if part)
        st.caption(
            literal(page.t("number.feed", upload=feed.upload, where=where, rows=count_text(feed.rows, page.locale)))
        )
    if len(uploads) > _FEEDS_SHOWN:
        st.caption(page.t("number.feeds_more", count=len(uploads) - _FEEDS_SHOWN))


def _rows(page: PageContext, query: Query, metric: str, version: int) -> None:
    st.markdown(f"**{page.t('number.rows')}**")
    detail = page.workspace.figures.rows(query, metric, page.viewer, _ROWS_SHOWN, 0, version)
    if not detail.rows:
        st.caption(page.t("number.no_rows"))
        return
    st.caption(page.t("number.rows_count", total=count_text(detail.total, page.locale), shown=len(detail.rows)))
    filled = [name for name in detail.columns if any(row[name] not in {None, ""} for row in detail.rows)]
    first = [name for name in _LINEAGE if name in filled]
    header = {name: _header(page, name) for name in (*first, *filled) if name not in _HIDDEN}
    names = {
        name: page.labels(name, tuple({str(row[name]) for row in detail.rows if row[name] not in {None, ""}}))
        for name in header
        if name in page.catalogue.dimensions and page.catalogue.dimension(name).table
    }
    columns = [Column(name, label, value=partial(_cell, page, name, names)) for name, label in header.items()]
    grid(page, Table.of("", columns, detail.rows), key=f"rows_{metric}", height=min(320, 38 + 35 * len(detail.rows)))
    downloads.behind_links(page, query, metric, header, version=version, total=detail.total)


def _cell(page: PageContext, name: str, names: Mapping[str, Mapping[str, str]], row: Mapping[str, Value]) -> Value:
    """A cell as people read it: what a code is called; the files below have the codes."""
    if name == "fact":
        return page.say(_kinds(page.catalogue)[str(row[name])])
    return names.get(name, {}).get(str(row[name])) or row[name]


def _header(page: PageContext, name: str) -> str:
    text = _headers(page.catalogue).get(name)
    return page.say(text) if text else name


@cache
def _headers(catalogue: Catalogue) -> dict[str, Text]:
    """Column id to its label: as datasets call it, else as dimensions do, and where a row came from."""
    found = {
        column.id: column.label
        for dataset in reversed(tuple(catalogue.datasets.values()))
        for column in dataset.columns
    }
    found |= {dimension.id: dimension.label for dimension in catalogue.dimensions.values()}
    lineage = {"file": "file", "sheet": "sheet", "source_row": "row", "source_col": "column", "fact": "fact"}
    keys = {name: f"number.{key}" for name, key in lineage.items()}
    keys |= {name: f"drill_through.column.{name}" for name in _FIGURES_ONLY}
    return found | {name: Text(key) for name, key in keys.items()}


@cache
def _kinds(catalogue: Catalogue) -> dict[str, Text]:
    """What the column `fact` holds, by id: facts and, for derived ones, the uploads they are made of."""
    facts = (fact for metric in catalogue.metrics for fact in facts_of(catalogue, metric))
    return {dataset.id: dataset.label for dataset in catalogue.datasets.values()} | {
        fact.id: fact.label for fact in facts
    }


def _origin() -> str:
    """Scheme and host under which the browser sees the product; empty where it did not say."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _code(page: PageContext, code: str, keep: Callable[[], str]) -> None:
    """The number's code, stored only when somebody wants it: looking writes nothing."""
    st.markdown(f"**{page.t('number.code')}**")
    if not code and st.button(page.t("number.keep_code"), key="number_code"):
        code = keep()
    if not code:
        return
    st.code(code, language=None)
    address = f"{page.prefix}/n?code={code}"
    st.caption(page.t("number.code_help", address=f"{_origin()}{address}"))
    if page.may(Right.MANAGE_USERS):
        st.caption(page.t("number.code_command", code=code))
    st.html(f'<a class="sc-quiet" href="{address}" target="_blank">{page.t("number.open_link")} ↗</a>')
