"""History: every upload with who, when, what it still holds; the original, undo, remembered mappings."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.data import changes, mappings, problem_list
from pages.data.balance import balance
from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import (
    Column,
    Dataset,
    HistoryEntry,
    OriginalFile,
    Right,
    SalesError,
    Table,
    Unit,
    ValueKind,
    formula_number,
    full,
    moment,
)
from sales_core.api import count as count_text

_PLAN = "history_plan"
_SHOWN = 500
#: The sum that says most about an upload, whatever its dataset.
_AMOUNTS = ("amount", "target", "value", "quantity")


def render(page: PageContext) -> None:
    """The list; below it what can be done with the upload that is picked, then restatements and mappings."""
    if message := st.session_state.pop("history_message", None):
        st.success(message, icon=":material/undo:")
    if plan_id := st.session_state.get(_PLAN):
        _undo(page, plan_id)
        return
    entries = page.workspace.uploads.history.entries(page.viewer)
    title = page.t("history.title", count=len(entries)) if entries else page.t("history.empty")
    st.markdown(f"## {title}")
    changes.show(page)
    if entries:
        _uploads(page, entries[:_SHOWN])
    _restated(page)
    mappings.show(page)


def _uploads(page: PageContext, entries: list[HistoryEntry]) -> None:
    st.caption(page.t("history.pick"))
    rows = [_row(page, entry) for entry in entries]
    names = ("when", "file", "dataset", "months", "status", "sum", "rows", "live", "who")
    units = {"rows": Unit.COUNT, "live": Unit.COUNT, "sum": Unit.QUANTITY}
    columns = tuple(Column(name, page.t(f"history.{name}"), units.get(name)) for name in names)
    picked = grid(page, Table.of("", columns, rows), key="history", height=420, on_select="rerun")
    if picked is not None:
        _act(page, entries[picked])


def _row(page: PageContext, entry: HistoryEntry) -> dict[str, str | int | None]:
    upload = entry.upload
    kind = page.catalogue.dataset(upload.dataset)
    first = next((name for name in _AMOUNTS if name in upload.sums), None)
    months = upload.first_month if upload.first_month == upload.last_month else ""
    return {
        "when": moment(upload.created),
        "who": upload.by,
        "file": upload.label,
        "dataset": page.say(kind.label),
        "months": months or (f"{upload.first_month} … {upload.last_month}" if upload.first_month else ""),
        "rows": upload.rows,
        "live": entry.live_rows,
        "sum": None if first is None else _sum(page, kind, first, upload.sums[first]),
        "status": " ".join((page.t(f"history.status.{_status(entry)}"), *(f"#{one}" for one in entry.replaced_by))),
    }


def _sum(page: PageContext, kind: Dataset, column: str, value: Decimal) -> str:
    """Money to the cent, everything else as it is; without a currency, which may differ from line to line."""
    is_money = kind.column(column).kind is ValueKind.MONEY
    return formula_number(value, Unit.MONEY if is_money else Unit.QUANTITY, page.locale)


def _status(entry: HistoryEntry) -> str:
    """In force, wholly or in part replaced by later ones, or undone."""
    if entry.upload.status != "active" or not entry.upload.rows or not entry.replaced_by:
        return entry.upload.status
    return (
        "superseded"
        if not entry.live_rows
        else "partly_superseded"
        if entry.live_rows < entry.upload.rows
        else "active"
    )


def _meaning(page: PageContext, entry: HistoryEntry) -> str:
    """What the upload is, in words."""
    row = _row(page, entry)
    names = [str(row[name]) for name in ("dataset", "months", "status", "who", "when") if row[name]]
    return " · ".join((names[0], page.t("upload.rows", count=count_text(entry.upload.rows, page.locale)), *names[1:]))


def _act(page: PageContext, entry: HistoryEntry) -> None:
    upload = entry.upload
    with st.container(border=True):
        st.markdown(f"### {literal(upload.label)}")
        st.caption(literal(_meaning(page, entry)))
        if not entry.is_whole:
            st.caption(page.t("history.partly"))
            return
        uploads = page.workspace.uploads
        downloads.link(
            page, page.t("history.original"), upload.file, OriginalFile(upload.id), mime="application/octet-stream"
        )
        is_active = upload.status == "active"
        plan, words = (uploads.plan_undo, "undo_plan") if is_active else (uploads.plan_redo, "redo_plan")
        if page.may(Right.UNDO) and st.button(page.t(f"history.{words}"), key=words, type="primary"):
            try:
                st.session_state[_PLAN] = plan(upload.id, page.viewer).id
            except SalesError as error:
                st.error(literal(error.describe(page.locale)), icon=":material/block:")
            else:
                st.rerun()
        st.caption(f"SHA-256 {upload.sha256} · {count_text(upload.size, page.locale)} B")


def _undo(page: PageContext, plan_id: str) -> None:
    uploads = page.workspace.uploads
    try:
        plan = uploads.open_plan(plan_id, page.viewer)
    except SalesError:
        del st.session_state[_PLAN]
        st.rerun()
    is_redo = plan.kind.value == "redo"
    st.markdown(f"## {'↷' if is_redo else '↶'} {literal(plan.label)}")
    problem_list.show(page, plan.problems, key=plan_id)
    balance(page, plan)
    with st.container(horizontal=True):
        if st.button(page.t("history.redo" if is_redo else "history.undo"), type="primary", key="undo"):
            try:
                done = uploads.commit(plan_id, page.viewer, confirmed=True)
            except SalesError as error:
                st.error(literal(error.describe(page.locale)), icon=":material/block:")
                return
            del st.session_state[_PLAN]
            st.session_state["history_message"] = page.t(
                "history.redone" if is_redo else "history.undone", version=done.version, uploads=literal(plan.label)
            )
            st.rerun()
        if st.button(page.t("upload.discard"), key="keep"):
            uploads.discard(plan_id, page.viewer)
            del st.session_state[_PLAN]
            st.rerun()


def _restated(page: PageContext) -> None:
    found = page.workspace.uploads.history.restatements(page.viewer)
    if not found:
        return
    with st.expander(f"{page.t('history.restated')} ({len(found)})"):
        st.caption(page.t("history.restated_lead"))
        rows = [
            {
                "when": moment(one.at),
                "who": one.who,
                "months": one.month,
                "dataset": page.say(page.catalogue.dataset(one.dataset).label),
                "before": full(one.before, Unit.QUANTITY, page.locale),
                "after": full(one.after, Unit.QUANTITY, page.locale),
            }
            for one in found[:_SHOWN]
        ]
        columns = [Column(name, page.t(f"history.{name}")) for name in ("when", "who", "months", "dataset")]
        columns += [Column(name, page.t(f"upload.column.{name}")) for name in ("before", "after")]
        grid(page, Table.of("", columns, rows, file="restated"), key="restated")


PAGE = PageSpec(
    "history",
    "data",
    3,
    draw=render,
    right=Right.VIEW_UPLOADS,
    question="question.history",
    has_bar=False,
    needs_data=False,
)
