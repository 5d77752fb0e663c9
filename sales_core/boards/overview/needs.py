"""What needs me: ranked by money at stake over cash, stock, customers, targets and data; and what to do about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from sales_core.analysis.receivables.overdue import overdue_customers
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.boards.blocks import Column, RecordForm, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.overview.need import CasesOf, Need
from sales_core.boards.overview.need_sources import SOURCES
from sales_core.boards.receivables import promises
from sales_core.boards.record_forms import figure_form, figure_records, record_form
from sales_core.catalogue.record import RecordRow
from sales_core.format import as_decimal
from sales_core.kernel import clock
from sales_core.kernel.units import Unit

DECISION, WATCH = "decision", "watch"
_CASH = "receivables_overdue"


@dataclass(frozen=True, slots=True)
class _Line:
    """A need, and what was decided about it."""

    need: Need
    decided: str


def needs(context: BoardContext) -> Table:
    """One line a need, the most money first; none for a zero. A line opens its cases and what can be done."""
    decided = _decided(context)
    lines = [_Line(need, decided.get(need.number.metric, "")) for need, _ in found_needs(context)]
    columns = (
        Column("text", context.t("need.text"), value=lambda line: line.need.text),
        Column("at_stake", context.t("need.at_stake"), Unit.MONEY, lambda line: line.need.at_stake),
        Column("area", context.t("need.area"), value=lambda line: line.need.area),
        Column("owner", context.t("need.owner"), value=lambda line: line.need.owner or None),
        Column("step", context.t("need.step"), value=lambda line: line.decided or line.need.step),
    )
    title = context.t("need.title" if lines else "need.nothing")
    return Table.of(title, columns, lines, key=lambda line: line.need.id, file="needs", selects="need")


def found_needs(context: BoardContext) -> list[tuple[Need, CasesOf]]:
    """Every need that the viewer may see, the most money first; what has no amount stands last."""
    made = [found for source, right in SOURCES if context.may(right) and (found := source(context)) is not None]
    return sorted(made, key=lambda pair: -(as_decimal(pair[0].at_stake.value) or Decimal(0)))


def _decided(context: BoardContext) -> Mapping[str, str]:
    """By metric the newest decision that is still to be carried out."""
    found: dict[str, str] = {}
    for row, number in figure_records(context, DECISION):
        if row.state == "open":
            found.setdefault(number.metric, _decision_text(context, row))
    return found


def _decision_text(context: BoardContext, row: RecordRow) -> str:
    due = row.values["due"]
    is_late = isinstance(due, date) and due < clock.today()
    day = context.date(due) if isinstance(due, date) else ""
    key = "need.decided_late" if is_late else "need.decided"
    return context.t(key, action=row.values["action"], owner=row.values["owner"], day=day)


def _picked(context: BoardContext) -> tuple[Need, CasesOf] | None:
    chosen = context.choice("need")
    return next((found for found in found_needs(context) if found[0].id == chosen), None) if chosen else None


def cases(context: BoardContext) -> Table | None:
    """The cases of the need that was picked, the most money first: a list to work through, or to send."""
    picked = _picked(context)
    if picked is None:
        return None
    need, made = picked[0], picked[1]()
    columns = (
        Column("name", context.t("need.case")),
        Column("amount", context.t("need.at_stake"), Unit.MONEY),
        Column("detail", context.t("need.detail")),
        Column("owner", context.t("need.owner")),
        Column("step", context.t("need.step")),
    )
    table = Table.of(need.text if made else "", columns, made, key="code", file=f"needs_{need.id}" if made else "")
    return replace(table, numbers=tuple(case.number for case in made))


def promise(context: BoardContext) -> RecordForm | None:
    """Of late cash: what the customer who owes most has promised, and the entry of a new promise."""
    if context.choice("need") != _CASH:
        return None
    own, _ = context.narrowed(_CASH)
    late = own.on_day(overdue_customers)
    if not late:
        return None
    return record_form(
        context,
        promises.RECORD,
        late[0].customer,
        title=context.t("need.promise", who=late[0].customer_name),
        defaults={"amount": max(late[0].overdue, Decimal(0))},
        line=lambda standing: promises.line(context, cast("PromiseStanding", standing)),
    )


def decision(context: BoardContext) -> RecordForm | None:
    """What was decided about the need, and the entry of a new decision."""
    picked = _picked(context)
    if picked is None:
        return None
    need = picked[0]
    defaults = {"action": need.step, "owner": need.owner}
    return figure_form(context, DECISION, need.number, title=context.t("need.decide"), defaults=defaults)


def watch(context: BoardContext) -> RecordForm | None:
    """Who keeps an eye on the figure of the need, and the entry of somebody who will."""
    picked = _picked(context)
    if picked is None:
        return None
    defaults = {"owner": context.viewer.name}
    return figure_form(context, WATCH, picked[0].number, title=context.t("need.watch"), defaults=defaults)
