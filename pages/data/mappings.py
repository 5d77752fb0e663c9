"""Remembered column mappings: each one seen, corrected and forgotten."""

from __future__ import annotations

import streamlit as st

from pages.data.field_choice import field_choice
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import SKIP, Remembered, Right, SalesError

_EDITED = "mapping_edited"
_SHOWN = 100


def show(page: PageContext) -> None:
    """The list; nothing while nothing is remembered."""
    found = page.workspace.uploads.mappings.all(page.viewer)
    if not found:
        return
    with st.expander(f"{page.t('history.mappings')} ({len(found)})"):
        st.caption(page.t("history.mappings_lead"))
        for one in found[:_SHOWN]:
            with st.container(border=True, key=f"mapping_{one.signature}"):
                _one(page, one)


def _one(page: PageContext, one: Remembered) -> None:
    kind = page.catalogue.dataset(one.dataset) if one.dataset != SKIP else None
    names = {column.id: page.say(column.label) for column in kind.columns} if kind else {}
    label = page.say(kind.label) if kind else page.t("omitted")
    used = f"{one.updated.astimezone():%Y-%m-%d} · {one.by}"
    st.markdown(f"**{literal(one.label)}** → {label}　:gray[{literal(used)}]")
    if st.session_state.get(_EDITED) == one.signature:
        _correct(page, one, names)
        return
    fields = {header: names.get(field, page.t("upload.ignored")) for header, field in one.mapping.items()}
    is_plain = kind is None
    pairs = (header if is_plain or header == field else f"{header} → {field}" for header, field in fields.items())
    st.caption(literal("；".join(pairs)))
    if not page.may(Right.UPLOAD):
        return
    with st.container(horizontal=True):
        if kind is not None:
            st.button(
                page.t("history.mapping_change"), key=f"change|{one.signature}", on_click=_edit, args=(one.signature,)
            )
        if st.button(page.t("history.mapping_delete"), key=f"forget|{one.signature}"):
            page.workspace.uploads.mappings.forget(one.signature, page.viewer)
            st.rerun()


def _edit(signature: str) -> None:
    st.session_state[_EDITED] = signature


def _correct(page: PageContext, one: Remembered, names: dict[str, str]) -> None:
    with st.form(f"correct|{one.signature}", border=False):
        chosen: dict[str, str] = {}
        grid = st.grid(min_column_width=240)
        for header, field in one.mapping.items():
            key = f"correct|{one.signature}|{header}"
            st.session_state.setdefault(key, field if field in names else "")
            with grid:
                chosen[header] = field_choice(page, header, names, key=key)
        with st.container(horizontal=True):
            save = st.form_submit_button(page.t("history.mapping_save"), type="primary")
            leave = st.form_submit_button(page.t("history.mapping_keep"))
    if save:
        changes = {header: field for header, field in chosen.items() if field != one.mapping[header]}
        try:
            page.workspace.uploads.mappings.correct(one.signature, changes, page.viewer)
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
            return
    if save or leave:
        del st.session_state[_EDITED]
        st.rerun()
