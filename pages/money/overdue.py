"""Whom to call first: customers by what is overdue, the next action, documents and statement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pages.kit import tables
from pages.kit.amounts import ZERO, share
from pages.kit.chart import heading
from pages.kit.context import PageContext
from pages.money import customer, promise
from sales_core.analysis.receivables.overdue import OverdueCustomer
from sales_core.kernel.query import Value

_TOP = 10


def section(page: PageContext, late: Sequence[OverdueCustomer], overdue: Decimal) -> None:
    """The list and the drill to the customer picked. `overdue` is what the page's card shows, credits included."""
    note = (credits_beside(page, late, overdue), page.t("ar.overdue_note"), promise.kept_text(page))
    heading(message(page, late), " · ".join(part for part in note if part))
    if not late:
        return
    columns = [
        tables.TableColumn("name", page.t("ar.customer"), width="medium"),
        tables.TableColumn("action", page.t("ar.action")),
        tables.metric_column(page, "receivables_overdue"),
        tables.TableColumn("days", page.t("ar.oldest"), "count", help=page.t("ar.oldest_help")),
        tables.TableColumn("documents", page.t("ar.documents"), "count"),
        tables.metric_column(page, "receivables_open"),
        tables.metric_column(page, "receivables_unapplied"),
        tables.TableColumn("promise", page.t("promise.column"), help=page.t("promise.column_help"), width="medium"),
        tables.TableColumn("rep", page.t("shell.dimension_rep")),
        tables.TableColumn("branch", page.t("shell.dimension_branch")),
    ]
    promised = promise.by_customer(page)
    rows = [_row(page, one) | {"promise": promise.said(page, promised.get(one.customer))} for one in late]
    at = tables.show(page, rows, columns, key="overdue", file="overdue", height=380, pick=True)
    if at is not None:
        customer.section(page, late[at])


def message(page: PageContext, late: Sequence[OverdueCustomer]) -> str:
    """How concentrated the overdue money is."""
    total = sum((one.overdue for one in late), ZERO)
    if total <= 0:
        return page.t("ar.none_late")
    top = sum((one.overdue for one in late[:_TOP]), ZERO)
    return page.t(
        "ar.overdue_message",
        customers=len(late),
        amount=page.compact("receivables_overdue", total),
        top=min(_TOP, len(late)),
        share=page.compact("overdue_share", share(top, total)),
    )


def credits_beside(page: PageContext, late: Sequence[OverdueCustomer], overdue: Decimal) -> str:
    """Why the list and the card differ: customers whose overdue credits exceed their overdue documents."""
    beside = overdue - sum((one.overdue for one in late), ZERO)
    if not late or not beside:
        return ""
    said = {"amount": page.compact("receivables_overdue", beside), "owed": page.compact("receivables_overdue", overdue)}
    return page.t("ar.credits_beside", **said)


def _row(page: PageContext, one: OverdueCustomer) -> dict[str, Value]:
    return {
        "name": one.customer_name,
        "action": page.t(f"ar.action_{one.action.value}") + ("!" if one.large else ""),
        "receivables_overdue": one.overdue,
        "days": one.days,
        "documents": one.documents,
        "receivables_open": one.open,
        "receivables_unapplied": one.unapplied or None,
        "rep": page.label("rep", one.rep),
        "branch": page.label("branch", one.branch),
    }
