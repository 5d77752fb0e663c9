"""Whom to visit first as a sentence, and how many visits were planned and made as cards."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.boards.amounts import Row
from sales_core.boards.blocks import CardRow, Headline
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.catalogue.lists.unvisited_customers import UNVISITED_DAYS
from sales_core.kernel.query import ListQuery

#: The metrics of the cards.
VISIT_CARDS = (
    "visits_done", "visits_planned", "visit_coverage", "customers_visited", "sales_per_visit", "visit_minutes",
)  # fmt: skip


def empty(context: BoardContext) -> str | None:
    """Nobody's visits are loaded for these months."""
    found = context.result("visits_done", "visits_planned", period=year(context)).one()
    return context.t("visits.nothing") if all(value is None for value in found.values()) else None


def unvisited_rows(context: BoardContext, days: int, value_class: str) -> Sequence[Row]:
    """Customers of a class without a visit for so many days, the most money at stake first."""
    asked = ListQuery(
        "unvisited_customers", year(context), context.filters,
        parameters=(("value_class", value_class), ("unvisited_days", days)),
    )  # fmt: skip
    return context.reader.run_list(asked).rows


def headline(context: BoardContext) -> Headline:
    """The customer of class A with the most money at stake whom nobody visits; else the one who waits longest."""
    found = context.result("visits_done", "visits_planned")
    window = " · ".join((context.t("visits.window", span=context.span(year(context))), context.as_of_line(found)))
    every = unvisited_rows(context, 0, "A")
    if not every:
        return Headline(context.t("visits.no_leaders"), window)
    late = [row for row in every if int(str(row["days_unvisited"])) >= UNVISITED_DAYS]
    row = late[0] if late else max(every, key=lambda one: int(str(one["days_unvisited"])))
    seen = "" if row["last_visit"] is not None else "_never"
    sentence = context.t(
        f"visits.headline{seen}" if late else "visits.headline_calm",
        who=context.label("customer", row["customer"]), amount=context.short("net_sales", row["visit_stake"]),
        days=context.write_count(int(str(row["days_unvisited"]))), rep=context.label("rep", row["rep"]),
        others=context.write_count(max(len(late) - 1, 0)), limit=UNVISITED_DAYS,
    )  # fmt: skip
    return Headline(sentence, window)


def card_row(context: BoardContext) -> CardRow:
    """Visits planned and made, whom they reached, what is sold for each; against the stretch before."""
    found = against_a_month_before(context, VISIT_CARDS)
    return CardRow(tuple(metric_card(context, found[metric], metric) for metric in VISIT_CARDS), width=144)
