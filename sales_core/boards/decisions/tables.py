"""Decisions with what became of their numbers, those that are open first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sales_core.boards.blocks import Column, Headline, RecordForm, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.follow_up import DECISION, OPEN, FollowUp, change_tone, follow_ups
from sales_core.boards.record_forms import entries_of
from sales_core.format import as_decimal
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Period
from sales_core.records.visibility import sees_free_text

#: What is shown: everything, or one state.
STATES = ("all", "open", "done", "missed", "dropped")


def headline(context: BoardContext) -> Headline:
    """How many are open, how many of them are late, and how many are done."""
    if not sees_free_text(context.viewer):
        return Headline(context.t("decisions.withheld"))
    found = follow_ups(context)
    if not found:
        return Headline(context.t("decisions.none"), context.t("decisions.none_do"))
    still = [one for one in found if one.row.state == OPEN]
    late = sum(one.is_late for one in still)
    done = sum(one.row.state == "done" for one in found)
    key = "decisions.headline_late" if late else "decisions.headline"
    return Headline(context.t(key, open=len(still), late=late, done=done), context.t("decisions.basis"))


def all_decisions(context: BoardContext) -> Table:
    """Those in the state chosen: open ones first, of these the earliest due; then the newest."""
    state = context.choice("state")
    found = [one for one in follow_ups(context) if state in {"all", one.row.state}]
    return decision_table(context, _ordered(found), title="", file="decisions", selects="decision")


def open_decisions(context: BoardContext) -> Table | None:
    """What is still to be done, the earliest due first; nothing where nothing was decided."""
    found = _ordered([one for one in follow_ups(context) if one.row.state == OPEN])
    if not found:
        return None
    better = sum(change_tone(context, one) == "good" for one in found)
    title = context.t("decisions.open_title", count=len(found), better=better)
    return decision_table(context, found, title=title, file="decisions_open")


def chosen(context: BoardContext) -> RecordForm | None:
    """The decision that was picked: its state and words can be changed."""
    picked = context.choice("decision")
    found = [one.row.id for one in follow_ups(context) if str(one.row.id) == picked]
    if not found:
        return None
    return entries_of(context, DECISION, frozenset(found))


def decision_name(context: BoardContext, value: str) -> str:
    """What was decided, in words."""
    return next((one.text("action") for one in follow_ups(context) if str(one.row.id) == value), value)


def decision_table(
    context: BoardContext, found: Sequence[FollowUp], *, title: str, file: str, selects: str = ""
) -> Table:
    """One line a decision; without `selects` a line opens the number as it is now."""
    columns = (
        Column("action", context.t("record.decision.action.label"), value=lambda one: one.text("action")),
        Column("now", context.t("decisions.now"), value=lambda one: moved_text(context, one)),
        Column("owner", context.t("record.decision.owner.label"), value=lambda one: one.text("owner")),
        Column("due", context.t("record.decision.due.label"), value=_due(context)),
        Column("figure", context.t("record.decision.subject"), value=lambda one: figure_name(context, one)),
        Column("effect", context.t("record.decision.effect.label"), value=lambda one: one.text("effect") or None),
    )
    table = Table.of(title, columns, found, key=lambda one: str(one.row.id), file=file, selects=selects)
    if not selects:
        table = replace(table, numbers=tuple(one.number for one in found))
    return replace(table, tones=tuple(change_tone(context, one) for one in found))


def _due(context: BoardContext) -> Callable[[FollowUp], str]:
    def write(one: FollowUp) -> str:
        day = context.date(one.due) if one.due is not None else ""
        state = context.t("decisions.late") if one.is_late else context.t(f"record.decision.state.{one.row.state}")
        return f"{day} · {state}"

    return write


def _ordered(found: Sequence[FollowUp]) -> list[FollowUp]:
    return sorted(found, key=lambda one: (one.row.state != OPEN, one.due or one.row.as_of, one.row.id))


def moved_text(context: BoardContext, one: FollowUp) -> str:
    """`2026年5月 ¥5.2万 → 2026年6月 ¥4.1万（▼ ¥1.1万）`; what is not known is a dash."""
    then = _dated(context, one, one.then_period, one.then)
    now = _dated(context, one, one.now_period, one.now)
    return f"{then} → {now}{_step(context, one)}"


def _dated(context: BoardContext, one: FollowUp, period: Period | None, value: Value) -> str:
    day = context.span(period) if period is not None else ""
    return f"{day} {context.short(one.metric, value)}".strip()


def _step(context: BoardContext, one: FollowUp) -> str:
    """How far it moved, with its sign; a share moves by points."""
    then, now = as_decimal(one.then), as_decimal(one.now)
    if then is None or now is None or context.is_masked(one.metric):
        return ""
    if then == now:
        return context.t("decisions.unchanged")
    return context.t("decisions.step", step=context.signed(now - then, context.unit(one.metric)))


def figure_name(context: BoardContext, one: FollowUp) -> str:
    """The metric and what it is narrowed to."""
    names = [
        context.label(item.dimension, code) for item in one.number.filters for code in item.values[:3]
    ]  # fmt: skip
    return " · ".join((context.metric_name(one.metric), *names))
