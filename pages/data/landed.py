"""After a commit: what landed, which figures moved and where to look at them, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Committed, full
from sales_core.api import count as count_text

#: Metric to the page that shows it.
WHERE = {
    "net_sales": "overview",
    "quantity": "overview",
    "target": "targets",
    "stock_quantity": "inventory",
    "stock_value": "inventory",
    "invoiced": "receivables",
    "receivables_open": "receivables",
    "collections": "receivables",
}


def landed(page: PageContext, done: Committed, *, again: Callable[[], None]) -> None:
    """Draws the result of a commit; `again` empties the table for the next files."""
    rows = sum(upload.rows for upload in done.uploads)
    st.markdown(f"## ✓ {page.t('upload.landed', version=done.version, rows=count_text(rows, page.locale))}")
    for upload in done.uploads:
        st.caption(f"{literal(upload.label)} → {upload.dataset} · {count_text(upload.rows, page.locale)}")
    for headline in (h for h in done.headlines if h.by == "total" and h.change):
        before, after = (
            full(value, headline.unit, page.locale, page.currency) for value in (headline.before, headline.after)
        )
        name = page.say(headline.label)
        st.markdown(f"**{name}**　{before} → **{after}**".replace("$", "\\$"))
    for path in dict.fromkeys(WHERE[h.measure] for h in done.headlines if h.change and h.measure in WHERE):
        empty_states.link(page, path, page.t(f"page.{path}"))
    empty_states.link(page, "history", page.t("upload.to_history"))
    if st.button(page.t("upload.more"), type="primary", key="more"):
        again()
        st.rerun()
