"""Version against version: which figures differ, where, by how much; a row opens the number of either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from pages.kit import number_id
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import (
    COMPARED_BY,
    DASH,
    CellForm,
    Column,
    GroupChange,
    Table,
    Unit,
    Version,
    dataset_changes_by_month,
    full,
    group_changes,
    moment,
    signed,
)

_DATASET = "dataset"
_MOST = 500


def pick(page: PageContext, versions: Sequence[Version]) -> tuple[Version, Version] | None:
    """The two versions, the earlier one first; None while fewer than two are kept. `versions`: newest first."""
    kept = {one.id: one for one in versions if one.file}
    if len(kept) < 2:
        st.caption(page.t("history.one_version"))
        return None
    numbers = list(kept)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = [
            st.selectbox(
                page.t(f"history.version_{side}"), numbers, index=at, key=f"compare_{side}", width=420,
                format_func=lambda number: _version_text(kept[number]),
            )
            for side, at in (("before", 1), ("after", 0))
        ]  # fmt: skip
    first, last = sorted(chosen)
    return kept[first], kept[last]


def _version_text(version: Version) -> str:
    return " · ".join(filter(None, (f"v{version.id}", moment(version.created), version.by, version.reason)))


def draw(page: PageContext, before: Version, after: Version) -> None:
    """The choice of what the difference is told by, and the table."""
    options = (*COMPARED_BY, _DATASET) if not page.viewer.scope.allowed else COMPARED_BY
    by = st.segmented_control(
        page.t("history.compared_by"), options, default=options[0], required=True, key="compare_by",
        format_func=lambda one: page.t("history.dataset_month") if one == _DATASET else _dimension(page, one),
    )  # fmt: skip
    if by == _DATASET:
        _datasets(page, before, after)
        return
    found = group_changes(page.workspace.figures, page.viewer, before, after, str(by))
    if not found:
        st.caption(page.t("history.same_figures"))
        return
    columns = [Column("figure", page.t("history.figure")), Column("group", _dimension(page, str(by)))]
    columns += [
        Column(name, page.t(f"history.{name}"), form=CellForm.FIGURE) for name in ("before", "after", "difference")
    ]
    rows = [_row(page, one) for one in found[:_MOST]]
    file = f"v{before.id}_v{after.id}_{by}"
    st.caption(page.t("history.compare_pick"))
    picked = grid(page, Table.of("", columns, rows, file=file), key=f"compare_{file}", on_select="rerun")
    if picked is not None:
        _open(page, found[picked], before, after)


def _dimension(page: PageContext, dimension: str) -> str:
    return page.say(page.catalogue.dimension(dimension).label)


def _row(page: PageContext, one: GroupChange) -> dict[str, str]:
    metric = page.catalogue.metric(one.metric)
    group = page.label(one.by, one.group) if page.catalogue.dimension(one.by).table else one.group
    values = {"before": one.before, "after": one.after}
    return {
        "figure": page.say(metric.label),
        "group": group or DASH,
        **{name: DASH if value is None else page.exact(one.metric, value) for name, value in values.items()},
        "difference": signed(one.change, metric.unit, page.locale, page.currency),
    }


def _open(page: PageContext, one: GroupChange, before: Version, after: Version) -> None:
    """The number of either side with all that it rests on."""
    if one.query is None:
        return
    with st.container(horizontal=True):
        for version in (before, after):
            label = page.t("history.open_number", version=version.id)
            if st.button(label, key=f"compare_open_{version.id}", icon=":material/pin:"):
                number_id.drawer(replace(page, version=version.id), one.query, one.metric)


def _datasets(page: PageContext, before: Version, after: Version) -> None:
    found = dataset_changes_by_month(before, after, page.catalogue)
    if not found:
        st.caption(page.t("history.same_figures"))
        return
    columns = (
        Column("dataset", page.t("history.dataset")),
        Column("month", page.t("history.months")),
        Column("rows_before", page.t("history.rows_before"), Unit.COUNT),
        Column("rows_after", page.t("history.rows_after"), Unit.COUNT),
        *(Column(name, page.t(f"history.{name}"), form=CellForm.FIGURE) for name in ("before", "after", "difference")),
    )
    rows = [
        {
            "dataset": page.say(page.catalogue.dataset(one.dataset).label),
            "month": one.month or DASH,
            "rows_before": one.rows_before,
            "rows_after": one.rows_after,
            "before": _sum(page, one.before),
            "after": _sum(page, one.after),
            "difference": _sum(page, (one.after or Decimal(0)) - (one.before or Decimal(0))),
        }
        for one in found[:_MOST]
    ]
    st.caption(literal(page.t("history.stated_sums")))
    file = f"v{before.id}_v{after.id}_datasets"
    grid(page, Table.of("", columns, rows, file=file), key=f"compare_{file}")


def _sum(page: PageContext, value: Decimal | None) -> str:
    return DASH if value is None else full(value, Unit.QUANTITY, page.locale, page.currency)
