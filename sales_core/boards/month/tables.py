"""The month's datasets, the months so far, and what was done with them, as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sales_core.analysis.data.month_state import DatasetMonth, MonthDataState
from sales_core.boards.amounts import relative_change
from sales_core.boards.blocks import Cell, CellForm, Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.month.facts import closing, datasets, month_of, months, owners
from sales_core.format import Form
from sales_core.kernel.events import sentence
from sales_core.kernel.units import Unit

#: So many months are listed: those of a year and the one before them.
_MOST = 13
_SIGNS = {
    MonthDataState.LOADED: "✓",
    MonthDataState.RUNNING: "◐",
    MonthDataState.INCOMPLETE: "▼",
    MonthDataState.MISSING: "▼",
    MonthDataState.NOT_DUE: "○",
    MonthDataState.NONE: "○",
}


def dataset_table(context: BoardContext) -> Table:
    """Each dataset of the month: state, lines, what pages show of it, against the months before, owner and due day."""
    named = owners(context)

    def label(name: str, value: Callable[[DatasetMonth], Cell], unit: Unit | None = None) -> Column:
        return Column(name, context.t(f"month.{name}"), unit, value)

    def owner(one: DatasetMonth) -> str:
        return named[one.dataset.id].owner if one.dataset.id in named else ""

    def due(one: DatasetMonth) -> Cell:
        return named[one.dataset.id].due if one.dataset.id in named else None

    columns = (
        label("dataset", lambda one: context.say(one.dataset.label)),
        label("state", lambda one: _state(context, one)),
        label("rows", lambda one: one.rows, Unit.COUNT),
        label("figure", lambda one: context.metric_name(one.metric) if one.metric else ""),
        # Money, pieces and shares stand in one column: each is written as its metric is.
        Column("sum", context.t("month.sum"), None, lambda one: _written(context, one), form=CellForm.FIGURE),
        label("against_month", lambda one: relative_change(one.value, one.before), Unit.PERCENT),
        label("against_year", lambda one: relative_change(one.value, one.last_year), Unit.PERCENT),
        label("owner", owner),
        label("due", due),
    )
    title = context.t("month.datasets", month=context.span(month_of(context)))
    note = context.t("month.datasets_note")
    return Table.of(title, columns, datasets(context), key=lambda one: one.dataset.id, note=note, file="month")


def _state(context: BoardContext, one: DatasetMonth) -> str:
    said = context.t(f"month.state.{one.state}")
    reach = "" if one.reach is None else context.t("month.until", day=context.date(one.reach))
    return " ".join(filter(None, (_SIGNS[one.state], said, reach)))


def _written(context: BoardContext, one: DatasetMonth) -> str:
    if not one.metric or not one.rows:
        return ""
    return context.text(context.figure(one.metric, one.value), Form.FULL)


def month_table(context: BoardContext) -> Table:
    """The newest months there are, open or closed, by whom and why; the title counts all."""
    closes = closing(context).closes()
    shown = sorted({*months(context), *closes}, reverse=True)

    def row(month: str) -> dict[str, Any]:
        close = closes.get(month)
        state = context.t("month.closed" if close else "month.open")
        day = f"{close.closed.astimezone():%Y-%m-%d}" if close else ""
        return {
            "month": month, "state": f"{'●' if close else '○'} {state}", "day": day, "who": close.by if close else "",
            "reason": close.reason if close else "",
        }  # fmt: skip

    columns = tuple(Column(name, context.t(f"month.{name}")) for name in ("month", "state", "day", "who", "reason"))
    title = context.t("month.months", closed=len(closes), count=len(shown))
    return Table.of(title, columns, map(row, shown[:_MOST]), key="month", file="months")


def act_table(context: BoardContext) -> Table | None:
    """When the month was closed, reopened and assigned, newest first; nothing where nothing was."""
    found = closing(context).acts(context.viewer, context.choice("month"))
    columns = (
        Column("at", context.t("month.at"), value=lambda one: f"{one.at.astimezone():%Y-%m-%d %H:%M}"),
        Column("who", context.t("month.who")),
        Column("what", context.t("month.what"), value=lambda one: context.say(sentence(one.what, one.details))),
        Column("reason", context.t("month.reason"), value=lambda one: str(one.details.get("reason", ""))),
    )
    return Table.of(context.t("month.acts"), columns, found, file="month_acts") if found else None
