"""Binding a cell of a company's own workbook to a figure: the cell is picked in the sheet, the figure from lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.kit import url_state
from pages.kit.board_page import BoardPage
from pages.kit.render.record_form import save
from sales_core.api import SPANS, OwnTemplate, OwnTemplates

#: So much of a sheet is shown to pick a cell from; a cell further away is typed.
_ROWS, _COLUMNS = 40, 14


def draw(page: BoardPage, templates: OwnTemplates, one: OwnTemplate) -> None:
    """The sheet, the figure it is to hold, and the button that binds them."""
    key = f"bind_{one.row.id}"
    own = templates.workbook(one)
    sheet = st.selectbox(page.t("template.sheet"), own.sheets, key=f"{key}_sheet")
    letters = [chr(ord("A") + at) for at in range(_COLUMNS)]
    cells = pd.DataFrame(own.rows(sheet, _ROWS, _COLUMNS), columns=letters, index=pd.RangeIndex(1, _ROWS + 1))
    st.caption(page.t("template.pick"))
    picked = st.dataframe(
        cells, key=f"{key}_cells_{sheet}", on_select="rerun", selection_mode="single-cell", height=220
    )
    found = picked["selection"].get("cells") or []
    usual = f"{found[0][1]}{found[0][0] + 1}" if found else ""
    cell = st.text_input(page.t("template.cell"), usual, key=f"{key}_cell_{usual}", max_chars=10)
    context = page.opened.context
    metrics = sorted(context.catalogue.metrics, key=context.metric_name)
    metric = st.selectbox(page.t("template.metric"), metrics, format_func=context.metric_name, key=f"{key}_metric")
    parts = templates.parts(context, metric, url_state.FILTERS)
    part = st.selectbox(
        page.t("template.filter"), list(parts), format_func=parts.__getitem__, key=f"{key}_part_{metric}"
    )
    span = st.selectbox(
        page.t("template.span"), list(SPANS), format_func=lambda name: page.t(f"template.span_{name}"),
        key=f"{key}_span",
    )  # fmt: skip
    if st.button(page.t("template.bind_do"), type="primary", key=f"{key}_do", disabled=not cell.strip()):
        question = "|".join(filter(None, (metric, part, span)))
        save(page.context, lambda: templates.bind(one, sheet, cell, question))
