"""What is owed and how much of it is late, as a sentence and as cards."""

from __future__ import annotations

from sales_core.analysis.receivables.overdue import overdue_customers
from sales_core.boards.amounts import as_amount, share
from sales_core.boards.blocks import CardRow, Headline
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.context import BoardContext
from sales_core.kernel.query import Result
from sales_core.kernel.units import Unit

#: The metrics of the cards.
RECEIVABLES_CARDS = (
    "receivables_open",
    "receivables_overdue",
    "overdue_share",
    "collections",
    "dso_countback",
    "over_limit_customers",
)
#: Below this share of everything late no customer is named.
_WORTH_NAMING = 0.02


def _balance(context: BoardContext) -> Result:
    """What is open and late on the day."""
    return against_a_month_before(context, RECEIVABLES_CARDS)["receivables_open"]


def empty(context: BoardContext) -> str | None:
    """Nothing is owed and nothing was."""
    return context.t("ar.nothing") if _balance(context).one().get("receivables_open") is None else None


def headline(context: BoardContext) -> Headline:
    """What is owed, how much of it is late, and who owes most of that."""
    total = _balance(context)
    return Headline(_sentence(context, total), context.t("ar.basis", day=context.date(total.period.end)))


def _sentence(context: BoardContext, total: Result) -> str:
    row = total.one()
    owed, late = as_amount(row, "receivables_open"), as_amount(row, "receivables_overdue")
    figures = {"owed": context.short("receivables_open", owed), "late": context.short("receivables_open", late)}
    if late <= 0:
        return context.t("ar.headline_none_late", **figures)
    figures["share"] = context.short("overdue_share", row.get("overdue_share"))
    customers = context.on_day(overdue_customers)
    part = share(customers[0].overdue, late) if customers else None
    if part is None or part < _WORTH_NAMING:
        return context.t("ar.headline", **figures)
    figures |= {"who": customers[0].customer_name, "part": context.write(part, Unit.PERCENT)}
    return context.t("ar.headline_who", **figures)


def card_row(context: BoardContext) -> CardRow:
    """What is open and late, what came in, how long it takes, who is over his limit; against a month before."""
    found = against_a_month_before(context, RECEIVABLES_CARDS)
    return CardRow(tuple(metric_card(context, found[metric], metric) for metric in RECEIVABLES_CARDS), width=144)
