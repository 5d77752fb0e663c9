"""What is said about a number: comments and decisions about it or a part of it, and the entry of more."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.record_form import entry_form
from sales_core.api import BoardContext, NumberAddress, Query, number_records

_SHOWN = 5


def draw(page: PageContext, query: Query, metric: str, version: int) -> None:
    """The newest of each kind below a number, and the form for whoever may add one; nothing for who may see none."""
    number = NumberAddress.of(query, metric)
    found = number_records(BoardContext(page.ask(version), page.workspace, lambda _: ""), number)
    for block in found:
        record = block.form.record
        if not block.entries:
            continue
        st.markdown(f"**{page.say(page.catalogue.record(record).text('several'))}**")
        st.caption("  \n".join(literal(entry.line) for entry in block.entries[:_SHOWN]))
        if len(block.entries) > _SHOWN:
            st.caption(page.t("number.more_records", count=len(block.entries) - _SHOWN))
    with st.container(horizontal=True):
        for block in found:
            if block.is_open:
                with st.popover(block.title, icon=":material/edit_note:"):
                    entry_form(page, block.form, f"{block.form.record}_{number}", number)
