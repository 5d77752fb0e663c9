"""Who is ahead or behind, by days and by money, at every level of the tree?"""

from __future__ import annotations

import streamlit as st

from pages.kit import cards, empty_states, verdict
from pages.kit.analysed import figured
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.kit.standing import landing_card, pace_card, sales_card
from pages.sales import attainment_heatmap, cumulative_pace, measures, target_cascade
from sales_core.analysis.sales.landing import track_record
from sales_core.kernel.query import Result


def render(page: PageContext) -> None:
    """The whole page."""
    standing = page.ask(*verdict.METRICS, *verdict.LANDING, "target_unallocated")
    row = standing.one()
    if verdict.is_empty(row):
        empty_states.no_rows(page)
        return
    headline(page, verdict.verdict(page, standing), landing_detail(page, standing))
    shown = [sales_card(page, standing), pace_card(page, standing)]
    if standing.partial:
        shown += [cards.of(page, standing, "needed_per_day"), landing_card(page, standing)]
    if row.get("target_unallocated"):
        shown.append(cards.of(page, standing, "target_unallocated"))
    cards.show(page, shown, key="targets_standing", least=168)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        cumulative_pace.section(page, standing, height=320)
    with right:
        measures.section(page)
    target_cascade.section(page)
    attainment_heatmap.section(page)


def landing_detail(page: PageContext, standing: Result) -> str:
    """Where a running period lands, and how good that told past months; empty when it is over."""
    if not standing.partial:
        return ""
    said = verdict.landing_text(page, standing.one())
    record = figured(page, track_record)
    if not said or record.wape is None:
        return said
    error = page.compact("achievement", record.wape)
    return said + page.t("verdict.record", error=error, inside=record.inside, months=len(record.months))
