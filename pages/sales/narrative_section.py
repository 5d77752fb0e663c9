"""Below the fold of the overview: what the numbers say, and how fresh and complete the data are."""

from __future__ import annotations

import streamlit as st

from pages.kit import chart, narrative
from pages.kit.analysed import figured
from pages.kit.applicable_filters import narrowed
from pages.kit.context import PageContext
from sales_core.analysis.data.health import DataHealth, Freshness, data_health
from sales_core.analysis.sales.narrator import causes, stand
from sales_core.catalogue.catalogue import product
from sales_core.kernel.terms import Right

#: What an overview rests on, and the right that it takes to see it.
_FED_BY: tuple[tuple[str, Right], ...] = (
    ("sales", Right.VIEW_SALES),
    ("targets", Right.VIEW_SALES),
    ("stock", Right.VIEW_STOCK),
    ("receivables", Right.VIEW_RECEIVABLES),
)


def sentences(page: PageContext) -> None:
    """The narrator's sentences, every figure a link to its Number ID."""
    own, _ = narrowed(page, "net_sales")
    told = figured(own, stand)
    if not told or told[0].key == "narrator.nothing":
        return
    chart.heading(page.t("told.title"), page.t("told.note"))
    # The causes read every customer and product of two periods: only for those who ask why.
    why = st.toggle(page.t("told.why"), key="overview_why", persist_state="session")
    narrative.show(own, (*told, *figured(own, causes)) if why else told, key="overview_told")


def health_strip(page: PageContext) -> None:
    """One quiet line; nothing when the ledger does not know the version."""
    history = page.workspace.appdb.history
    if history.version_file(page.version) is None:
        return
    health = data_health(page.workspace.figures, history.version(page.version), page.viewer)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="health_strip"):
        st.caption(line(page, health).replace("$", "\\$"))
        pages = st.session_state.get("pages", {})
        if "health" in pages and page.may(Right.UPLOAD):
            st.page_link(pages["health"], label=f"{page.t('page.health')} ›")


def line(page: PageContext, health: DataHealth) -> str:
    """How far each dataset reaches, and who sold last month and not yet this month."""
    by_id = {one.dataset: one for one in health.freshness}
    shown = [_fresh(page, by_id[name]) for name, right in _FED_BY if page.may(right) and name in by_id]
    shown.append(_missing(page, "branches", len(health.missing_branches)))
    shown.append(_missing(page, "customers", len(health.missing_customers)))
    return " · ".join(shown)


def _fresh(page: PageContext, one: Freshness) -> str:
    name = page.say(product().dataset(one.dataset).label)
    if not one.last_month:
        return f"○ {name} {page.t('health.never')}"
    return f"{'▼' if one.behind else '✓'} {name} {one.last_month}"


def _missing(page: PageContext, what: str, count: int) -> str:
    return page.t(f"told.missing_{what}", sign="✓" if not count else "▼", count=f"{count:,}")
