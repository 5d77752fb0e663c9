"""Masters: customers, reps, products, branches and outlets; what lacks, what is one twice, other spellings."""

from __future__ import annotations

import streamlit as st

from pages.data import master_editor, master_merge
from pages.data.master_state import draft, forget, keep
from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import AliasEdit, MasterDraft, MasterEdit, SalesError, board, column_label, may_edit, plan_draft

_LISTED = 20


def widgets(page: BoardPage) -> None:
    """The headline, who lacks what, the draft, the grid to type in, what may be one twice, other spellings."""
    page.choice("entity", kind="buttons")
    page.block("headline")
    edits = may_edit(page.opened.context)
    bar = st.container()
    page.block("gaps")
    if edits:
        page.drawn("masters")
        master_editor.draw(page)
    else:
        st.caption(page.t("masters.view_only" if page.context.viewer.scope.allowed else "masters.old_version"))
        page.block("masters")
    page.block("candidates")
    if edits:
        master_merge.draw_merge(page)
    page.block("aliases")
    if edits:
        master_merge.draw_aliases(page)
    with bar:  # above the grid, and of what is typed in it
        _draft_bar(page, draft(page))


def _draft_bar(page: BoardPage, typed: MasterDraft) -> None:
    """What is typed and not saved, each before → after with a way to leave it out, and the way to the preview."""
    if typed.is_empty:
        return
    changes: tuple[MasterEdit | AliasEdit, ...] = (*typed.edits, *typed.aliases)
    with st.container(border=True, key="master_draft_bar"):
        st.markdown(f"**{page.t('masters.draft', count=len(changes))}** · {page.t('masters.draft_lead')}")
        for number, change in enumerate(changes[:_LISTED]):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(literal(_said(page, change)), width="stretch")
                if st.button("✕", key=f"drop_{number}", type="tertiary", help=page.t("masters.drop")):
                    keep(page, typed.without(change))
        if len(changes) > _LISTED:
            st.caption("…")
        with st.container(horizontal=True):
            if st.button(page.t("masters.save"), type="primary", key="masters_save"):
                _look(page, typed)
            if st.button(page.t("masters.forget"), key="masters_forget"):
                forget()
                st.rerun()


def _said(page: BoardPage, change: MasterEdit | AliasEdit) -> str:
    if isinstance(change, AliasEdit):
        return f"{change.alias}: {change.before or change.alias} → {change.code or change.alias}"
    label = page.context.say(column_label(page.opened.context, change.entity, change.column))
    before, after = ("–" if value in {None, ""} else value for value in (change.before, change.after))
    return f"{change.code} · {label}: {before} → {after}"


def _look(page: BoardPage, typed: MasterDraft) -> None:
    context = page.context
    try:
        plan = plan_draft(typed, context.workspace.uploads, context.catalogue, context.viewer, context.version)
    except SalesError as error:
        st.error(literal(error.describe(context.locale)), icon=":material/block:")
        return
    st.session_state["upload_plan"] = plan.id
    st.switch_page(st.session_state["pages"]["upload"])


PAGE = PageSpec("masters", "data", 4, board=board("masters"), widgets=widgets, has_bar=False)
