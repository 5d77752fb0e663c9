"""After a commit: what landed, which figures moved and where to look at them, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Committed, MetricDelta, Upload, full
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
    if moved := [one for one in done.headlines if one.by == "total" and one.change]:
        _figures(page, moved)
    with st.container(horizontal=True, vertical_alignment="center"):
        for path in dict.fromkeys(WHERE[h.measure] for h in done.headlines if h.change and h.measure in WHERE):
            empty_states.link(page, path, page.t(f"page.{path}"))
        empty_states.link(page, "history", page.t("upload.to_history"))
    st.caption("  \n".join(_from(page, upload) for upload in done.uploads))
    if st.button(page.t("upload.more"), type="primary", key="more"):
        again()
        st.rerun()


def _figures(page: PageContext, moved: Sequence[MetricDelta]) -> None:
    """Each figure before and after, as text that can be marked and read out."""
    heads = (page.t("history.figure"), page.t("upload.column.before"), page.t("upload.column.after"))
    lines = [" | ".join(("", *heads, "")).strip(), "| :--- | ---: | ---: |"]
    for one in moved:
        values = (full(value, one.unit, page.locale, page.currency) for value in (one.before, one.after))
        before, after = map(literal, values)
        lines.append(f"| {literal(page.say(one.label))} | {before} | **{after}** |")
    st.markdown("\n".join(lines))


def _from(page: PageContext, upload: Upload) -> str:
    """`may.xlsx · May → Sales · 120 rows`, what a file and sheet became."""
    kind = page.say(page.catalogue.dataset(upload.dataset).label)
    return literal(
        f"{upload.sheet_label} → {kind} · {page.t('upload.rows', count=count_text(upload.rows, page.locale))}"
    )
