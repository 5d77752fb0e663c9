"""A card that says of a dataset what is loaded, what it is good for, and from where it is exported."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.downloads import anchors
from sales_core.api import (
    Dataset,
    Freshness,
    Recipe,
    SampleFile,
    TemplateFile,
    count,
    export_menus,
    unlocked_by,
)


def draw_cards(page: PageContext, datasets: Sequence[Dataset], found: Sequence[Freshness]) -> None:
    """A card for each dataset with its state, side by side as far as they fit."""
    files: list[tuple[str, str, Recipe]] = []
    for one in datasets:
        files += [
            (page.t("start.template"), f"{one.id}_template.xlsx", TemplateFile(one.id, page.locale)),
            (page.t("start.sample"), f"{one.id}_sample.xlsx", SampleFile(one.id, page.locale)),
        ]
    links = anchors(page, files)
    cards = "".join(
        _card(page, dataset, state, links[2 * at : 2 * at + 2])
        for at, (dataset, state) in enumerate(zip(datasets, found, strict=True))
    )
    st.html(f'<div class="sc-datasets">{cards}</div>')


def _card(page: PageContext, dataset: Dataset, state: Freshness, links: Sequence[str]) -> str:
    unlocks = unlocked_by(dataset)
    good = f"<p>{html.escape(page.t('start.unlocks', what=page.say(unlocks)))}</p>" if unlocks else ""
    return (
        f'<section id="{dataset.id}"><h3>{html.escape(page.say(dataset.label))}</h3>'
        f'<p class="sc-state">{html.escape(_state(page, state))}</p>'
        f"<p>{html.escape(page.say(dataset.purpose))}</p>{good}{_menus(page, dataset)}"
        f'<div class="sc-downloads">{" ".join(links)}</div></section>'
    )


def _state(page: PageContext, state: Freshness) -> str:
    """Sign, word, and how far the rows reach; never the colour alone."""
    if not state.rows:
        return f"○ {page.t('start.missing')}"
    rows = page.t("start.rows", rows=count(state.rows, page.locale))
    if state.days_old is None:
        return f"✓ {page.t('start.loaded')} · {rows}"
    sign, word = ("▼", "start.late") if state.behind else ("✓", "start.loaded")
    first, last = state.first_month, state.last_month
    reach = last if first == last else page.t("start.reach", first=first, last=last)
    age = f" · {page.t('start.days_old', days=state.days_old)}" if state.days_old else ""
    return f"{sign} {page.t(word)} · {rows} · {reach}{age}"


def _menus(page: PageContext, dataset: Dataset) -> str:
    """The menus of common systems, folded; for what no system exports, that people keep it themselves."""
    menus = export_menus(dataset)
    if not menus:
        return f"<p>{html.escape(page.t('start.own_sheet'))}</p>"
    lines = "".join(
        f"<dt>{html.escape(page.say(one.system))}</dt><dd>{html.escape(page.say(one.path))}</dd>" for one in menus
    )
    return f"<details><summary>{html.escape(page.t('start.menus'))}</summary><dl>{lines}</dl></details>"
