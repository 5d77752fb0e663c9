"""Whom to call first: customers by what is overdue, with the next action and what they promised."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.boards.amounts import ZERO, as_amount, share
from sales_core.boards.blocks import Column, Table, table
from sales_core.boards.cards import metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.receivables import promises

_TOP = 10


def overdue(context: BoardContext) -> Table:
    """The list; a picked row is the customer whose documents are shown."""
    late = context.on_day(overdue_customers)
    notes = (_credits_beside(context, late), context.t("ar.overdue_note"), promises.kept(context))
    promised = promises.by_customer(context) if late else {}
    columns = (
        Column("name", context.t("ar.customer"), value="customer_name", width="medium"),
        Column("action", context.t("ar.action"), value=lambda one: _action(context, one)),
        metric_column(context, "receivables_overdue", "overdue"),
        Column("days", context.t("ar.oldest"), "count", help=context.t("ar.oldest_help")),
        Column("documents", context.t("ar.documents"), "count"),
        metric_column(context, "receivables_open", "open"),
        Column(
            "receivables_unapplied", context.metric_name("receivables_unapplied"), "money",
            lambda one: one.unapplied or None,
        ),
        Column(
            "promise", context.t("promise.column"), "", lambda one: promises.text(context, promised.get(one.customer)),
            context.t("promise.column_help"), "medium",
        ),
        Column("rep", context.t("dimension.rep.label"), value=lambda one: context.label("rep", one.rep)),
        Column("branch", context.t("dimension.branch.label"), value=lambda one: context.label("branch", one.branch)),
    )  # fmt: skip
    return table(
        _message(context, late), columns, late, key="customer",
        note=" · ".join(note for note in notes if note), file="overdue", selects="customer",
    )  # fmt: skip


def _action(context: BoardContext, one: OverdueCustomer) -> str:
    return context.t(f"ar.action_{one.action.value}") + ("!" if one.large else "")


def _message(context: BoardContext, late: Sequence[OverdueCustomer]) -> str:
    """How concentrated the overdue money is."""
    total = sum((one.overdue for one in late), ZERO)
    if total <= 0:
        return context.t("ar.none_late")
    top = sum((one.overdue for one in late[:_TOP]), ZERO)
    return context.t(
        "ar.overdue_message",
        customers=len(late),
        amount=context.short("receivables_overdue", total),
        top=min(_TOP, len(late)),
        share=context.short("overdue_share", share(top, total)),
    )


def _credits_beside(context: BoardContext, late: Sequence[OverdueCustomer]) -> str:
    """Why the list and the card differ: customers whose overdue credits exceed their overdue documents."""
    owed = as_amount(context.result("receivables_overdue").one(), "receivables_overdue")
    beside = owed - sum((one.overdue for one in late), ZERO)
    if not late or not beside:
        return ""
    amount, all_owed = (context.short("receivables_overdue", value) for value in (beside, owed))
    return context.t("ar.credits_beside", amount=amount, owed=all_owed)
