"""Type targets: a line a region, branch or rep, twelve months across; last year's times growth, a year spread.

Years and measures gather in one draft, which is looked at and loaded as one version.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages.data import target_draft, target_file, target_history, target_sheet
from pages.data.target_history import node_text
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid as table
from sales_core.api import (
    DASH,
    CellChange,
    Column,
    LineSeasons,
    MonthGrid,
    PartSum,
    Right,
    SalesError,
    Table,
    TargetEntry,
    grown,
    plan_targets,
    spread,
    target_measures,
)
from sales_core.api import count as count_text

#: Changes of a draft that are told one by one.
_LISTED = 6
_SEASONS, _LAST_YEAR, _EVEN = "seasons", "last_year", "even"


def render(page: PageContext) -> None:
    """Year and measure above, the draft, tools, the sheet, what the parts add up to, the workbook, and the history."""
    st.markdown(f"## {page.t('target_entry.title')}")
    st.caption(page.t("target_entry.lead"))
    entry = _entry(page)
    try:
        stands = entry.stated()
    except SalesError as error:
        st.info(literal(error.describe(page.locale)), icon=":material/block:")
        return
    above = st.container()
    edited = target_sheet.draw(page, entry, stands)
    target_draft.note(entry, edited)
    with above:  # above the sheet, and of what is typed in it
        _draft_bar(page, entry)
        _tools(page, entry, edited)
    _act(page, entry)
    _sums(page, entry, edited)
    target_file.draw(page, entry)
    target_history.draw(page, entry)


def _entry(page: PageContext) -> TargetEntry:
    this = page.period.end.year
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        year = st.selectbox(
            page.t("target_entry.year"), [this + 1, this, this - 1], index=1, key="target_year", width=120
        )
        measure = st.selectbox(
            page.t("target_entry.measure"),
            target_measures(page.workspace.catalogue),
            format_func=lambda one: _measure(page, one),
            key="target_measure",
            width=220,
        )
    return TargetEntry(page.workspace, page.viewer, page.version, int(year), str(measure))


def _measure(page: PageContext, measure: str) -> str:
    return page.say(page.workspace.catalogue.metric(measure).label)


def _draft_bar(page: PageContext, entry: TargetEntry) -> None:
    """What is typed and not loaded, each value before → after, and the way to drop it."""
    grids = target_draft.grids(entry.version)
    if not grids:
        return
    changes = [
        (year, measure, one) for (year, measure), grid in grids.items() for one in entry.of(year, measure).changes(grid)
    ]
    with st.container(border=True, key="target_draft_bar"):
        count = count_text(len(changes), page.locale)
        st.markdown(f"**{page.t('target_entry.draft', count=count)}** · {page.t('target_entry.draft_lead')}")
        st.markdown("  \n".join(literal(_change_text(page, *each)) for each in changes[:_LISTED]))
        if len(changes) > _LISTED:
            st.caption(page.t("target_entry.draft_more", count=count_text(len(changes) - _LISTED, page.locale)))
        st.button(page.t("target_entry.forget"), key="target_forget", on_click=target_draft.forget)


def _change_text(page: PageContext, year: int, measure: str, one: CellChange) -> str:
    before, after = (DASH if value is None else page.exact(measure, value) for value in (one.before, one.after))
    where = " · ".join((f"{year}-{one.month:02d}", node_text(page, one.node), _measure(page, measure)))
    return f"{where}: {before} → {after}"


def _act(page: PageContext, entry: TargetEntry) -> None:
    """What is typed is taken as it stands when one of these is pressed, or anything else on the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        is_looked_at = st.button(page.t("target_entry.look"), type="primary", key="target_look")
        st.button(page.t("target_entry.apply"), key="target_apply")
        st.caption(page.t("target_entry.apply_help"))
    if not is_looked_at:
        return
    if grids := target_draft.grids(entry.version):
        _look(page, entry, list(grids.values()))
    else:
        st.info(page.t("target_entry.nothing_typed"))


def _look(page: PageContext, entry: TargetEntry, grids: Sequence[MonthGrid]) -> None:
    try:
        plan_id = plan_targets(entry, grids)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    target_draft.redraw()  # whoever discards the plan finds what was typed
    st.session_state["upload_plan"] = plan_id
    st.switch_page(st.session_state["pages"]["upload"])


def _tools(page: PageContext, entry: TargetEntry, shown: MonthGrid) -> None:
    """Last year's targets with growth; a year's amount over the months of one line."""
    left, right = st.columns([1, 2], gap="small")
    with left, st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        rate = st.number_input(
            page.t("target_entry.growth", year=entry.year - 1), -90.0, 500.0, 10.0, step=1.0, format="%.1f",
            key="target_growth",
        )  # fmt: skip
        before = entry.stated(entry.year - 1)
        if st.button(page.t("target_entry.copy"), disabled=not before.lines, key="target_copy"):
            target_draft.keep(entry, [grown(before, entry.year, Decimal(str(rate)) / 100)])
    with right, st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        _spread(page, entry, shown)


def _spread(page: PageContext, entry: TargetEntry, shown: MonthGrid) -> None:
    node = st.selectbox(
        page.t("target_entry.line"),
        list(shown.lines),
        format_func=lambda one: node_text(page, one),
        key=f"target_line|{'|'.join(shown.columns)}",
    )
    amount = st.number_input(page.t("target_entry.amount"), 0.0, None, 0.0, step=10_000.0, key="target_amount")
    seasons = entry.seasons(shown.columns, node) if node else None
    shares = {
        _SEASONS: seasons.seasons.shares if seasons else (),
        _LAST_YEAR: entry.weights(),
        _EVEN: [Decimal(1)] * 12,
    }
    way = st.selectbox(
        page.t("target_entry.way"),
        [name for name, one in shares.items() if any(one)],
        format_func=lambda one: _way_text(page, one, seasons),
        key="target_way",
        width=240,
    )
    if st.button(page.t("target_entry.spread"), disabled=node is None or not amount, key="target_spread"):
        months = spread(Decimal(str(amount)), shares[str(way)])
        target_draft.keep(entry, [MonthGrid(shown.columns, shown.year, shown.measure, {**shown.lines, node: months})])


def _way_text(page: PageContext, way: str, seasons: LineSeasons | None) -> str:
    if way != _SEASONS or seasons is None:
        return page.t(f"target_entry.way_{way}")
    key = "target_entry.way_seasons_company" if seasons.is_company else "target_entry.way_seasons"
    return page.t(key, years=seasons.seasons.years)


def _sums(page: PageContext, entry: TargetEntry, grid: MonthGrid) -> None:
    """What each line adds up to beside what its parts do; those that differ first."""
    parts = {one.node: one for one in entry.part_sums(grid)}
    wrong = [one for one in parts.values() if one.gap]
    if wrong:
        first = max(wrong, key=lambda one: abs(one.gap))
        facts = {"count": count_text(len(wrong), page.locale), "gap": _gap_text(page, entry, first)}
        st.warning(literal(page.t("target_entry.gaps", **facts)), icon=":material/functions:")
    unit = page.workspace.catalogue.metric(entry.measure).unit
    shown = (
        Column("line", page.t("target_entry.line")),
        *(Column(name, page.t(f"target_entry.{name}"), unit) for name in ("year_total", "parts_total", "parts_gap")),
    )
    nodes = sorted(grid.lines, key=lambda node: -abs(parts[node].gap) if node in parts else Decimal(0))
    rows = [_sum_row(page, grid, node, parts.get(node)) for node in nodes]
    with st.expander(page.t("target_entry.totals", count=len(rows)), expanded=bool(wrong)):
        table(page, Table.of("", shown, rows, file=f"targets_{entry.year}_{entry.measure}"), key="target_totals")


def _sum_row(
    page: PageContext, grid: MonthGrid, node: tuple[str, ...], parts: PartSum | None
) -> dict[str, str | Decimal | None]:
    return {
        "line": node_text(page, node),
        "year_total": grid.total(node),
        "parts_total": parts.parts if parts else None,
        "parts_gap": parts.gap if parts else None,
    }


def _gap_text(page: PageContext, entry: TargetEntry, one: PartSum) -> str:
    own, parts, gap = (page.exact(entry.measure, value) for value in (one.own, one.parts, one.gap))
    return page.t("target_entry.gap", node=node_text(page, one.node), own=own, parts=parts, gap=gap)


PAGE = PageSpec(
    "target_entry", "data", 5, draw=render, right=Right.UPLOAD, question="question.target_entry", has_bar=False,
    needs_data=False,
)  # fmt: skip
