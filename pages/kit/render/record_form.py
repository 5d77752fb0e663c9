"""The form of a record: what was noted before, and the entry of a new one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from sales_core.api import RecordForm, SalesError

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: RecordForm) -> None:
    """Draws the entries and, when a new one may be made, the form."""
    for entry in block.entries:
        st.caption(literal(entry))
    if not block.is_open:
        return
    key = f"{block_id}_{block.subject}"
    with (
        st.popover(block.title, icon=":material/edit_note:"),
        st.form(f"form_{key}", border=False, clear_on_submit=True),
    ):
        _entry(page, block, key)


def _entry(page: BoardPage, block: RecordForm, key: str) -> None:
    context = page.context
    usual, least = block.defaults["day"], context.as_of
    assert isinstance(usual, date)  # noqa: S101 - declared a day
    when = st.date_input(page.t("promise.day"), usual, min_value=least, key=f"{key}_day")
    amount = st.number_input(
        page.t("promise.amount", currency=context.currency), 0.0, value=float(str(block.defaults["amount"])),
        step=1000.0, format="%.2f", key=f"{key}_amount",
    )  # fmt: skip
    document = st.selectbox(
        page.t("promise.document"), block.options["document"],
        format_func=lambda name: name or page.t("promise.all_documents"), key=f"{key}_document",
    )  # fmt: skip
    note = st.text_input(page.t("promise.note"), max_chars=200, key=f"{key}_note")
    if st.form_submit_button(page.t("promise.save"), type="primary"):
        money = Decimal(str(amount)).quantize(Decimal("0.01"))
        try:
            context.workspace.promises.add(context.viewer, block.subject, when, money, note, document=document or "")
        except SalesError as error:
            st.error(context.say(error.text))
            return
        st.rerun()
