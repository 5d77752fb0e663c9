"""Who changed which target when, from what to what; of one line and month, or of all."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import DASH, Column, SalesError, StatedChange, Table, TargetEntry, Version, moment, month_name
from sales_core.api import count as count_text

_MOST = 500
#: Kinds of versions that are no load of a file.
_ACTS = ("undo", "redo", "restore", "settings")


def draw(page: PageContext, entry: TargetEntry) -> None:
    """Read when it is asked for: every version that ever stated targets is looked through."""
    if not st.toggle(page.t("target_entry.history"), key="target_history", help=page.t("target_entry.history_help")):
        return
    try:
        found = entry.history()
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    if not found:
        st.caption(page.t("target_entry.history_none", year=entry.year))
        return
    nodes = sorted({one.change.node for one in found})
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        node = st.selectbox(
            page.t("target_entry.line"),
            [None, *nodes],
            format_func=lambda one: node_text(page, one) if one else page.t("target_entry.all_lines"),
            key="target_history_line",
            width=280,
        )
        month = st.selectbox(
            page.t("target_entry.month"),
            [None, *range(1, 13)],
            format_func=lambda one: month_name(one, page.locale) if one else page.t("target_entry.all_months"),
            key="target_history_month",
            width=160,
        )
    shown = [one for one in found if node in {None, one.change.node} and month in {None, one.change.month}]
    if len(shown) > _MOST:
        facts = {"shown": count_text(_MOST, page.locale), "count": count_text(len(shown), page.locale)}
        st.caption(page.t("target_entry.history_cut", **facts))
    names = ("when", "who", "version", "file", "line", "month", "before", "after")
    columns = [Column(name, page.t(f"target_entry.{name}")) for name in names]
    rows = [_row(page, entry, one) for one in shown[:_MOST]]
    grid(page, Table.of("", columns, rows, file=f"targets_{entry.year}_{entry.measure}_history"), key="target_history")


def _row(page: PageContext, entry: TargetEntry, one: StatedChange) -> dict[str, str]:
    change, version = one.change, one.version
    values = {"before": change.before, "after": change.after}
    return {
        "when": moment(version.created),
        "who": version.by,
        "version": f"v{version.id}",
        "file": _cause(page, version),
        "line": node_text(page, change.node),
        "month": month_name(change.month, page.locale),
        **{name: DASH if value is None else page.exact(entry.measure, value) for name, value in values.items()},
    }


def _cause(page: PageContext, version: Version) -> str:
    """The file that was loaded, or what else was done."""
    done = page.t(f"version.{version.kind}") if version.kind in _ACTS else ""
    return " ".join(filter(None, (done, version.reason)))


def node_text(page: PageContext, node: tuple[str, ...]) -> str:
    """A line in words: what it is for, from the whole down."""
    return " / ".join(filter(None, node)) or page.t("target_entry.everything")
