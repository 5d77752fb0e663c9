"""What changed, told forwards: which figures, by how much, by which uploads, and where to look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from pages.data import version_compare
from pages.data.landed import WHERE
from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import (
    DASH,
    CellForm,
    Column,
    MetricChange,
    Table,
    Version,
    metric_changes,
    moment,
    now,
    signed,
    version_before,
    version_change,
)

#: How many days before today a comparison begins; None = with the last change.
_DAYS: dict[str, int | None] = {"last": None, "yesterday": 0, "week": 7}
_VERSIONS = "versions"
_LINES = 12


def show(page: PageContext) -> None:
    """The last change at once; since yesterday or a week ago by one click; any version against any other."""
    versions = page.workspace.uploads.history.versions(page.viewer)
    after = next((one for one in versions if one.id == page.version and one.file), None)
    if after is None:
        return
    span = st.segmented_control(
        page.t("history.changes"),
        (*_DAYS, _VERSIONS),
        default="last",
        required=True,
        format_func=lambda one: page.t(f"history.since_{one}"),
        key="changes_since",
    )
    if span == _VERSIONS:
        if picked := version_compare.pick(page, versions):
            _figures(page, metric_changes(page.workspace.figures, page.viewer, *picked))
            version_compare.draw(page, *picked)
        return
    earlier = [one for one in versions if one.id < after.id]
    before = _before(str(span), earlier, after)
    if before == after:
        st.caption(page.t("history.nothing_since", when=moment(after.created)))
        return
    _versions(page, [after, *(one for one in earlier if before is None or one.id > before.id)])
    if before is not None and not before.file:
        st.caption(page.t("history.version_gone", version=before.id))
        return
    _figures(page, metric_changes(page.workspace.figures, page.viewer, before, after))


def _before(span: str, earlier: Sequence[Version], after: Version) -> Version | None:
    """What was in force before: the version before the last one, or the one at the end of a day."""
    days = _DAYS[span]
    if days is None:
        return earlier[0] if earlier else None
    midnight = now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
    return version_before([after, *earlier], midnight)


def _versions(page: PageContext, between: Sequence[Version]) -> None:
    """Each version with who made it and what it changed, newest first."""
    known = {one.id: one for one in page.workspace.uploads.history.versions(page.viewer)}
    for one in between[:_LINES]:
        change = None if page.viewer.scope.allowed else version_change(one, known.get(one.base))
        parts = (page.say(change) if change else "", one.reason, one.by, moment(one.created))
        st.caption(literal(" · ".join(filter(None, parts))))
    if len(between) > _LINES:
        st.caption(page.t("version.more", count=len(between) - _LINES))


def _figures(page: PageContext, changes: Sequence[MetricChange]) -> None:
    """Which figures moved, from what to what, and the pages that show them."""
    if not changes:
        st.caption(page.t("history.same_figures"))
        return
    columns = [Column("figure", page.t("history.figure"))]
    columns += [
        Column(name, page.t(f"history.{name}"), form=CellForm.FIGURE) for name in ("before", "after", "difference")
    ]
    grid(page, Table.of("", columns, [_row(page, one) for one in changes], file="changes"), key="changes")
    with st.container(horizontal=True):
        for path in dict.fromkeys(WHERE[one.metric] for one in changes if one.metric in WHERE):
            empty_states.link(page, path, page.t(f"page.{path}"))


def _row(page: PageContext, one: MetricChange) -> dict[str, str]:
    """Money, pieces and scores stand in one column: each is written as its metric is."""
    metric = page.catalogue.metric(one.metric)
    values = {"before": one.before, "after": one.after}
    texts = {name: page.exact(one.metric, value) if value is not None else DASH for name, value in values.items()}
    difference = signed(one.change, metric.unit, page.locale, page.currency)
    return {"figure": page.say(metric.label), **texts, "difference": difference}
