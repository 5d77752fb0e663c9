"""Upload: drop files as they are, see how each was read and what every figure becomes, commit."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.data import draft, plan_view
from pages.data.landed import landed
from pages.kit import uploader_words
from pages.kit.context import PageContext
from pages.kit.empty_states import screen_border
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import JobState, PlanKind, Right, SalesError, moment, stage_text

_JOB, _PLAN, _ROUND, _DONE = "upload_job", "upload_plan", "upload_round", "upload_done"
_TICK = 0.5


def render(page: PageContext) -> None:
    """One of: what landed; a plan to look at; reading under way; an empty table to drop files on."""
    if done := st.session_state.get(_DONE):
        landed(page, done, again=_start_over)
        return
    if job_id := st.session_state.get(_JOB):
        state = page.workspace.jobs.state(job_id, page.viewer)
        if state is not None and state.running:
            _reading(page, job_id)
            return
        _finish(page, state)
    if plan_id := st.session_state.get(_PLAN) or st.query_params.get("plan"):
        _look_at(page, plan_id)
        return
    _drop(page)


def _drop(page: PageContext) -> None:
    st.markdown(f"## {page.t('upload.title')}")
    st.caption(page.t("upload.lead"))
    uploader_words.speak(page)
    round_ = st.session_state.get(_ROUND, 0)
    files = st.file_uploader(
        page.t("upload.drop"), accept_multiple_files=True, key=f"files|{round_}", label_visibility="collapsed"
    )
    if files and st.button(
        page.t("upload.read", count=len(files)), type="primary", icon=":material/search:", key="read"
    ):
        dropped = [(file.name, file) for file in files]
        try:
            job_id = page.workspace.jobs.receive(dropped, page.viewer, draft.current().as_answers())
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
        else:
            st.session_state[_ROUND] = round_ + 1
            _free([file.file_id for file in files])
            _wait_for(job_id)
    _open_plans(page)
    _templates(page)


def _free(file_ids: Sequence[str]) -> None:
    """Gives back the memory of files that were copied: the server would hold them until the session ends."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return
    held = runtime.get_instance().uploaded_file_mgr
    if isinstance(held, MemoryUploadedFileManager):
        for file_id in file_ids:
            held.remove_file(context.session_id, file_id)


def _wait_for(job_id: str) -> None:
    st.session_state[_JOB] = job_id
    st.session_state.pop(_PLAN, None)
    st.query_params.pop("plan", None)
    st.rerun()


@st.fragment(run_every=_TICK)
def _reading(page: PageContext, job_id: str) -> None:
    # Redrawn alone, outside the border of the page.
    with screen_border(page.locale, "upload", page.person):
        _progress(page, job_id)


def _progress(page: PageContext, job_id: str) -> None:
    state = page.workspace.jobs.state(job_id, page.viewer)
    if state is None or not state.running:
        st.rerun()
    st.markdown(f"## {page.t('upload.reading', files=literal('、'.join(state.files)))}")
    st.progress(min(1.0, max(0.0, state.fraction)), text=literal(stage_text(state.stage, page.locale)))
    st.caption(page.t("upload.may_close"))
    if st.button(page.t("upload.cancel"), key="cancel"):
        page.workspace.jobs.cancel(job_id, page.viewer)
        st.rerun()


def _finish(page: PageContext, state: JobState | None) -> None:
    st.session_state.pop(_JOB, None)
    if state is None:
        return
    if state.plan_id:
        st.session_state[_PLAN] = state.plan_id
        st.query_params["plan"] = state.plan_id
        draft.current().settle()
    elif state.error is not None:
        st.error(literal(page.say(state.error)), icon=":material/block:")
    elif state.cancelled:
        draft.forget()
        st.info(page.t("upload.cancelled"), icon=":material/undo:")


def _look_at(page: PageContext, plan_id: str) -> None:
    try:
        plan = page.workspace.uploads.open_plan(plan_id, page.viewer)
    except SalesError as error:
        st.warning(literal(error.describe(page.locale)))
        _start_over()
        _drop(page)
        return
    choice, accepted = plan_view.show(page, plan, draft.current())
    if choice in ("read_again", "ready_part"):
        jobs = page.workspace.jobs
        begin = jobs.again if choice == "read_again" else jobs.ready_part
        try:
            job_id = begin(plan.id, page.viewer, draft.current().as_answers())
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
        else:
            _wait_for(job_id)
    elif choice == "discard":
        page.workspace.uploads.discard(plan.id, page.viewer)
        _start_over()
        st.rerun()
    elif choice == "commit":
        _commit(page, plan_id, accepted)


def _commit(page: PageContext, plan_id: str, accepted: Sequence[str]) -> None:
    try:
        done = page.workspace.uploads.commit(plan_id, page.viewer, confirmed=True, accepted=accepted)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    _start_over()
    st.session_state[_DONE] = done
    st.rerun()


def _start_over() -> None:
    for key in (_JOB, _PLAN, _DONE):
        st.session_state.pop(key, None)
    st.query_params.pop("plan", None)
    draft.forget()


def _open_plans(page: PageContext) -> None:
    plans = page.workspace.uploads.open_plans(page.viewer)
    if not plans:
        return
    st.markdown(f"### {page.t('upload.open_plans')}")
    for plan in plans[:10]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{literal(plan.label)} · {literal(plan.by)} · {moment(plan.created)}")
            if plan.outdated:
                st.caption(page.t("upload.outdated"))
            if st.button(page.t("upload.continue"), key=f"open|{plan.id}"):
                _continue(page, plan.id, is_outdated=plan.outdated)
            if st.button(page.t("upload.discard"), key=f"drop|{plan.id}"):
                page.workspace.uploads.discard(plan.id, page.viewer)
                st.rerun()


def _continue(page: PageContext, plan_id: str, *, is_outdated: bool) -> None:
    """Opens a plan with what was decided about it so far; reads its files again where somebody committed since."""
    try:
        plan = page.workspace.uploads.open_plan(plan_id, page.viewer)
        draft.resume(plan.answers)
        if is_outdated and plan.kind is PlanKind.LOAD:
            _wait_for(page.workspace.jobs.again(plan.id, page.viewer, plan.answers))
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    st.session_state[_PLAN] = plan_id
    st.rerun()


def _templates(page: PageContext) -> None:
    with st.expander(page.t("upload.templates")):
        st.caption(page.t("upload.templates_lead"))
        plan_view.template_links(page)


PAGE = PageSpec(
    "upload", "data", 1, draw=render, right=Right.UPLOAD, question="question.upload", has_bar=False, needs_data=False
)
