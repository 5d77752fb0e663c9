"""What a person has to decide about a plan, three things at a time: errors and their mend, questions, risks."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.data import how_read, mend, problem_list, risk_list
from pages.data.draft import Draft
from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import MarkedFile, Plan, Question, Right, Severity, describe, errors_in, master_label, place_text
from sales_core.api import count as count_text

#: Decisions that are shown at once; the others wait behind these.
MOST = 3


def show(page: PageContext, plan: Plan, draft: Draft) -> tuple[str, ...]:
    """Errors, then what is asked and what is at stake; returns the names of the risks that are ticked."""
    _errors(page, plan, draft)
    ticked: list[str] = []
    risks = plan.risk_names if plan.ready and not draft.changed else ()
    steps: list[Question | str] = [*questions_to_decide(plan), *risks]
    first = max(1, MOST - len(plan.errors))
    for step in steps[:first]:
        ticked += _decide(page, plan, draft, step)
    if len(steps) > first:
        with st.expander(page.t("upload.more_decisions", count=len(steps) - first)):
            for step in steps[first:]:
                ticked += _decide(page, plan, draft, step)
    return tuple(ticked)


def questions_to_decide(plan: Plan) -> list[Question]:
    """Questions that a person decides: without a default, differing in money, or that mend a refused table."""
    differ = [question for question in plan.open_questions if question.figures]
    return [*plan.unanswered, *(one for one in _mends(plan) if one not in differ), *differ]


def notes(page: PageContext, plan: Plan, draft: Draft) -> None:
    """Everything that neither stops the load nor is at stake, folded, with how many there are."""
    told = [problem for problem in plan.problems if problem.severity is not Severity.ERROR]
    keys, first = {table.key for file in plan.readings for table in file.tables}, questions_to_decide(plan)
    settled = [question for question in plan.questions if question.key not in keys and question not in first]
    if not told and not settled:
        return
    count = count_text(sum(problem.count for problem in told) + len(settled), page.locale)
    with st.expander(page.t("upload.notes", count=count)):
        for question in settled:
            _ask(page, plan, draft, question)
        _add_to_masters(page, plan, draft)
        problem_list.show(page, told, key=plan.id)


def is_answered(question: Question, draft: Draft) -> bool:
    """Whether the draft holds an answer that the plan was not read with yet."""
    return bool(draft.answers.get(question.key, {}).get(question.id)) or (
        question.id == "dataset" and question.key in draft.datasets
    )


def _mends(plan: Plan) -> list[Question]:
    """Questions about tables that are refused: another answer than the default may let them be loaded."""
    wrong = {table.key for file in plan.readings for table in file.tables if errors_in(table.problems)}
    return [question for question in plan.open_questions if question.key in wrong and question.default == "refuse"]


def _decide(page: PageContext, plan: Plan, draft: Draft, step: Question | str) -> list[str]:
    """Draws a question, or the risk of that name; returns the name of a risk that is ticked."""
    if isinstance(step, Question):
        _ask(page, plan, draft, step)
        return []
    return [step] if risk_list.tick(page, plan, step) else []


def _ask(page: PageContext, plan: Plan, draft: Draft, question: Question) -> None:
    several = sum(not file.is_added for file in plan.readings) > 1
    tables = {table.key: table for file in plan.readings for table in file.tables}
    if several and (table := tables.get(question.key)) is not None:
        st.caption(literal(table.name))
    how_read.ask(page, question.key, question, draft)


def _add_to_masters(page: PageContext, plan: Plan, draft: Draft) -> None:
    """Offers to add, with this load, codes that no master holds and that stop nothing."""
    if not page.may(Right.ADD_MASTER):
        return
    put = {(question.key, question.id) for question in plan.questions}
    tables = [table for file in plan.readings for table in file.tables]
    for table, (kind, pairs) in [(one, item) for one in tables for item in one.new_masters.items()]:
        if (table.key, question := f"add:{kind}") in put:
            continue
        label = page.say(master_label(page.catalogue.dataset(kind)))
        summary = page.t("upload.not_in_master", count=count_text(len(pairs), page.locale), kind=label)
        names = page.t("text.verbatim", value=tuple(" ".join(dict.fromkeys(filter(None, one))) for one in pairs[:MOST]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(literal(f"{summary}: {names}{' …' if len(pairs) > MOST else ''}"))
            if st.button(page.t("upload.add_to_master"), key=f"master|{table.key}|{kind}"):
                draft.answer(table.key, question, "add", at_once=True)


def _errors(page: PageContext, plan: Plan, draft: Draft) -> None:
    """Each error in words with its place and mend; many of them as a list below the first."""
    if not plan.errors:
        return
    with st.container(border=True):
        for problem in plan.errors[:MOST]:
            message, remedy = describe(problem, page.locale)
            where = f"{problem.place.file} · {place_text(problem.place, page.locale)}"
            count = f" ({page.t('upload.cells', count=count_text(problem.count, page.locale))})"
            st.markdown(literal(f"✕ {message}{count if problem.count > 1 else ''} → {remedy} — {where}"))
        if len(plan.errors) > MOST:
            with st.expander(page.t("upload.more_errors", count=len(plan.errors) - MOST)):
                problem_list.show(page, plan.errors[MOST:], key=f"{plan.id}|errors")
        mend.show(page, plan, draft)
        _marked(page, plan)


def _marked(page: PageContext, plan: Plan) -> None:
    for file in plan.readings:
        if any(problem.place.cell and problem.severity is Severity.ERROR for problem in file.all_problems):
            name = f"{Path(file.file).stem}_marked.xlsx"
            recipe = MarkedFile(plan.id, file.sha256, page.locale)
            downloads.link(page, page.t("upload.marked", file=file.file), name, recipe)
