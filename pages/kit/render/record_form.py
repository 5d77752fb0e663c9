"""The form of a record: what was noted before, and the entry of a new one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from sales_core.api import RecordForm, SalesError, ValueKind

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage
    from sales_core.api import FieldValue, FormField

_CENT = Decimal("0.01")


def draw(page: BoardPage, block_id: str, block: RecordForm) -> None:
    """Draws the entries and, when a new one may be made, the form."""
    for entry in block.entries:
        st.caption(literal(entry))
    if not block.is_open:
        return
    key = f"{block_id}_{block.form.subject}"
    with (
        st.popover(block.title, icon=":material/edit_note:"),
        st.form(f"form_{key}", border=False, clear_on_submit=True),
    ):
        _entry(page, block, key)


def _entry(page: BoardPage, block: RecordForm, key: str) -> None:
    context, form = page.context, block.form
    values = {field.id: _input(page, field, f"{key}_{field.id}") for field in form.fields}
    if st.form_submit_button(page.t("record.save"), type="primary"):
        try:
            context.workspace.records.add(form.record, context.viewer, form.subject, values)
        except SalesError as error:
            st.error(literal(context.say(error.text)))
            return
        st.rerun()


def _input(page: BoardPage, field: FormField, key: str) -> FieldValue:
    """The widget of a field's kind. Limits are checked again where the record is saved."""
    label = page.context.say(field.label)
    if field.choices:
        words = {value: page.context.say(text) for value, text in field.choices}
        return st.selectbox(label, list(words), format_func=words.__getitem__, key=key)
    if field.kind is ValueKind.FLAG:
        return st.checkbox(label, value=bool(field.default), key=key)
    if field.kind in {ValueKind.DATE, ValueKind.MONTH}:
        usual, least, most = _day(field.default), _day(field.minimum), _day(field.maximum)
        return st.date_input(label, usual, min_value=least, max_value=most, key=key)
    if field.kind.is_number:
        return _number(page, field, label, key)
    longest = int(field.maximum) if isinstance(field.maximum, Decimal) else None
    return st.text_input(label, str(field.default or ""), max_chars=longest, key=key)


def _number(page: BoardPage, field: FormField, label: str, key: str) -> FieldValue:
    least, usual = _float(field.minimum), _float(field.default)
    if field.kind is ValueKind.MONEY:
        typed = st.number_input(
            f"{label} ({page.context.currency})", least, value=usual, step=1000.0, format="%.2f", key=key
        )
        return None if typed is None else Decimal(str(typed)).quantize(_CENT)
    typed = st.number_input(label, least, value=usual, key=key)
    return None if typed is None else Decimal(str(typed))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal | int) else None
