"""Targets as a workbook: what stands to take away, and a file that comes back and becomes a draft."""

from __future__ import annotations

import streamlit as st

from pages.data import problem_list, target_draft
from pages.kit import downloads, uploader_words
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import RefusedError, SalesError, TargetEntry, TargetsFile, read_target_file
from sales_core.api import count as count_text

_KINDS = ("xlsx", "xls", "ods", "csv")
_FILE, _TOLD = "target_file", "target_file_told"


def draw(page: PageContext, entry: TargetEntry) -> None:
    """The download, the way back in, and what the last file brought."""
    with st.expander(page.t("target_entry.workbook"), icon=":material/table_view:"):
        st.caption(page.t("target_entry.workbook_lead"))
        if page.version:
            recipe = TargetsFile(page.version, entry.year, page.locale)
            label = page.t("target_entry.download", year=entry.year, version=page.version)
            downloads.link(page, label, f"targets_{entry.year}_v{page.version}.xlsx", recipe)
        uploader_words.speak(page)
        turn = st.session_state.get(_FILE, 0)
        file = st.file_uploader(page.t("target_entry.upload"), type=list(_KINDS), key=f"{_FILE}|{turn}")
        if told := st.session_state.get(_TOLD):
            st.caption(literal(told))
        if file is None:
            return
        try:
            found = read_target_file(entry, file.name, file.getvalue())
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
            if isinstance(error, RefusedError):
                problem_list.show(page, error.problems, key="target_file")
            return
        cells = sum(len(entry.of(grid.year, grid.measure).changes(grid)) for grid in found.grids)
        key = "target_entry.file_read" if cells else "target_entry.file_same"
        facts = {"cells": count_text(cells, page.locale), "kept": count_text(found.kept, page.locale)}
        st.session_state[_TOLD] = page.t(key, file=file.name, **facts)
        st.session_state[_FILE] = turn + 1  # the file is in the draft now
        target_draft.keep(entry, found.grids)
