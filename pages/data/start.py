"""Start: what can be loaded, what is there, where it comes from, and who the company is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.data import company_form, doors
from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.dataset_card import draw_cards
from pages.kit.page_spec import PageSpec
from sales_core.api import MAIN, Freshness, Right, dataset_freshness


def render(page: PageContext) -> None:
    """Where the company stands with its data, the way to Upload, its settings, and a card for each dataset."""
    version = page.workspace.uploads.history.version(page.version, page.viewer) if page.version else None
    datasets = tuple(page.catalogue.datasets.values())
    # The day up to which there are data of any kind, as Data health says it.
    as_of = page.workspace.figures.as_of(version.id) if version is not None else page.as_of
    found = tuple(dataset_freshness(one, version, as_of) for one in datasets)
    st.markdown(f"## {_headline(page, found)}")
    st.caption(page.t("start.lead"))
    doors.draw(page)
    if page.version or page.company != MAIN:
        empty_states.link(page, "upload", page.t("shell.go_upload"))
    company_form.draw(page)
    st.markdown(f"### {page.t('start.datasets')}")
    draw_cards(page, datasets, found)


def _headline(page: PageContext, found: Sequence[Freshness]) -> str:
    loaded, late = sum(bool(one.rows) for one in found), sum(one.behind for one in found)
    if not loaded:
        return page.t("start.title_empty")
    return page.t("start.title_late" if late else "start.title", loaded=loaded, all=len(found), late=late)


PAGE = PageSpec(
    "start",
    "data",
    0,
    draw=render,
    right=Right.UPLOAD,
    question="question.start",
    has_bar=False,
    needs_data=False,
    is_start=True,
)
