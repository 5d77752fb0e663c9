"""Type targets: a line a region, branch or rep, twelve months across; last year's times growth, a year spread."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid as table
from sales_core.api import (
    Column,
    MonthGrid,
    Right,
    SalesError,
    Table,
    TargetEntry,
    Unit,
    edited_format,
    full,
    grown,
    month_name,
    spread,
    target_measures,
)

_DRAFT, _ROUND = "target_draft", "target_round"
_MONTHS = tuple(f"m{number:02d}" for number in range(1, 13))


def render(page: PageContext) -> None:
    """Year and measure above, tools, the grid, what does not add up, and the way to the preview."""
    st.markdown(f"## {page.t('target_entry.title')}")
    st.caption(page.t("target_entry.lead"))
    entry = _entry(page)
    try:
        stands = entry.stated()
    except SalesError as error:
        st.info(literal(error.describe(page.locale)), icon=":material/block:")
        return
    tools = st.container()
    edited = _grid(page, entry, _draft(entry) or stands)
    with tools:  # above the grid, and of what is typed in it
        _tools(page, entry, edited)
    _sums(page, entry, edited)
    _decision(page, entry, edited, is_changed=edited.lines != stands.lines)


def _entry(page: PageContext) -> TargetEntry:
    this = page.period.end.year
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = st.selectbox(
            page.t("target_entry.year"), [this + 1, this, this - 1], index=1, key="target_year", width=120
        )
        measure = st.selectbox(
            page.t("target_entry.measure"),
            target_measures(page.workspace.catalogue),
            format_func=lambda one: page.say(page.workspace.catalogue.metric(one).label),
            key="target_measure",
            width=220,
        )
    return TargetEntry(page.workspace, page.viewer, page.version, int(year), str(measure))


def _draft(entry: TargetEntry) -> MonthGrid | None:
    """What was typed and not loaded of this year and measure; a new version ends every draft."""
    held = st.session_state.get(_DRAFT)
    return held[1] if held and held[0] == (entry.year, entry.measure, entry.version) else None


def _keep(entry: TargetEntry, grid: MonthGrid) -> None:
    st.session_state[_DRAFT] = ((entry.year, entry.measure, entry.version), grid)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _tools(page: PageContext, entry: TargetEntry, shown: MonthGrid) -> None:
    """Last year's targets with growth; a year's amount over the months of one line."""
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        rate = st.number_input(
            page.t("target_entry.growth", year=entry.year - 1),
            -90.0,
            500.0,
            10.0,
            step=1.0,
            format="%.1f",
            key="target_growth",
        )
        before = entry.stated(entry.year - 1)
        if st.button(page.t("target_entry.copy"), disabled=not before.lines, key="target_copy"):
            _keep(entry, grown(before, entry.year, Decimal(str(rate)) / 100))
    with right, st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        nodes = list(shown.lines)
        node = st.selectbox(
            page.t("target_entry.line"), nodes, format_func=lambda one: _node_text(page, one), key="target_line"
        )
        amount = st.number_input(page.t("target_entry.amount"), 0.0, None, 0.0, step=10_000.0, key="target_amount")
        if st.button(page.t("target_entry.spread"), disabled=node is None or not amount, key="target_spread"):
            months = spread(Decimal(str(amount)), entry.weights())
            _keep(entry, MonthGrid(shown.columns, shown.year, shown.measure, {**shown.lines, node: months}))


def _node_text(page: PageContext, node: tuple[str, ...]) -> str:
    return " / ".join(filter(None, node)) or page.t("target_entry.everything")


def _grid(page: PageContext, entry: TargetEntry, shown: MonthGrid) -> MonthGrid:
    """The grid as it stands after the reader's edits."""
    frame = pd.DataFrame(
        [
            {**dict(zip(shown.columns, node, strict=True)), **dict(zip(_MONTHS, map(_number, months), strict=True))}
            for node, months in shown.lines.items()
        ],
        columns=[*shown.columns, *_MONTHS],
    ).astype(dict.fromkeys(_MONTHS, "float64"))
    named = {
        name: st.column_config.TextColumn(page.say(entry.column_label(name)), width="small", pinned=True)
        for name in shown.columns
    }
    months = {
        name: st.column_config.NumberColumn(month_name(at, page.locale), min_value=0.0, format=edited_format())
        for at, name in enumerate(_MONTHS, start=1)
    }
    edited = st.data_editor(
        frame,
        column_config=named | months,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        key=f"target_grid|{entry.year}|{entry.measure}|{entry.version}|{st.session_state.get(_ROUND, 0)}",
    )
    lines: dict[tuple[str, ...], tuple[Decimal | None, ...]] = {}
    for row in edited.to_dict("records"):
        node = tuple(_text(row[name]) for name in shown.columns)
        values = tuple(_amount(row[name]) for name in _MONTHS)
        if any(node) and any(value is not None for value in values):
            lines[node] = values
    return MonthGrid(shown.columns, shown.year, shown.measure, lines)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()


def _amount(value: Any) -> Decimal | None:
    return None if value is None or pd.isna(value) else Decimal(str(round(float(value), 2)))


def _sums(page: PageContext, entry: TargetEntry, grid: MonthGrid) -> None:
    """What each line adds up to, and the lines whose parts say something else."""
    unit = page.workspace.catalogue.metric(entry.measure).unit
    for gap in entry.gaps(grid):
        st.warning(
            page.t(
                "target_entry.gap",
                node=literal(_node_text(page, gap.node)),
                own=_said(page, gap.own, unit),
                parts=_said(page, gap.parts, unit),
                gap=_said(page, gap.parts - gap.own, unit),
            ),
            icon=":material/functions:",
        )
    shown = (Column("line", page.t("target_entry.line")), Column("total", page.t("target_entry.year_total"), unit))
    items = [{"line": _node_text(page, node), "total": grid.total(node)} for node in grid.lines]
    with st.expander(page.t("target_entry.totals", count=len(items))):
        table(page, Table.of("", shown, items, file=f"targets_{entry.year}_{entry.measure}"), key="target_totals")


def _said(page: PageContext, value: Decimal, unit: Unit) -> str:
    return literal(full(value, unit, page.locale, page.currency))


def _decision(page: PageContext, entry: TargetEntry, grid: MonthGrid, *, is_changed: bool) -> None:
    with st.container(horizontal=True):
        if st.button(page.t("target_entry.look"), type="primary", disabled=not is_changed, key="target_look"):
            try:
                plan_id = entry.plan(grid)
            except SalesError as error:
                st.error(literal(error.describe(page.locale)), icon=":material/block:")
                return
            # Whoever discards the plan finds what was typed.
            st.session_state[_DRAFT] = ((entry.year, entry.measure, entry.version), grid)
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            st.session_state["upload_plan"] = plan_id
            st.switch_page(st.session_state["pages"]["upload"])
        if st.button(page.t("target_entry.forget"), disabled=not is_changed, key="target_forget"):
            st.session_state.pop(_DRAFT, None)
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            st.rerun()


PAGE = PageSpec(
    "target_entry", "data", 5, draw=render, right=Right.UPLOAD, question="question.target_entry", has_bar=False,
    needs_data=False,
)  # fmt: skip
