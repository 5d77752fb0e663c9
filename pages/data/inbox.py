"""What needs somebody: each finding with its owner, the next step, and whether it is open, assigned or done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

import streamlit as st

from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import DataHealth, FieldValue, Finding, RecordRow, Right, SalesError, day, findings, today

_RECORD = "data_task"
_MOST = 12


def show(page: PageContext, health: DataHealth) -> None:
    """The findings that stand, each with who sees to it. Tasks are for those who see the whole company."""
    found = findings(health)
    tasks = {} if page.viewer.scope.allowed else _tasks(page)
    for at, one in enumerate(found[:_MOST]):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"finding_{at}"):
            st.markdown(f"▼ {literal(_text(page, health, one))}", width="content")
            empty_states.link(page, one.page, page.t(f"page.{one.page}"))
            if not page.viewer.scope.allowed:
                _task(page, one, tasks.get(one.id), key=str(at))
    if len(found) > _MOST:
        st.caption(page.t("version.more", count=len(found) - _MOST))


def _tasks(page: PageContext) -> Mapping[str, RecordRow]:
    """The newest task of each finding."""
    listed = page.workspace.records.list(_RECORD, page.viewer, page.version)
    found: dict[str, RecordRow] = {}
    for standing in listed:
        found.setdefault(str(standing.row.values["finding"]), standing.row)
    return found


def _text(page: PageContext, health: DataHealth, one: Finding) -> str:
    facts = {"amount": page.exact("net_sales", one.amount), "month": f"{health.as_of:%Y-%m}"}
    if one.freshness is not None:
        facts = {"month": one.freshness.last_month, "days": str(one.freshness.days_old)}
        return page.t("health.finding_late", dataset=page.say(page.catalogue.dataset(one.subject).label), **facts)
    if one.kind == "branch":
        return page.t("health.finding_branch", name=page.label("branch", one.subject), **facts)
    return page.t("health.finding_unassigned", dimension=page.t(f"health.{one.subject}"), **facts)


def _task(page: PageContext, one: Finding, task: RecordRow | None, *, key: str) -> None:
    """State and owner, and what may be done about it."""
    records, viewer = page.workspace.records, page.viewer
    st.caption(literal(_state(page, task)), width="content")
    if not (page.may(Right.UPLOAD) and page.is_latest):
        return
    if task is not None:
        target = "done" if task.state == "assigned" else "assigned"
        words = page.t("health.done" if target == "done" else "health.again")
        if st.button(words, key=f"task_{key}_{target}", type="tertiary"):
            _do(page, lambda: records.move(_RECORD, viewer, task.id, target, task.revision))
        return
    with st.popover(page.t("health.assign"), type="tertiary"), st.form(f"assign_{key}", border=False):
        owner = st.text_input(page.t("record.data_task.owner.label"), max_chars=60)
        step = st.text_input(page.t("record.data_task.step.label"), max_chars=200)
        due = st.date_input(page.t("record.data_task.due.label"), today() + timedelta(days=7))
        if st.form_submit_button(page.t("record.save"), type="primary"):
            values: dict[str, FieldValue] = {"finding": one.id, "owner": owner, "step": step, "due": due}
            _do(page, partial(records.add, _RECORD, viewer, "", values))


def _state(page: PageContext, task: RecordRow | None) -> str:
    if task is None:
        return f"○ {page.t('health.task_open')}"
    owner, due = str(task.values["owner"]), task.values["due"]
    if task.state == "done":
        return f"✓ {page.t('health.task_done', who=owner)}"
    if not isinstance(due, date):
        return f"◐ {owner}"
    is_late = due < today()
    said = page.t("health.task_late" if is_late else "health.task_due", who=owner, day=day(due, page.locale))
    return " · ".join(filter(None, (f"{'▼' if is_late else '◐'} {said}", str(task.values.get("step") or ""))))


def _do(page: PageContext, act: Callable[[], object]) -> None:
    try:
        act()
    except SalesError as error:
        st.error(literal(page.say(error.text)), icon=":material/block:")
        return
    st.rerun()
