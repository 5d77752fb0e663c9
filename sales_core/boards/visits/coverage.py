"""Whom visits reach: by class of customer, by rep; and whether an order follows."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.customers.visits import ClassVisits, visits_by_class
from sales_core.boards.blocks import Clause, Column, Narrative, Sentence, Table
from sales_core.boards.columns import dimension_column, list_columns, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import standings
from sales_core.boards.number import Drill
from sales_core.boards.visits.summary import unvisited_rows
from sales_core.catalogue.lists.customer_visits import ORDER_DAYS
from sales_core.catalogue.lists.unvisited_customers import UNVISITED_DAYS
from sales_core.kernel.query import ListQuery
from sales_core.kernel.units import Unit

_REP_FIGURES = (
    "visits_planned",
    "visits_done",
    "visit_coverage",
    "customers_visited",
    "sales_per_visit",
    "visit_minutes",
)


def _by_class(context: BoardContext) -> Sequence[ClassVisits]:
    rows = context.reader.run_list(ListQuery("customer_visits", context.period, context.filters)).rows
    return visits_by_class(rows, standings(context))


def classes(context: BoardContext) -> Table:
    """Each class: how many customers it has, how many were planned and visited, and how often an order followed."""
    found = _by_class(context)
    leaders = next((one for one in found if one.value_class == "A"), None)
    title = context.t("visits.classes_none")
    if leaders is not None and leaders.customers:
        title = context.t(
            "visits.classes", visited=context.write_count(leaders.visited), all=context.write_count(leaders.customers),
            share=context.write(leaders.coverage, Unit.PERCENT),
        )  # fmt: skip
    return Table.of(
        title, _class_columns(context), found, note=context.t("visits.classes_note"), file="visits_by_class"
    )


def _class_columns(context: BoardContext) -> tuple[Column, ...]:
    def name(one: ClassVisits) -> str:
        return context.t("customers.class", letter=one.value_class) if one.value_class else context.t("visits.no_class")

    return (
        Column("value_class", context.t("customers.class_label"), value=name),
        Column("customers", context.t("visits.column_customers"), Unit.COUNT),
        Column("planned_customers", context.t("visits.column_planned"), Unit.COUNT),
        Column("visited", context.t("visits.column_visited"), Unit.COUNT),
        Column("coverage", context.t("visits.column_coverage"), Unit.PERCENT),
        *list_columns(context, "customer_visits", "visits"),
        metric_column(context, "sales_per_visit", lambda one: context.figure("sales_per_visit", one.sales_per_visit)),
        Column("followed_share", context.t("visits.column_followed", days=ORDER_DAYS), Unit.PERCENT),
        Column("usual_share", context.t("visits.column_usual", days=ORDER_DAYS), Unit.PERCENT),
    )


def orders(context: BoardContext) -> Narrative | None:
    """How often an order followed a visit, beside how often customers without one order anyway."""
    found = _by_class(context)
    judged, asked = sum(one.judged_visits for one in found), sum(one.asked_days for one in found)
    if not judged:
        return Narrative((Sentence((Clause(context.t("visits.orders_young", days=ORDER_DAYS)),)),))
    after = context.write(sum(one.followed_visits for one in found) / judged, Unit.PERCENT)
    said = context.t("visits.orders", share=after, visits=context.write_count(judged), days=ORDER_DAYS)
    if asked:
        usual = context.write(sum(one.ordering_days for one in found) / asked, Unit.PERCENT)
        customers = context.write_count(sum(one.unvisited for one in found))
        said += context.t("visits.orders_usual", share=usual, customers=customers, days=ORDER_DAYS)
    return Narrative((Sentence((Clause(said),)), Sentence((Clause(context.t("visits.orders_note")),))))


def reps(context: BoardContext) -> Table:
    """Every rep: planned, done, reached, sold for each visit, and his A customers whom nobody visits."""
    result = context.result(*_REP_FIGURES, by=("rep",), order_by="-visits_done")
    late: dict[str, int] = {}
    for row in unvisited_rows(context, UNVISITED_DAYS, "A"):
        late[str(row["rep"])] = late.get(str(row["rep"]), 0) + 1
    rows = [row for row in result if row["rep"]]

    def shown(metric: str) -> Column:
        return metric_column(context, metric, lambda row: context.figure(metric, row[metric]))

    columns = (
        dimension_column(context, "rep", width="medium"),
        *(shown(metric) for metric in _REP_FIGURES),
        Column(
            "late",
            context.t("visits.column_late", days=UNVISITED_DAYS),
            Unit.COUNT,
            lambda row: late.get(str(row["rep"]), 0),
        ),
    )
    return Table.of(
        context.t("visits.reps", count=context.write_count(len(rows))), columns, rows, key="rep", file="visits_by_rep",
        drill=Drill(result.query, "visits_done", ("rep",)),
    )  # fmt: skip
