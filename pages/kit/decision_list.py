"""Decisions about a number: what was decided about it or a part of it, and the entry of a new one."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.record_form import entry_form
from sales_core.api import BoardContext, NumberAddress, Query, number_decisions

_SHOWN = 5


def draw(page: PageContext, query: Query, metric: str, version: int) -> None:
    """The newest of them below a number, and the form for whoever may add one; nothing for who may see none."""
    number = NumberAddress.of(query, metric)
    found = number_decisions(BoardContext(page.ask(version), page.workspace, lambda _: ""), number)
    if found is None:
        return
    if found.entries:
        st.markdown(f"**{page.t('number.decisions')}**")
        st.caption("  \n".join(literal(entry.line) for entry in found.entries[:_SHOWN]))
        if len(found.entries) > _SHOWN:
            st.caption(page.t("number.decisions_more", count=len(found.entries) - _SHOWN))
    if found.is_open:
        with st.popover(page.t("need.decide"), icon=":material/edit_note:"):
            entry_form(page, found.form, f"{found.form.record}_{number}", number)
