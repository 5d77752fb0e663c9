"""Today's five calls of each rep with what to say; for administrators, who is left out and what it was worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sales_core.analysis.customers.calls import (
    CALLS,
    FEWEST,
    JUDGED_MONTHS,
    Call,
    CallReason,
    Reason,
    first_calls,
    is_left_out,
    ranked_calls,
    sales_changes,
    worth_of,
)
from sales_core.boards.allowance import may_ask_list
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Clause, Column, Headline, Narrative, Sentence, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.boards.customers.white_space import known_cut
from sales_core.boards.number import Drill
from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.kernel.periods import add_months
from sales_core.kernel.terms import Period, Right
from sales_core.kernel.units import Unit

#: Months back in which the advice may have begun.
_MOST_MONTHS = 12


def _ranked(context: BoardContext, day: date) -> tuple[Call, ...]:
    """Every customer to call as things stood on a day; only what narrows customers applies."""
    own, _ = context.narrowed("net_sales", only=CUSTOMER_DIMENSIONS)
    owes, lasts = may_ask_list(own, "overdue_customers"), may_ask_list(own, "expiring_lots")
    return own.kept(
        "customers.calls", (day, own.filters, owes, lasts),
        lambda: ranked_calls(
            own.reader, day, known_cut(own), filters=own.filters, has_receivables=owes, has_stock=lasts
        ),
    )  # fmt: skip


def todays_calls(context: BoardContext) -> tuple[Call, ...]:
    """The first calls of each rep, without those that are left out; a mark tells nobody whom to call, and stays."""
    is_mark = context.is_masked_subject("customer")
    every = _ranked(context, year(context).end)
    return first_calls([call for call in every if is_mark or not is_left_out(call.customer)])


def _said(context: BoardContext, call: Call) -> str:
    """What to say to the customer."""
    return context.t("calls.and").join(_reason(context, one) for one in call.reasons)


def _reason(context: BoardContext, reason: Reason) -> str:
    dimension = "product" if reason.kind is CallReason.EXPIRING else "category"
    subject = context.label(dimension, reason.subject) if reason.subject else ""
    return context.t(f"calls.say.{reason.kind}", amount=context.short("net_sales", reason.amount), subject=subject)


def headline(context: BoardContext) -> Headline:
    """The call that is worth most: who calls whom, about how much, and what to say."""
    found, window = todays_calls(context), context.t("calls.day", day=context.date(year(context).end))
    if not found:
        return Headline(context.t("calls.none"), window)
    first = found[0]
    sentence = context.t(
        "calls.headline", rep=context.label("rep", first.rep), who=context.label("customer", first.customer),
        amount=context.short("net_sales", first.amount), say=_said(context, first),
    )  # fmt: skip
    return Headline(sentence, window)


def calls(context: BoardContext) -> Table:
    """Of each rep the five customers to call, the most money first, with what to say."""
    found = todays_calls(context)
    total = sum((call.amount for call in found), ZERO)
    title = context.t(
        "calls.title" if found else "calls.none", count=context.write_count(len(found)),
        reps=context.write_count(len({call.rep for call in found})), amount=context.short("net_sales", total),
    )  # fmt: skip
    return _table(context, found, title, "five_calls", context.t("calls.note", calls=CALLS))


def _table(context: BoardContext, found: Sequence[Call], title: str, file: str, note: str) -> Table:
    columns = (
        dimension_column(context, "customer"),
        Column("amount", context.t("calls.column_amount"), Unit.MONEY),
        dimension_column(context, "rep"),
        Column("say", context.t("calls.column_say"), value=lambda call: _said(context, call), width="large"),
    )
    return Table.of(
        title, columns, found, key="customer", note=note, file=file,
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip


def sees_trial(context: BoardContext) -> bool:
    """Whether the viewer is told who is left out: whoever is, and knows it, is no comparison any more."""
    return context.may(Right.MANAGE_USERS) and not context.is_masked_subject("customer")


def left_out(context: BoardContext) -> Table | None:
    """Customers who would be called and are left out, for administrators."""
    if not sees_trial(context):
        return None
    found = [call for call in first_calls(_ranked(context, year(context).end)) if is_left_out(call.customer)]
    title = context.t("calls.left_out", count=context.write_count(len(found)))
    return _table(context, found, title, "calls_left_out", context.t("calls.left_out_note"))


def since_options(context: BoardContext) -> tuple[str, ...]:
    """First days of the months in which the advice may have begun, the latest that can be judged first."""
    last = Period.month_of(year(context).end)
    whole = last.start if last.end > year(context).end else add_months(last.start, 1)
    newest = add_months(whole, -JUDGED_MONTHS)
    return tuple(add_months(newest, -back).isoformat() for back in range(_MOST_MONTHS))


def since_name(context: BoardContext, value: str) -> str:
    """A month in words."""
    return context.t("calls.since", month=context.span(Period.month_of(date.fromisoformat(value))))


def worth(context: BoardContext) -> Narrative | None:
    """What the advice was worth in the three months from the one chosen, with its uncertainty; for administrators."""
    if not sees_trial(context) or context.is_masked("net_sales"):
        return None
    since = date.fromisoformat(context.choice("since"))
    own, _ = context.narrowed("net_sales", only=CUSTOMER_DIMENSIONS)
    named = [call.customer for call in first_calls(_ranked(context, Period.month_of(add_months(since, -1)).end))]
    changes = sales_changes(own.reader, since, named, own.filters)
    found = worth_of(
        [changes[one] for one in named if not is_left_out(one)], [changes[one] for one in named if is_left_out(one)]
    )
    month = context.span(Period.month_of(since))
    if found is None:
        said = context.t("calls.worth_unknown", month=month, fewest=FEWEST)
    else:
        key = "calls.worth" if abs(found.total) > found.margin else "calls.worth_open"
        said = context.t(
            key, month=month, advised=context.write_count(found.advised), left_out=context.write_count(found.left_out),
            total=context.signed(found.total, Unit.MONEY), margin=context.write(found.margin, Unit.MONEY),
            change=context.signed(found.change_advised, Unit.MONEY),
            other=context.signed(found.change_left_out, Unit.MONEY),
        )  # fmt: skip
    lines = (said, context.t("calls.worth_note", months=JUDGED_MONTHS))
    return Narrative(tuple(Sentence((Clause(line),)) for line in lines), context.t("calls.worth_title"))
