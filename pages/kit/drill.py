"""From a bar, a cell or a row to the Number ID of exactly that figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.kit import number_id
from pages.kit.context import PageContext
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period

_OPENED = "drill_opened"


def narrowed_to(query: Query, keys: Mapping[str, str], period: Period | None = None) -> Query:
    """The question of one cell: the same filters and those of the cell; no split."""
    kept = tuple(f for f in query.filters if f.dimension not in keys)
    cell = tuple(Filter(dimension, (code,)) for dimension, code in keys.items())
    return replace(
        query,
        by=(),
        filters=(*kept, *cell),
        period=period or query.period,
        compare=None,
        order_by=None,
        limit=None,
    )


def open_number(
    page: PageContext,
    query: Query,
    metric: str,
    keys: Mapping[str, str] | None,
    *,
    key: str,
    period: Period | None = None,
) -> None:
    """Opens the drawer of a cell, once per click: a rerun for another reason does not open it again.

    `key` names the widget; `keys` None = nothing is picked in it, so that the next click counts again.
    """
    opened: dict[str, str] = st.session_state.setdefault(_OPENED, {})
    if keys is None:
        opened.pop(key, None)
        return
    cell = narrowed_to(replace(query, metrics=(metric,)), keys, period)
    mark = repr(cell)
    if opened.get(key) == mark or not supports(product(), metric, [item.dimension for item in cell.filters]):
        return
    opened[key] = mark
    number_id.drawer(page, cell, metric)


def picked(points: Sequence[Mapping[str, Any]]) -> Any:
    """The figure's own key of the first point clicked; None when nothing is."""
    return points[0].get("customdata") if points else None
