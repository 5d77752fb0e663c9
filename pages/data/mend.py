"""Mending errors in the page: a value replaced everywhere, single cells, rows left out, codes that are others."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.data import draft as drafts
from pages.data.draft import Draft
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import SAME_AS, VALUE_RULE, Plan, TableReading, describe
from sales_core.api import count as count_text

#: Values that are offered to be replaced everywhere, and unknown codes that are offered to be others, at a time.
_VALUES, _CODES = 4, 3


def show(page: PageContext, plan: Plan, draft: Draft) -> None:
    """The mends of every table that is refused for cells of its own or for codes that no master holds."""
    for table in (table for file in plan.readings for table in file.tables):
        for value in table.wrong_values[:_VALUES]:
            _replace(page, table, value.column, value.value, value.count)
        if table.wrong_cells:
            _cells(page, plan, table, draft)
        for kind, codes in table.near_masters.items():
            for code, near in list(codes.items())[:_CODES]:
                _same_as(page, table, kind, code, dict(near))


def _replace(page: PageContext, table: TableReading, column: str, value: str, count: int) -> None:
    id_, key = f"{VALUE_RULE}{column}:{value}", f"replace|{table.key}|{column}|{value}"
    text = page.t(
        "upload.mend.value",
        column=literal(column),
        value=literal(value or page.t("upload.mend.empty")),
        count=count_text(count, page.locale),
    )
    if not value:  # nothing that could be named: such cells are typed one by one
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text)
        st.text_input(
            text, key=key, label_visibility="collapsed", width=180, on_change=_note_value, args=(table, id_, key)
        )


def _note_value(table: TableReading, id_: str, key: str) -> None:
    """Notes what the value is read as; the preview follows once the last of those offered has one."""
    draft = drafts.current()
    draft.answer(table.key, id_, st.session_state[key].strip())
    given = draft.answers[table.key]
    offered = [f"{VALUE_RULE}{value.column}:{value.value}" for value in table.wrong_values if value.value]
    draft.at_once = draft.changed and all(given.get(one) for one in offered)


def _cells(page: PageContext, plan: Plan, table: TableReading, draft: Draft) -> None:
    """The wrong cells as a grid. Typing runs nothing: a page drawn anew takes back the cell that is typed in."""
    count, shown = sum(value.count for value in table.wrong_values), len(table.wrong_cells)
    label = page.t("upload.mend.cells", count=count_text(count, page.locale))
    if shown < count:
        label = page.t(
            "upload.mend.cells_first", count=count_text(count, page.locale), shown=count_text(shown, page.locale)
        )
    reasons = {problem.code: describe(problem, page.locale)[1] for problem in reversed(table.problems)}
    with st.expander(label, expanded=shown <= _VALUES):
        rows = [(one.cell, one.column, one.value, reasons.get(one.code, one.code), False) for one in table.wrong_cells]
        names = ("cell", "column", "now", "reason", "leave_out")
        edited = st.data_editor(
            pd.DataFrame(rows, columns=names),
            hide_index=True,
            disabled=["cell", "column", "reason"],
            column_config={
                "cell": st.column_config.TextColumn(page.t("upload.mend.cell"), width="small"),
                "column": st.column_config.TextColumn(page.t("upload.mend.column")),
                "now": st.column_config.TextColumn(page.t("upload.mend.now")),
                "reason": st.column_config.TextColumn(page.t("upload.mend.reason"), width="large"),
                "leave_out": st.column_config.CheckboxColumn(page.t("upload.mend.leave_out"), width="small"),
            },
            key=f"cells|{plan.id}|{table.key}",
            on_change="ignore",
        )
        is_applied = st.button(page.t("upload.mend.apply"), key=f"apply|{plan.id}|{table.key}")
    typed = {
        wrong.cell: None if (now or "") == wrong.value else now or ""
        for wrong, now in zip(table.wrong_cells, edited["now"], strict=True)
    }
    gone = [wrong.row for wrong, out in zip(table.wrong_cells, edited["leave_out"], strict=True) if out]
    draft.correct(table, typed, gone)
    draft.at_once |= is_applied and draft.changed


def _same_as(page: PageContext, table: TableReading, kind: str, code: str, near: dict[str, str]) -> None:
    definition = page.catalogue.dataset(kind).definition
    if definition is None:
        return
    entity = page.catalogue.entity(definition.entity).resolved_as
    id_, key = f"{SAME_AS}{entity}:{code}", f"same|{table.key}|{kind}|{code}"
    names = dict(table.new_masters.get(kind, ()))
    shown = literal(" ".join(dict.fromkeys((code, names.get(code, "")))).strip())
    st.selectbox(
        page.t("upload.mend.same", code=shown),
        list(near),
        index=None,
        format_func=lambda one: " ".join(dict.fromkeys((str(one), near.get(str(one), str(one))))),
        accept_new_options=True,
        placeholder=page.t("upload.mend.pick"),
        key=key,
        width=420,
        on_change=_note_same,
        args=(table.key, id_, key),
    )


def _note_same(table: str, id_: str, key: str) -> None:
    if chosen := st.session_state[key]:
        drafts.current().answer(table, id_, chosen, at_once=True)
