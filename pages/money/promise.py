"""What customers promised to pay: noted in the customer's drill, shown in the overdue list, first in expected cash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

import streamlit as st

from pages.kit.analysed import analysed
from pages.kit.context import PageContext
from pages.kit.spans import closes
from sales_core.analysis.receivables.cash import ExpectedCash, expected_cash
from sales_core.analysis.receivables.open_items import OpenItem
from sales_core.analysis.receivables.overdue import OverdueCustomer
from sales_core.analysis.receivables.promises import PromiseStanding, kept_promises
from sales_core.catalogue.record import FieldValue
from sales_core.format.numbers import day
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter
from sales_core.records.form import FormField

_SIGNS = {"open": "○", "kept": "✓", "broken": "▼"}
_RECORD = "promise_to_pay"


def by_customer(page: PageContext) -> dict[str, PromiseStanding]:
    """The newest promise of each customer the viewer may see, as known on the page's day."""
    found: dict[str, PromiseStanding] = {}
    for one in _all(page):
        found.setdefault(one.promise.customer, one)
    return found


def _all(page: PageContext) -> tuple[PromiseStanding, ...]:
    found = page.workspace.records.list(_RECORD, page.viewer, page.version, closes(page))
    return cast("tuple[PromiseStanding, ...]", found.standings)


def said(page: PageContext, one: PromiseStanding | None) -> str:
    """Sign, day, amount and what became of it; empty without a promise."""
    if one is None:
        return ""
    return page.t(
        f"promise.{one.state.value}",
        sign=_SIGNS[one.state.value],
        day=day(one.promise.day, page.locale),
        amount=page.compact("collections", one.promise.amount),
        received=page.compact("collections", one.received),
    )


def form(page: PageContext, one: OverdueCustomer, items: Sequence[OpenItem]) -> None:
    """His last promises, and the entry of a new one; only on the newest data."""
    for standing in (each for each in _all(page) if each.promise.customer == one.customer):
        promised = standing.promise
        parts = (said(page, standing), promised.document, promised.note, page.t("promise.by", who=promised.by))
        st.caption(" · ".join(part for part in parts if part).replace("$", "\\$"))
    if not page.is_latest:
        return
    with (
        st.popover(page.t("promise.note_one"), icon=":material/handshake:"),
        st.form(f"promise_{one.customer}", border=False, clear_on_submit=True),
    ):
        _entry(page, one, items)


def _entry(page: PageContext, one: OverdueCustomer, items: Sequence[OpenItem]) -> None:
    documents = ["", *dict.fromkeys(item.document for item in items if item.open > 0 and item.document)]
    entry = page.workspace.records.form(_RECORD, one.customer, defaults={"amount": max(one.overdue, Decimal(0))})
    fields = {field.id: field for field in entry.fields}
    values: dict[str, FieldValue] = {
        "day": _day(page, fields["day"], one.customer),
        "amount": _amount(page, fields["amount"], one.customer),
        "document": st.selectbox(
            page.say(fields["document"].label), documents, key=f"promise_document_{one.customer}",
            format_func=lambda name: name or page.t("promise.all_documents"),
        ),
        "note": st.text_input(page.say(fields["note"].label), max_chars=200, key=f"promise_note_{one.customer}"),
    }  # fmt: skip
    if st.form_submit_button(page.t("promise.save"), type="primary"):
        try:
            page.workspace.records.add(_RECORD, page.viewer, one.customer, values)
        except SalesError as error:
            st.error(page.say(error.text))
            return
        st.rerun()


def _day(page: PageContext, field: FormField, customer: str) -> date:
    usual, least = cast("date", field.default), cast("date", field.minimum)
    return st.date_input(page.say(field.label), usual, min_value=least, key=f"promise_day_{customer}")


def _amount(page: PageContext, field: FormField, customer: str) -> Decimal:
    label = f"{page.say(field.label)} ({page.currency})"
    usual = float(cast("Decimal", field.default))
    typed = st.number_input(label, 0.0, value=usual, step=1000.0, format="%.2f", key=f"promise_amount_{customer}")
    return Decimal(str(typed)).quantize(Decimal("0.01"))


def expected(page: PageContext) -> tuple[ExpectedCash, ...]:
    """Cash expected by week: promises still open first, then due dates and habits."""
    open_ones = tuple(one for one in _all(page) if one.left > 0)
    if not open_ones:
        return analysed(page, expected_cash)
    filters: tuple[Filter, ...] = page.filters
    reader = page.workspace.figures.reader(page.viewer, page.version)
    return expected_cash(reader, closes(page), filters=filters, promises=open_ones)


def kept_text(page: PageContext) -> str:
    """How many promises were kept so far; empty before the first one is due."""
    kept, over = kept_promises(_all(page))
    return page.t("promise.kept_of", kept=kept, all=over) if over else ""
