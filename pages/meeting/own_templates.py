"""Templates of the company's own on the page of reports: kept, looked at, bound by picking a cell, filled."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from pages.kit import downloads, uploader_words
from pages.kit.board_page import BoardPage
from pages.kit.context import PageContext
from pages.kit.lazy_popover import lazy_popover
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from pages.kit.render.record_form import save
from pages.meeting import template_cells
from sales_core.api import (
    Column,
    FileForm,
    FilledTemplateFile,
    OwnTemplate,
    OwnTemplates,
    Period,
    Right,
    SalesError,
    Table,
)

_KINDS = ("xlsx", "pptx")
#: Megabytes of a file.
_MOST = 8
_TURN, _TOLD = "own_template_turn", "own_template_told"

_Found = TypeVar("_Found")


def draw(page: BoardPage) -> None:
    """Below the reports, for who sees the whole company; what changes something for who may add records."""
    context = page.context
    templates = OwnTemplates(context.workspace, context.workspace.settings.home.blobs, context.viewer)
    known, may_add = templates.used(), context.may(Right.ADD_RECORDS) and context.is_latest
    if not known and not (may_add and not context.viewer.scope.allowed):
        return
    with st.expander(page.t("template.title"), icon=":material/edit_document:", expanded=bool(known)):
        st.caption(literal(page.t("template.about")))
        if told := st.session_state.pop(_TOLD, ""):
            st.success(literal(told))
        for one in known:
            _template(page, templates, one, may_add=may_add)
        if may_add:
            _new(context, templates)


def _template(page: BoardPage, templates: OwnTemplates, one: OwnTemplate, *, may_add: bool) -> None:
    context = page.context
    st.markdown(f"**{literal(one.name)}** · {one.form.upper()}")
    month = Period.month_of(page.opened.context.period.end)
    try:
        places = templates.shown(page.opened.context, one)
    except SalesError as error:
        st.error(literal(context.say(error.text)))
        return
    columns = (
        Column("where", page.t("template.place"), value=lambda place: place.where or "—"),
        Column("pattern", page.t("template.text")),
        Column(
            "figure", page.t("template.figure", month=page.opened.context.span(month)),
            value=lambda place: f"⚠ {context.say(place.why)}" if place.why is not None else place.text,
        ),
    )  # fmt: skip
    grid(context, Table.of("", columns, places), key=f"own_template_{one.row.id}", links=lambda: None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if all(place.why is None or not place.where for place in places):
            recipe = FilledTemplateFile(one.row.id, page.ask_facts())
            downloads.link(context, page.t("template.fill"), one.file_name(month), recipe)
        if may_add:
            _changes(page, templates, one)


def _changes(page: BoardPage, templates: OwnTemplates, one: OwnTemplate) -> None:
    context = page.context
    if one.form is FileForm.XLSX:
        with lazy_popover(page.t("template.bind"), ":material/add_link:", f"bind_{one.row.id}") as opened:
            if opened.open:
                template_cells.draw(page, templates, one)
    with st.popover(page.t("template.replace"), width="content"):
        uploader_words.speak(context, limit=context.t("template.upload", most=_MOST))
        file = _uploader(context, f"replace_{one.row.id}")
        if file is not None:
            lost = _with_file(context, file, lambda path: templates.replace(one, path))
            if lost is not None:
                places = context.t("shell.comma").join(
                    context.t("template.lost_place", name=place.where, pattern=place.pattern) for place in lost
                )
                kept = context.t("template.kept", count=len(templates.opened(templates.one(str(one.row.id))).places))
                _done(" ".join(filter(None, (kept, context.t("template.gone", places=places) if lost else ""))))
    if st.button(page.t("template.retire"), key=f"retire_{one.row.id}", type="tertiary"):
        save(context, lambda: templates.retire(one))


def _new(context: PageContext, templates: OwnTemplates) -> None:
    name = st.text_input(context.t("record.report_template.name.label"), max_chars=60, key="own_template_name")
    uploader_words.speak(context, limit=context.t("template.upload", most=_MOST))
    file = _uploader(context, "new")
    if file is None:
        return
    usual = Path(file.name).stem[:60]
    if st.button(context.t("template.keep"), type="primary", key="own_template_keep"):
        made = _with_file(context, file, lambda path: templates.keep(name.strip() or usual, path))
        if made is not None:
            places = templates.opened(templates.one(str(made))).places
            _done(context.t("template.kept", count=len(places)))


def _uploader(context: PageContext, key: str) -> st.runtime.uploaded_file_manager.UploadedFile | None:
    turn = st.session_state.get(_TURN, 0)
    label = context.t("template.upload", most=_MOST)
    return st.file_uploader(label, type=list(_KINDS), key=f"own_template_{key}|{turn}", max_upload_size=_MOST)


def _with_file(
    context: PageContext, file: st.runtime.uploaded_file_manager.UploadedFile, act: Callable[[Path], _Found]
) -> _Found | None:
    """What `act` does with the file on disk; None when it is refused, which is said."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"template{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            return act(path)
        except SalesError as error:
            st.error(literal(context.say(error.text)), icon=":material/block:")
            return None


def _done(told: str) -> None:
    st.session_state[_TOLD] = told
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()
