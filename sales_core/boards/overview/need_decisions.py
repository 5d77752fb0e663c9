"""What needs somebody of decisions: those that the viewer was to carry out and that are past their day."""

from __future__ import annotations

from datetime import date

from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.follow_up import DECISION, OPEN
from sales_core.boards.number import NumberAddress
from sales_core.boards.overview.need import Case, Found, Need
from sales_core.boards.record_forms import figure_records
from sales_core.catalogue.record import RecordRow
from sales_core.kernel import clock
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit
from sales_core.semantic.codes import NumberDefinition

_Late = tuple[date, RecordRow, NumberDefinition]


def late_decisions(context: BoardContext) -> Found:
    """Open decisions of the viewer after their day, the longest overdue first; no amount: what is at stake is unknown.

    Owners are written by name: a decision is the viewer's when the name is the viewer's.
    """
    late = sorted(_late(context), key=lambda one: (one[0], one[1].id))
    if not late:
        return None
    due, row, number = late[0]
    text = context.t(
        "need.late_decisions",
        count=context.write_count(len(late)),
        action=row.values["action"],
        day=context.date(due),
    )
    need = Need(
        "late_decisions", context.t("need.area_decisions"), text, Figure.of(None, Unit.MONEY), _address(number),
        context.viewer.name, context.t("need.step_late_decisions"),
    )  # fmt: skip
    return need, lambda: [_case(context, *one) for one in late]


def _late(context: BoardContext) -> list[_Late]:
    own = context.viewer.name
    return [
        (due, row, number)
        for row, number in figure_records(context, DECISION)
        if row.state == OPEN
        and row.values["owner"] == own
        and isinstance(due := row.values["due"], date)
        and due < clock.today()
    ]


def _address(number: NumberDefinition) -> NumberAddress:
    return NumberAddress(number.metric, number.query.period, number.query.filters)


def _case(context: BoardContext, due: date, row: RecordRow, number: NumberDefinition) -> Case:
    detail = context.t("need.overdue_days", days=(clock.today() - due).days)
    return Case(
        str(row.id), str(row.values["action"]), None, detail, context.viewer.name,
        context.t("need.step_late_decisions"), _address(number),
    )  # fmt: skip
