"""One card a file or sheet: what it was read as and why, its rows, period and sum; a click leaves it out."""

from __future__ import annotations

import streamlit as st

from pages.data import columns, decisions, how_read, risk_list
from pages.data.draft import Draft
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import (
    Dataset,
    FileReading,
    Plan,
    Severity,
    TableReading,
    describe,
    period_text,
    reading_evidence,
    reading_total,
)
from sales_core.api import count as count_text

_CHOSEN = "chosen"


def show(page: PageContext, plan: Plan, draft: Draft) -> None:
    """A card for each table of each file that was dropped, and for each file that holds none."""
    st.markdown(f"### {page.t('upload.understood')}")
    st.space("xsmall")  # a heading stands close to what follows, and a card has a border
    for file in plan.readings:
        if file.is_added:
            continue
        for table in file.tables:
            _table(page, plan, file, table, draft)
        if not file.tables:
            with st.container(border=True, gap="xsmall"):
                _head(page, f"✕ **{literal(file.file)}**", file.file, draft)
                for problem in file.problems:
                    st.caption(literal(" → ".join(filter(None, describe(problem, page.locale)))))


def dataset_of(page: PageContext, table: TableReading) -> Dataset | None:
    """What the table was read as."""
    return next((one for one in page.catalogue.datasets.values() if one.id == table.dataset), None)


def _table(page: PageContext, plan: Plan, file: FileReading, table: TableReading, draft: Draft) -> None:
    kind = dataset_of(page, table)
    key = table.file if table.omitted == _CHOSEN and not table.sheet else table.key
    with st.container(border=True, gap="xsmall"):
        _head(page, _title(page, table, kind), key, draft, is_left_out=table.omitted == _CHOSEN)
        st.caption(literal(_because(page, plan, table, kind)))
        if table.omitted == _CHOSEN:
            return
        asks = any(columns.answered_here(one, table) for one in plan.unanswered)
        first = decisions.questions_to_decide(plan)
        settled = [one for one in plan.questions if one.key == table.key and one not in first]
        defaults = sum(one.answer is None for one in settled)
        label = page.t("upload.change_reading")
        if defaults:
            label += f" · {page.t('upload.by_default', count=defaults)}"
        with st.expander(label, expanded=asks or bool(table.missing)):
            options = [one for one in plan.options if one.key == table.key]
            how_read.show(page, file, table, draft, options=options, settled=settled)


def _head(page: PageContext, title: str, key: str, draft: Draft, *, is_left_out: bool = False) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(title, width="stretch")
        if is_left_out:
            label, act = page.t("upload.take_back"), draft.take_back
            st.button(label, key=f"back|{key}", on_click=act, args=(key,), type="tertiary", icon=":material/undo:")
        else:
            st.button(
                page.t("upload.leave_out"), key=f"skip|{key}", on_click=draft.leave_out, args=(key,),
                type="tertiary", icon=":material/close:", help=page.t("upload.skip_table"),
            )  # fmt: skip


def _title(page: PageContext, table: TableReading, kind: Dataset | None) -> str:
    """`✓ **may.xlsx · May** → **Sales** · 120 rows · May 2026 · Amount 209,339.50`"""
    parts = [f"{_sign(table)} **{literal(table.name)}**"]
    if kind is not None:
        parts[0] += f" → **{page.say(kind.label)}**"
        total = reading_total(table, kind)
        parts += [
            page.t("upload.rows", count=count_text(table.rows, page.locale)),
            literal(period_text(table.period, page.locale)) if table.period else "",
            literal(risk_list.sums(page, (total,))) if total else "",
        ]
    elif table.omitted:
        parts[0] += f" → {page.t('omitted')}"
    return " · ".join(filter(None, parts))


def _sign(table: TableReading) -> str:
    """Whether it could be loaded as it is: ✓, asks: ?, is wrong: ✕, or is left out: ○."""
    if table.omitted == _CHOSEN:
        return "○"
    if any(problem.severity is Severity.ERROR for problem in table.problems):
        return "✕"
    if any(question.answer is None and question.default is None for question in table.questions):
        return "?"
    return "✓" if table.dataset else "○"


def _because(page: PageContext, plan: Plan, table: TableReading, kind: Dataset | None) -> str:
    if kind is not None:
        texts = [page.say(reading_evidence(table, kind, plan.answers))]
        wrong = sum(p.count for p in table.problems if p.severity is Severity.ERROR)
        if wrong:
            texts.append(page.t("upload.card.wrong", count=wrong))
        return " · ".join(texts)
    named = [" → ".join(filter(None, describe(problem, page.locale))) for problem in table.problems]
    if named:
        return " ".join(named)
    return page.t(f"omitted.{table.omitted}") if table.omitted else page.t("upload.card.unknown")
