"""Whom to visit first as a sentence, and how many customers come, stay and go as cards."""

from __future__ import annotations

from sales_core.analysis.customers.value import CustomerValue, customer_values, leaving, year_to
from sales_core.boards.blocks import CardRow, Headline
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.context import BoardContext
from sales_core.catalogue.lists.customer_values import RfmSegment
from sales_core.kernel.terms import Period, Right

#: The metrics of the cards.
CUSTOMER_CARDS = ("active_customers", "new_customers", "lost_customers", "retention_rate", "sales_per_customer")


def year(context: BoardContext) -> Period:
    """The twelve months that the lists of the board look at, to the end of the period or the last day of sales."""
    return year_to(min(context.period.end, context.as_of))


def standings(context: BoardContext) -> tuple[CustomerValue, ...]:
    """Every customer of these months, with what he owes late where the viewer may see it."""
    day, shown = year(context).end, context.may(Right.VIEW_RECEIVABLES)
    return context.kept(
        "customers.standings", (day, context.filters, shown),
        lambda: customer_values(context.reader, day, filters=context.filters, is_late_shown=shown),
    )  # fmt: skip


def lost_is_known(context: BoardContext) -> bool:
    """Whether the year before is loaded, so that who bought only then is known. Masked amounts do not tell."""
    return context.is_masked("net_sales") or any(one.earlier is not None for one in standings(context))


def empty(context: BoardContext) -> str | None:
    """Nothing was sold in these months."""
    if standings(context) or context.result("net_sales", period=year(context)).one().get("net_sales") is not None:
        return None
    return context.t("customers.nothing")


def headline(context: BoardContext) -> Headline:
    """The customer with the most money at stake and what to do; without one, the largest."""
    customers = standings(context)
    gone = leaving(customers)
    window = context.t("customers.window", span=context.span(year(context)))
    if not customers:
        return Headline(context.t("customers.nothing"), window)
    if not gone:
        one = customers[0]
        key = "customers.headline_calm" if lost_is_known(context) else "customers.headline_lost_unknown"
        sentence = context.t(key, who=_name(context, one), amount=context.short("net_sales", one.net_sales))
        return Headline(sentence, window)
    one = gone[0]
    key = "customers.headline_lost" if one.rfm_segment is RfmSegment.LOST else "customers.headline_risk"
    sentence = context.t(
        key, who=_name(context, one), amount=context.short("net_sales", one.at_stake),
        days=context.write_count(one.days_since),
        rep=context.label("rep", one.rep), step=context.t(f"customers.step.{one.step}"),
        others=context.write_count(len(gone) - 1),
    )  # fmt: skip
    return Headline(sentence, window)


def _name(context: BoardContext, one: CustomerValue) -> str:
    return context.label("customer", one.customer)


def card_row(context: BoardContext) -> CardRow:
    """Who bought, who came, who stayed away; against the stretch before."""
    found = against_a_month_before(context, CUSTOMER_CARDS)
    return CardRow(tuple(metric_card(context, found[metric], metric) for metric in CUSTOMER_CARDS), width=144)
