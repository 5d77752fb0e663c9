"""The load preview of a plan: verdict, problems, how tables were read, before → after, decision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import streamlit as st

from pages.data import columns, how_read, problem_list, risk_list
from pages.data.draft import Draft
from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import (
    DASH,
    Column,
    MarkedFile,
    MetricDelta,
    Plan,
    Right,
    SalesError,
    Table,
    TableReading,
    TemplateFile,
    Unit,
    day,
    full,
    master_label,
    not_ready,
    ready_count,
    short,
)
from sales_core.api import count as count_text

Choice = Literal["", "read_again", "discard", "commit"]


def show(page: PageContext, plan: Plan, draft: Draft) -> tuple[Choice, tuple[str, ...]]:
    """Draws the plan; returns what the viewer decided in this run, empty while he is still looking, and the risks that
    he accepted."""
    _verdict(page, plan)
    if plan.unanswered:
        st.caption(page.t("upload.answer_below"))
    _whole_questions(page, plan, draft)
    _understood(page, plan, draft)
    with st.container(border=bool(plan.problems)):
        problem_list.show(page, plan.problems, key=plan.id)
        _marked(page, plan)
        if _add_to_masters(page, plan):
            return "read_again", ()
    if plan.candidate:
        balance(page, plan)
    return _decision(page, plan, draft)


def _verdict(page: PageContext, plan: Plan) -> None:
    rows = count_text(sum(load.rows for load in plan.loads), page.locale)
    if plan.errors:
        st.markdown(f"## {page.t('upload.verdict.refused', count=sum(p.count for p in plan.errors))}")
    elif plan.unanswered:
        st.markdown(f"## {page.t('upload.verdict.asks', count=len(plan.unanswered))}")
    elif plan.candidate:
        total = next((h for h in plan.headlines if h.by == "total" and h.change), None)
        what = page.t("upload.verdict.ready", rows=rows)
        st.markdown(f"## {what}{_moved(page, total, plan.currency) if total else ''}")
    else:
        st.markdown(f"## {page.t('upload.verdict.nothing')}")


def _moved(page: PageContext, headline: MetricDelta, currency: str) -> str:
    before, after = (short(v, headline.unit, page.locale, currency) for v in (headline.before, headline.after))
    if before == after:  # the change is smaller than what a short figure shows
        before, after = (full(v, headline.unit, page.locale, currency) for v in (headline.before, headline.after))
    name = page.say(headline.label)
    return page.t("upload.verdict.moved", name=name, before=before, after=after).replace("$", "\\$")


def _understood(page: PageContext, plan: Plan, draft: Draft) -> None:
    st.markdown(f"#### {page.t('upload.understood')}")
    for file in plan.readings:
        for reading in file.tables:
            known = (page.say(d.label) for d in page.catalogue.datasets.values() if d.id == reading.dataset)
            kind = next(known, _left_out(page, reading))
            asks = any(q.answer is None for q in reading.questions)
            name = f"{reading.file} · {reading.sheet}" if reading.sheet else reading.file
            sign = "**?** " if asks or (reading.dataset is None and not reading.omitted) else ""
            rows = page.t("upload.rows", count=count_text(reading.rows, page.locale))
            label = f"{sign}{literal(name)} → **{kind}** · {rows}"
            if columns.are_remembered(reading):
                label += f" · {page.t('upload.columns.as_remembered')}"
            with st.expander(label, expanded=asks or bool(reading.missing)):
                how_read.show(page, file, reading, draft)
        if not file.tables:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"✕ {literal(file.file)} · {file.format}")
                if st.button(page.t("upload.skip_table"), key=f"skip|{file.file}"):
                    draft.dataset(file.file, how_read.SKIP)
                    st.rerun()


def _left_out(page: PageContext, reading: TableReading) -> str:
    """Why a table is left out; a question mark where that is still open."""
    return f"{page.t('omitted')}: {page.t(f'omitted.{reading.omitted}')}" if reading.omitted else "?"


def _marked(page: PageContext, plan: Plan) -> None:
    for file in plan.readings:
        if any(p.place.cell for p in file.all_problems):
            name = f"{Path(file.file).stem}_marked.xlsx"
            recipe = MarkedFile(plan.id, file.sha256, page.locale)
            downloads.link(page, page.t("upload.marked", file=file.file), name, recipe)


def _add_to_masters(page: PageContext, plan: Plan) -> bool:
    """Offers codes that no master holds; whether some were added just now, so that the files have to be read again."""
    unknown: dict[str, dict[str, str]] = {}
    for file in plan.readings:
        for reading in file.tables:
            for kind, pairs in reading.new_masters.items():
                unknown.setdefault(kind, {}).update(pairs)
    if not page.may(Right.ADD_MASTER):
        return False
    for kind, lacking in unknown.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            names = "、".join(f"{code} {name}".strip() for code, name in list(lacking.items())[:5])
            more = " …" if len(lacking) > 5 else ""
            summary = page.t(
                "upload.not_in_master",
                count=count_text(len(lacking), page.locale),
                kind=page.say(master_label(page.catalogue.dataset(kind))),
            )
            st.markdown(literal(f"{summary}: {names}{more}"))
            if st.button(page.t("upload.add_to_master"), key=f"master|{kind}"):
                try:
                    page.workspace.uploads.add_to_master(kind, tuple(lacking.items()), page.viewer)
                except SalesError as error:
                    st.error(literal(error.describe(page.locale)), icon=":material/block:")
                else:
                    return True
    return False


def balance(page: PageContext, plan: Plan) -> None:
    """Before → after of everything the plan changes."""
    st.markdown(f"#### {page.t('upload.balance')}")
    if plan.as_of_before != plan.as_of_after and plan.as_of_after:
        before = day(plan.as_of_before, page.locale) if plan.as_of_before else DASH
        st.caption(page.t("upload.as_of", before=before, after=day(plan.as_of_after, page.locale)))
    for by in ("total", "month", "branch"):
        _headlines(page, plan, [h for h in plan.headlines if h.by == by and h.change], by)
    if plan.past_months:
        st.warning(page.t("upload.past_months", count=len(plan.past_months)), icon=":material/warning:")
    _replaced(page, plan)
    _codes(page, plan)
    _tie_outs(page, plan)


def _headlines(page: PageContext, plan: Plan, headlines: Sequence[MetricDelta], by: str) -> None:
    if not headlines:
        if by == "total":
            st.info(page.t("upload.nothing_changes"), icon=":material/info:")
        return
    rows = [
        {
            "measure": page.say(h.label),
            "group": h.group,
            **{
                name: full(value, h.unit, page.locale, plan.currency)
                for name, value in (("before", h.before), ("after", h.after))
            },
            "change": _signed(page, h, plan.currency),
        }
        for h in headlines
    ]
    columns = [
        Column("measure", page.t("upload.column.measure")),
        *([Column("group", page.t(f"upload.by.{by}"))] if by != "total" else []),
        Column("before", page.t("upload.column.before")),
        Column("after", page.t("upload.column.after")),
        Column("change", page.t("upload.column.change")),
    ]
    grid(page, Table.of("", columns, rows), key=f"balance|{by}")


def _signed(page: PageContext, headline: MetricDelta, currency: str) -> str:
    change = full(headline.change, headline.unit, page.locale, currency)
    return f"+{change}" if headline.change > 0 else change


def _replaced(page: PageContext, plan: Plan) -> None:
    for item in plan.replaced:
        amount = full(item.amount, Unit.QUANTITY, page.locale, plan.currency)
        st.markdown(
            literal(
                page.t(
                    "upload.replaced",
                    label=item.label,
                    month=item.month or DASH,
                    rows=count_text(item.rows, page.locale),
                    amount=amount,
                )
            )
        )


def _codes(page: PageContext, plan: Plan) -> None:
    for name, groups in (("new", plan.new), ("gone", plan.removed), ("missing", plan.missing)):
        for group in groups:
            summary = page.t(
                f"upload.codes.{name}",
                count=count_text(group.count, page.locale),
                kind=page.say(group.label),
            )
            with st.expander(summary):
                st.markdown(literal("、".join(f"{code} {label}".strip() for code, label in group.shown[:200])))


def _tie_outs(page: PageContext, plan: Plan) -> None:
    for tie in plan.tie_outs:
        same = tie.stated == tie.computed
        st.markdown(
            literal(
                page.t(
                    "upload.tie_ok" if same else "upload.tie_bad",
                    place=tie.place,
                    field=tie.field,
                    stated=full(tie.stated, Unit.QUANTITY, page.locale),
                    computed=full(tie.computed, Unit.QUANTITY, page.locale),
                )
            )
        )


def _whole_questions(page: PageContext, plan: Plan, draft: Draft) -> None:
    own = {(q.key, q.id) for file in plan.readings for t in file.tables for q in t.questions}
    for question in plan.questions:
        if (question.key, question.id) not in own:
            how_read.ask(page, question.key, question, draft)


def _decision(page: PageContext, plan: Plan, draft: Draft) -> tuple[Choice, tuple[str, ...]]:
    looked = plan.ready and not draft.changed
    accepted = risk_list.show(page, plan) if looked else ()
    return _pressed(page, plan, draft, is_accepted=not plan.open_risks(accepted)), accepted


def _pressed(page: PageContext, plan: Plan, draft: Draft, *, is_accepted: bool) -> Choice:
    ticked = is_accepted
    if plan.ready and (plan.warnings or plan.open_questions) and not draft.changed:
        warned = sum(p.count for p in plan.warnings)
        text = page.t("upload.tick", count=warned, questions=len(plan.open_questions))
        ticked = st.checkbox(text, key=f"tick|{plan.id}") and is_accepted
    with st.container(horizontal=True):
        if draft.changed:
            if st.button(page.t("upload.read_again"), type="primary", key="read_again"):
                return "read_again"
        elif plan.ready and st.button(page.t("upload.commit"), type="primary", disabled=not ticked, key="commit"):
            return "commit"
        if not plan.ready and not draft.changed and _takes_the_ready(page, plan, draft):
            return "read_again"
        if st.button(page.t("upload.discard"), key="discard"):
            return "discard"
    return ""


def _takes_the_ready(page: PageContext, plan: Plan, draft: Draft) -> bool:
    """Offers to leave out what stands in the way of the rest; whether that was taken just now."""
    ready = ready_count(plan)
    if not ready or not st.button(page.t("upload.ready_only", count=ready), key="ready_only"):
        return False
    for key in not_ready(plan):
        draft.dataset(key, how_read.SKIP)
    return True


def template_links(page: PageContext) -> None:
    """One download a dataset: an empty table with headers, examples and rules."""
    for item in page.catalogue.datasets.values():
        label = f"{page.say(item.label)} · {page.say(item.purpose)}"
        downloads.link(page, label, f"{item.id}_template.xlsx", TemplateFile(item.id, page.locale))
