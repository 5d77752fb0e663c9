"""The minutes of a meeting in every form in which they can be taken away."""

from __future__ import annotations

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.downloads import form_menu
from sales_core.api import MINUTES_FORMS, Ask, AskFacts, Meeting, MinutesFile


def draw(page: PageContext, held: Meeting) -> None:
    """One small menu."""
    ask = Ask(page.viewer, page.version, held.period, held.filters, {}, page.locale)
    facts = AskFacts.of(ask)
    with st.container(width="content", key="minutes_menu"):
        form_menu(
            page, f"minutes_{held.id}_{held.day}_v{page.version}", MINUTES_FORMS,
            lambda form: MinutesFile(held.id, facts, form), page.t("meeting.minutes"),
        )  # fmt: skip
