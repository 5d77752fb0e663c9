"""The form of a record: what was noted before, with its moves and its change, and the entry of a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.literal import literal
from sales_core.api import RecordForm, SalesError, ValueKind, figure_subject

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage
    from pages.kit.context import PageContext
    from sales_core.api import FieldValue, FormField, NumberAddress, RecordEntry, RecordInput

_CENT = Decimal("0.01")
#: A text that may be longer than this has more than one line.
_LONG = 500


def draw(page: BoardPage, block_id: str, block: RecordForm) -> None:
    """Draws the entries and, when a new one may be made, the form; else the way to the figure that they are about."""
    for entry in block.entries:
        _entry(page, block, entry)
    if block.is_open:
        with st.popover(block.title, icon=":material/edit_note:"):
            entry_form(page.context, block.form, f"{block_id}_{block.form.subject}", block.number)
    elif block.number is not None and st.button(page.t("record.open_number"), type="tertiary", key=f"open_{block_id}"):
        page.open_number(block.number)
        st.rerun()


def _entry(page: BoardPage, block: RecordForm, entry: RecordEntry) -> None:
    records, viewer = page.context.workspace.records, page.context.viewer
    record, key = block.form.record, f"{block.form.record}_{entry.id}_{entry.revision}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"entry_{record}_{entry.id}"):
        st.caption(literal(entry.line), width="content")
        if entry.edit is not None:
            with st.popover(page.t("record.edit"), type="tertiary"):
                entry_form(page.context, entry.edit, key)
        for move in entry.moves:
            words = page.t("record.move", state=page.context.say(move.label))
            if st.button(words, key=f"move_{key}_{move.state}", type="tertiary"):
                save(page.context, partial(records.move, record, viewer, entry.id, move.state, entry.revision))


def entry_form(context: PageContext, form: RecordInput, key: str, number: NumberAddress | None = None) -> None:
    """The entry of a new record, about `number` where it is about a figure; or the change of one that exists."""
    records, viewer = context.workspace.records, context.viewer
    with st.form(f"form_{key}", border=False, clear_on_submit=form.id is None):
        values = {
            field.id: field.default if field.is_given else _input(context, field, f"{key}_{field.id}")
            for field in form.fields
        }
        if not st.form_submit_button(context.t("record.save"), type="primary"):
            return
        if form.id is None:
            figures, version = context.workspace.figures, context.version

            def add() -> None:
                subject = form.subject if number is None else figure_subject(figures, number, viewer, version)
                records.add(form.record, viewer, subject, values)

            save(context, add)
        else:
            entry = form.id
            save(context, lambda: records.edit(form.record, viewer, entry, values, form.revision))


def save(context: PageContext, act: Callable[[], object]) -> None:
    """Does what was asked and shows the page anew, or says what is wrong."""
    try:
        act()
    except SalesError as error:
        st.error(literal(context.say(error.text)))
        return
    st.rerun()


def _input(context: PageContext, field: FormField, key: str) -> FieldValue:
    """The widget of a field's kind. Limits are checked again where the record is saved."""
    label = context.say(field.label)
    if field.choices:
        words = {value: context.say(text) for value, text in field.choices}
        if not field.required:
            words = {"": "—"} | words
        at = next((at for at, value in enumerate(words) if value == (field.default or "")), None)
        return st.selectbox(label, list(words), at, format_func=words.__getitem__, key=key)
    if field.kind is ValueKind.FLAG:
        return st.checkbox(label, value=bool(field.default), key=key)
    if field.kind in {ValueKind.DATE, ValueKind.MONTH}:
        usual, least, most = _day(field.default), _day(field.minimum), _day(field.maximum)
        return st.date_input(label, usual, min_value=least, max_value=most, key=key)
    if field.kind.is_number:
        return _number(context, field, label, key)
    longest = int(field.maximum) if isinstance(field.maximum, Decimal) else None
    write = st.text_area if field.kind is ValueKind.TEXT and longest and longest > _LONG else st.text_input
    return write(label, str(field.default or ""), max_chars=longest, key=key)


def _number(context: PageContext, field: FormField, label: str, key: str) -> FieldValue:
    least, usual = _float(field.minimum), _float(field.default)
    if field.kind is ValueKind.MONEY:
        typed = st.number_input(
            f"{label} ({context.currency})", least, value=usual, step=1000.0, format="%.2f", key=key
        )
        return None if typed is None else Decimal(str(typed)).quantize(_CENT)
    typed = st.number_input(label, least, value=usual, key=key)
    return None if typed is None else Decimal(str(typed))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal | int) else None
