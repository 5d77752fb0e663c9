"""The cases as a list, and what one of them is: its cause, its figure, its next step, and the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales_core.boards.alerts.case import (
    CASE_RECORD,
    AlertCase,
    alert_cases,
    answerable,
    label_of,
    measured,
    step_of,
    subject_of,
)
from sales_core.boards.blocks import Clause, Column, Narrative, RecordForm, Sentence, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.record_forms import record_form
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: The views that list cases which are open.
LISTED = ("mine", "all")


def usual_view(context: BoardContext) -> str:
    """My cases where there are any, else all of them."""
    if not context.may(Right.VIEW_AMOUNTS):  # cases are amounts: the list says that they may not be seen
        return "all"
    return "mine" if any(one.is_open and one.owner == context.viewer.name for one in alert_cases(context)) else "all"


def cases(context: BoardContext) -> Table:
    """One line a case, the most money first. A line opens what can be done about it."""
    view = context.choice("view") if context.choice("view") in {*LISTED, "history"} else "all"
    shown = _of_view(context, view)
    columns = (
        Column("what", context.t("alerts.what"), value=lambda one: label_of(context, one)),
        Column("who", context.t("alerts.who"), value=lambda one: subject_of(context, one)),
        Column("stake", context.t("alerts.stake"), Unit.MONEY),
        Column("owner", context.t("alerts.owner"), value=lambda one: answerable(context, one) or None),
        Column(
            "state", context.t("alerts.state"), value=lambda one: context.t(f"record.alert_case.state.{one.row.state}")
        ),
        Column("opened", context.t("alerts.opened"), value=lambda one: one.day("opened")),
        *(
            (Column("closed", context.t("alerts.closed"), value=lambda one: one.day("closed")),)
            if view == "history"
            else (Column("step", context.t("alerts.step"), value=lambda one: step_of(context, one)),)
        ),
    )
    title = (
        context.t(f"alerts.{view}", count=context.write_count(len(shown)))
        if shown
        else context.t(f"alerts.none_{view}")
    )
    return Table.of(
        title, columns, shown, key=lambda one: str(one.row.id), note=context.t("alerts.note") if shown else "",
        file="alerts", selects="case",
    )  # fmt: skip


def _of_view(context: BoardContext, view: str) -> Sequence[AlertCase]:
    found = alert_cases(context)
    if view == "history":
        return sorted((one for one in found if not one.is_open), key=lambda one: one.row.changed, reverse=True)
    return [one for one in found if one.is_open and (view == "all" or one.owner == context.viewer.name)]


def _picked(context: BoardContext) -> AlertCase | None:
    chosen = context.choice("case")
    return next((one for one in alert_cases(context) if str(one.row.id) == chosen), None) if chosen else None


def case_name(context: BoardContext, value: str) -> str:
    """What a case is called."""
    if not context.may(Right.VIEW_AMOUNTS):
        return ""
    found = next((one for one in alert_cases(context) if str(one.row.id) == value), None)
    return "" if found is None else f"{label_of(context, found)} · {subject_of(context, found)}"


def cause(context: BoardContext) -> Narrative | None:
    """Why the case is there, the figure it is about as it stands now, and what to do."""
    case = _picked(context)
    if case is None:
        return None
    metric, query = case.number.metric, case.number.query
    value = context.run(query).one().get(metric)
    name = context.metric_name(metric)
    figure = Clause(f"{name} {context.full(metric, value)}", metric, query)
    period = f" ({context.span(query.period)})" if query.period else ""
    lines = (
        (Clause(f"{context.t('alerts.figure_now')}: "), figure, Clause(period)),
        (Clause(f"{context.t('alerts.step')}: {step_of(context, case)}"),),
    )
    return Narrative(tuple(map(Sentence, lines)), title=measured(context, case) or label_of(context, case))


def answer(context: BoardContext) -> RecordForm | None:
    """The case as a record: who answers for it, what he says, and its state."""
    case = _picked(context)
    if case is None:
        return None
    form = record_form(
        context,
        CASE_RECORD,
        case.row.subject,
        title=context.t("alerts.answer"),
        line=lambda one: _line(context, one.row.id),
    )
    return replace(form, entries=tuple(one for one in form.entries if one.id == case.row.id), is_open=False)


def _line(context: BoardContext, number: int) -> str:
    case = next((one for one in alert_cases(context) if one.row.id == number), None)
    if case is None:
        return ""
    answered = str(case.row.values["answer"] or "")
    opened = case.day("opened")
    parts = (
        context.t(f"record.alert_case.state.{case.row.state}"),
        answerable(context, case),
        context.t("alerts.since", day=context.date(opened)) if opened else "",
        answered,
    )
    return " · ".join(part for part in parts if part)
