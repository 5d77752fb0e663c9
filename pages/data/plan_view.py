"""The load preview of a plan: verdict, what has to be decided, the decision, the files, before → after."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from pages.data import decisions, file_cards
from pages.data.balance import balance
from pages.data.draft import Draft
from pages.kit import downloads
from pages.kit.context import PageContext
from sales_core.api import MetricDelta, Plan, TemplateFile, full, ready_count, short
from sales_core.api import count as count_text

Choice = Literal["", "read_again", "ready_part", "discard", "commit"]


def show(page: PageContext, plan: Plan, draft: Draft) -> tuple[Choice, tuple[str, ...]]:
    """Draws the plan; returns what the viewer decided in this run, empty while he is still looking, and the risks that
    he accepted."""
    _verdict(page, plan)
    accepted = decisions.show(page, plan, draft)
    choice = _pressed(page, plan, draft, is_accepted=not plan.open_risks(accepted))
    decisions.notes(page, plan, draft)
    file_cards.show(page, plan, draft)
    if plan.candidate:
        balance(page, plan)
    if not choice and _follows(plan, draft):
        choice = "read_again"
    return choice, accepted


def _follows(plan: Plan, draft: Draft) -> bool:
    """Whether the preview follows by itself: a reading choice was made, or the last open question was answered."""
    if draft.at_once:
        return True
    asked = plan.unanswered
    return draft.changed and bool(asked) and all(decisions.is_answered(question, draft) for question in asked)


def _verdict(page: PageContext, plan: Plan) -> None:
    rows = count_text(sum(load.rows for load in plan.loads), page.locale)
    if plan.errors:
        st.markdown(f"## {page.t('upload.verdict.refused', what=_in_the_way(page, plan))}")
    elif plan.unanswered:
        st.markdown(f"## {page.t('upload.verdict.asks', count=len(plan.unanswered))}")
    elif plan.candidate:
        total = next((h for h in plan.headlines if h.by == "total" and h.change), None)
        what = page.t("upload.verdict.ready", rows=rows)
        st.markdown(f"## {what}{_moved(page, total, plan.currency) if total else ''}")
    else:
        st.markdown(f"## {page.t('upload.verdict.nothing')}")


def _in_the_way(page: PageContext, plan: Plan) -> tuple[str, ...]:
    """How many cells are wrong, and how many errors are of none: a sheet of another kind, a column that is missing."""
    cells = sum(problem.count for problem in plan.errors if problem.place.cell)
    others = sum(not problem.place.cell for problem in plan.errors)
    counts = {"cells": cells, "others": others}
    return tuple(
        page.t(f"upload.verdict.refused_{name}", count=count_text(count, page.locale))
        for name, count in counts.items()
        if count
    )


def _moved(page: PageContext, headline: MetricDelta, currency: str) -> str:
    if headline.before is None:
        first = short(headline.after, headline.unit, page.locale, currency)
        return page.t("upload.verdict.first", name=page.say(headline.label), after=first).replace("$", "\\$")
    before, after = (short(v, headline.unit, page.locale, currency) for v in (headline.before, headline.after))
    if before == after:  # the change is smaller than what a short figure shows
        before, after = (full(v, headline.unit, page.locale, currency) for v in (headline.before, headline.after))
    name = page.say(headline.label)
    return page.t("upload.verdict.moved", name=name, before=before, after=after).replace("$", "\\$")


def _pressed(page: PageContext, plan: Plan, draft: Draft, *, is_accepted: bool) -> Choice:
    with st.container(horizontal=True):
        if draft.changed:
            if st.button(page.t("upload.read_again"), type="primary", key="read_again"):
                return "read_again"
        elif plan.ready and st.button(page.t("upload.commit"), type="primary", disabled=not is_accepted, key="commit"):
            return "commit"
        ready = 0 if plan.ready or draft.changed else ready_count(plan)
        if ready and st.button(page.t("upload.ready_only", count=ready), type="primary", key="ready_only"):
            return "ready_part"
        if st.button(page.t("upload.discard"), key="discard"):
            return "discard"
    return ""


def template_links(page: PageContext) -> None:
    """One download a dataset: an empty table with headers, examples and rules."""
    for item in page.catalogue.datasets.values():
        label = f"{page.say(item.label)} · {page.say(item.purpose)}"
        downloads.link(page, label, f"{item.id}_template.xlsx", TemplateFile(item.id, page.locale))
