"""Are we on track for this point of the period, where do we land, what needs me?"""

from __future__ import annotations

import streamlit as st

from pages.kit import cards, chart, empty_states, verdict
from pages.kit.applicable_filters import narrowed
from pages.kit.cards import Card
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.kit.standing import landing_card, pace_card, sales_card
from pages.sales import cumulative_pace, gap_treemap, narrative_section
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right

#: What may go wrong: metric and the right that it takes to see it.
RISKS: tuple[tuple[str, Right], ...] = (
    ("receivables_overdue", Right.VIEW_RECEIVABLES),
    ("over_limit_customers", Right.VIEW_RECEIVABLES),
    ("near_expiry_value", Right.VIEW_STOCK),
    ("stock_out_count", Right.VIEW_STOCK),
    ("lost_customers", Right.VIEW_SALES),
)


def render(page: PageContext) -> None:
    """The whole page; fits one screen."""
    standing = page.ask(*verdict.METRICS, *verdict.LANDING)
    row = standing.one()
    if verdict.is_empty(row):
        empty_states.no_rows(page)
        return
    landing = verdict.landing_text(page, row) if standing.partial else ""
    detail = " · ".join(part for part in (landing, chart.as_of_line(page, standing)) if part)
    headline(page, verdict.verdict(page, standing), detail)
    margin = page.ask("margin", compare=Compare.LAST_YEAR)
    shown = [sales_card(page, standing)]
    shown += [landing_card(page, standing)] if standing.partial else []
    shown += [pace_card(page, standing), cards.of(page, margin, "margin"), *cash_cards(page)]
    cards.show(page, shown, key="overview_standing", least=168)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        cumulative_pace.section(page, standing, height=170, foot=False)
    with right:
        gap_treemap.section(page, standing, foot=False)
    if risks := risk_cards(page):
        cards.show(page, risks, key="overview_risks", least=168)
    narrative_section.sentences(page)
    narrative_section.health_strip(page)


def cash_cards(page: PageContext) -> list[Card]:
    """Collections against last year, for those who may see them."""
    if not page.may(Right.VIEW_RECEIVABLES):
        return []
    own, _ = narrowed(page, "collections")
    result = own.ask("collections", compare=Compare.LAST_YEAR)
    return [] if result.one().get("collections") is None else [cards.of(own, result, "collections")]


def risk_cards(page: PageContext) -> list[Card]:
    """One card per risk that the viewer may see and that can be computed, against a month before."""
    found = []
    for metric, right in RISKS:
        if not page.may(right):
            continue
        own, dropped = narrowed(page, metric)
        result = own.ask(metric, compare=Compare.LAST_MONTH)
        if result.one().get(metric) is None:
            continue
        note = page.t("overview.without_filter") if dropped else ""
        found.append(cards.of(own, result, metric, note=note))
    return found
