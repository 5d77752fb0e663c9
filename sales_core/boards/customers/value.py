"""What customers are worth and how they behave: classes by segments, the rules, and every customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sales_core.analysis.customers.value import CustomerValue
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Clause, Column, Narrative, Sentence, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import standings, year
from sales_core.boards.number import Drill
from sales_core.catalogue.abc_shares import A_SHARE, B_SHARE
from sales_core.catalogue.lists.customer_values import (
    MOST_YEARS,
    NEW_DAYS,
    QUINTILES_FROM,
    SHRUNK_SHARE,
    SILENT_GAPS,
    CustomerStep,
    RfmSegment,
)
from sales_core.catalogue.lists.overdue_customers import Action
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

CLASSES = ("A", "B", "C")
_LIST = "customer_values"
#: Segments from the best to the gone, as the grid shows them.
_ORDER = (
    RfmSegment.CHAMPION, RfmSegment.LOYAL, RfmSegment.REGULAR, RfmSegment.NEWCOMER, RfmSegment.DORMANT,
    RfmSegment.AT_RISK, RfmSegment.LOST,
)  # fmt: skip


def grid(context: BoardContext) -> Chart:
    """How many customers each class has in each segment, with their money."""
    every = standings(context)
    cells = []
    for letter in CLASSES:
        for segment in _ORDER:
            own = [one for one in every if one.value_class == letter and one.rfm_segment is segment]
            money = context.short("net_sales", _money(own))
            detail = context.t("customers.cell", customers=context.write_count(len(own)), amount=money)
            cells.append(HeatCell(letter, segment, len(own) or None, detail))
    rows = [(letter, context.t("customers.class", letter=letter)) for letter in CLASSES]
    leaders = [one for one in every if one.value_class == "A"]
    return Chart(
        context.t("customers.grid", leaders=context.write_count(len(leaders)), all=context.write_count(len(every))),
        heat,
        (rows, [(segment, context.t(f"customers.segment.{segment}")) for segment in _ORDER], cells),
        {"unit": Unit.COUNT, "judge": False, "by_size": True},
        note=context.t("customers.grid_note", span=context.span(year(context))),
    )


def _money(customers: Sequence[CustomerValue]) -> Decimal:
    """What they bought; of the lost, what they had bought."""
    return sum(
        ((one.earlier if one.rfm_segment is RfmSegment.LOST else one.net_sales) or ZERO for one in customers), ZERO
    )


def rules(context: BoardContext) -> Narrative:
    """The rules by which customers fall into classes and segments."""
    every = standings(context)
    scores = 5 if sum(one.purchase_days > 0 for one in every) >= QUINTILES_FROM else 3
    churn = next((one.churn for one in every if one.churn is not None), None)
    years = min(MOST_YEARS, 1 / churn) if churn else MOST_YEARS
    many = scores > 3
    value = context.t("customers.rule_value_unknown")
    if churn is not None:
        share = context.write(churn, Unit.PERCENT)
        value = context.t(
            "customers.rule_value", churn=share, months=context.write_count(round(12 * years)), most=MOST_YEARS
        )
    lines = [
        context.t(
            "customers.rule_class", a=context.write(A_SHARE, Unit.PERCENT), b=context.write(B_SHARE, Unit.PERCENT)
        ),
        context.t("customers.rule_scores", scores=scores, high="4–5" if many else "3", low="1–2" if many else "1"),
        context.t("customers.rule_segments", days=NEW_DAYS, gaps=SILENT_GAPS),
        context.t("customers.rule_step", shrunk=context.write(1 - SHRUNK_SHARE, Unit.PERCENT)),
        value,
    ]
    return Narrative(tuple(Sentence((Clause(line),)) for line in lines), context.t("customers.rules"))


def customers(context: BoardContext) -> Table:
    """Every customer of the class and segment chosen."""
    letter, segment = context.choice("class"), context.choice("segment")
    found = [
        one for one in standings(context)
        if letter in {"", one.value_class} and segment in {"", one.rfm_segment}
    ]  # fmt: skip
    return customer_table(
        context, found, context.t("customers.list", count=context.write_count(len(found))), "customers"
    )


def customer_table(
    context: BoardContext, found: Sequence[CustomerValue], title: str, file: str, *more: str, note: str = ""
) -> Table:
    """Customers with what they are worth; `more` are further columns of the list after the name."""
    (step,) = list_columns(context, _LIST, "step")
    columns = (
        *list_columns(context, _LIST, "customer_name", "value_class", "rfm_segment", *more),
        replace(step, value=lambda one: _step(context, one), width="medium"),
        *list_columns(context, _LIST, "net_sales", "growth", "margin", "return_rate", "last_order"),
        *(list_columns(context, _LIST, "last_visit") if any(one.visits is not None for one in found) else ()),
        *_late(context),
        *list_columns(context, _LIST, "life_value", "rep", "completeness"),
    )
    return Table.of(
        title, columns, found, key="customer", file=file, note=note,
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip


def _late(context: BoardContext) -> tuple[Column, ...]:
    if not context.may(Right.VIEW_RECEIVABLES):
        return ()
    (declared,) = list_columns(context, "overdue_customers", "overdue")
    if context.is_masked("receivables_overdue"):
        return (declared,)
    return (replace(declared, value=lambda one: one.late.overdue if one.late else None),)


def _step(context: BoardContext, one: CustomerValue) -> str:
    """What his behaviour asks for, and beside it what his late documents ask for."""
    own = context.t(f"customers.step.{one.step}")
    if one.late is None or one.late.action is Action.OFFSET:
        return own
    late = context.t(f"receivables.action.{one.late.action}")
    if one.step is CustomerStep.KEEP:
        return context.t("customers.step_late", late=late)
    return context.t("customers.step_both", own=own, late=late)
