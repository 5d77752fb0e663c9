"""Whom to call first: customers by what is overdue, with the next action and what they promised."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.boards.amounts import ZERO, as_amount, share
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.receivables import promises

_TOP = 10
_COLUMNS = ("customer_name", "action", "overdue", "days", "documents", "open", "unapplied")


def overdue(context: BoardContext) -> Table:
    """The list; a picked row is the customer whose documents are shown."""
    late = context.on_day(overdue_customers)
    notes = (_credits_beside(context, late), context.t("ar.overdue_note"), promises.kept(context))
    promised = promises.by_customer(context) if late else {}
    promise = Column(
        "promise", context.t("promise.column"), None, lambda one: promises.text(context, promised.get(one.customer)),
        context.t("promise.column_help"), "medium",
    )  # fmt: skip
    columns = (
        *list_columns(context, "overdue_customers", *_COLUMNS),
        promise,
        *list_columns(context, "overdue_customers", "rep", "branch"),
    )
    return Table.of(
        _message(context, late), columns, late, key="customer",
        note=" · ".join(note for note in notes if note), file="overdue", selects="customer",
    )  # fmt: skip


def _message(context: BoardContext, late: Sequence[OverdueCustomer]) -> str:
    """How concentrated the overdue money is."""
    total = sum((one.overdue for one in late), ZERO)
    if total <= 0:
        return context.t("ar.none_late")
    top = sum((one.overdue for one in late[:_TOP]), ZERO)
    return context.t(
        "ar.overdue_message" if len(late) > _TOP else "ar.overdue_message_all",
        customers=context.write_count(len(late)),
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
