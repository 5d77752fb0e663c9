"""What customers promised to pay: noted in the customer's drill, shown in the overdue list, first in expected cash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import streamlit as st

from pages.kit.analysed import analysed
from pages.kit.context import PageContext
from pages.kit.spans import closes
from sales_core.analysis.receivables.cash import ExpectedCash, expected_cash
from sales_core.analysis.receivables.open_items import OpenItem
from sales_core.analysis.receivables.overdue import OverdueCustomer
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.format.numbers import day
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter

_SIGNS = {"open": "○", "kept": "✓", "broken": "▼"}
_USUAL_DAYS = 7


def by_customer(page: PageContext) -> dict[str, PromiseStanding]:
    """The newest promise of each customer the viewer may see, as known on the page's day."""
    found: dict[str, PromiseStanding] = {}
    for one in _all(page):
        found.setdefault(one.promise.customer, one)
    return found


def _all(page: PageContext) -> tuple[PromiseStanding, ...]:
    return page.workspace.promises.list(page.viewer, page.version, closes(page))


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
    usual = page.as_of + timedelta(days=_USUAL_DAYS)
    when = st.date_input(page.t("promise.day"), usual, min_value=page.as_of, key=f"promise_day_{one.customer}")
    amount = st.number_input(
        page.t("promise.amount", currency=page.currency), 0.0, value=float(max(one.overdue, Decimal(0))),
        step=1000.0, format="%.2f", key=f"promise_amount_{one.customer}",
    )  # fmt: skip
    documents = ["", *dict.fromkeys(item.document for item in items if item.open > 0 and item.document)]
    document = st.selectbox(
        page.t("promise.document"), documents, format_func=lambda name: name or page.t("promise.all_documents"),
        key=f"promise_document_{one.customer}",
    )  # fmt: skip
    note = st.text_input(page.t("promise.note"), max_chars=200, key=f"promise_note_{one.customer}")
    if st.form_submit_button(page.t("promise.save"), type="primary"):
        money = Decimal(str(amount)).quantize(Decimal("0.01"))
        try:
            page.workspace.promises.add(page.viewer, one.customer, when, money, note, document=document or "")
        except SalesError as error:
            st.error(page.say(error.text))
            return
        st.rerun()


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
    kept, over = page.workspace.promises.kept(page.viewer, page.version, closes(page))
    return page.t("promise.kept_of", kept=kept, all=over) if over else ""
