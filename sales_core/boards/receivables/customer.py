"""The customer picked: his open documents, what he promised, and the statement to send."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.analysis.receivables.statement import customer_statement
from sales_core.boards.blocks import Document, Downloads, RecordForm, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.receivables import promises
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Text
from sales_core.reports.statement import write_statement

_COLUMNS = ("item", "kind", "item_date", "due", "amount", "settled", "open", "days_overdue")


def _picked(context: BoardContext) -> OverdueCustomer | None:
    customer = context.choice("customer")
    return next((one for one in context.on_day(overdue_customers) if one.customer == customer), None)


def _documents(context: BoardContext, one: OverdueCustomer) -> tuple[OpenItem, ...]:
    """What the customer has open on the board's day, the longest overdue first."""
    others = tuple(item for item in context.filters if item.dimension != "customer")
    return open_items(context.reader, context.day, filters=(*others, Filter("customer", (one.customer,))))


def items(context: BoardContext) -> Table | None:
    """Every open item of the customer."""
    one = _picked(context)
    if one is None:
        return None
    columns = list_columns(context, "open_items", *_COLUMNS)
    title = context.t(
        "ar.customer_message",
        who=one.customer_name,
        overdue=context.short("receivables_overdue", one.overdue),
        owed=context.short("receivables_open", one.open),
        days=one.days,
    )
    note = context.t("ar.customer_note", day=context.date(context.day))
    return Table.of(title, columns, _documents(context, one), note=note)


def promise(context: BoardContext) -> RecordForm | None:
    """His last promises, and the entry of a new one."""
    one = _picked(context)
    if one is None:
        return None
    documents = dict.fromkeys(item.document for item in _documents(context, one) if item.open > 0 and item.document)
    choices = [("", Text("promise.all_documents")), *((name, Text.verbatim(name)) for name in documents)]
    form = context.company.records.form(
        promises.RECORD, one.customer, defaults={"amount": max(one.overdue, Decimal(0))}, choices={"document": choices}
    )
    entries = tuple(_entry(context, each) for each in promises.standings(context) if _is_of(each, one))
    return RecordForm(form, context.t("promise.note_one"), entries, is_open=context.is_latest)


def _is_of(standing: PromiseStanding, one: OverdueCustomer) -> bool:
    return bool(standing.promise.customer == one.customer)


def _entry(context: BoardContext, standing: PromiseStanding) -> str:
    noted = standing.promise
    by = context.t("promise.by", who=noted.by)
    return " · ".join(part for part in (promises.text(context, standing), noted.document, noted.note, by) if part)


def statement(context: BoardContext) -> Downloads | None:
    """The customer's statement of account over the period, as a workbook."""
    one = _picked(context)
    if one is None:
        return None
    name = f"{context.t('ar.statement')}_{one.customer}_{context.day}.xlsx"
    label = context.t("ar.statement_for", who=one.customer_name)
    return Downloads((Document(label, name, lambda: _workbook(context, one.customer)),))


def _workbook(context: BoardContext, customer: str) -> bytes:
    period = context.period.clipped(context.as_of) or context.period
    account = customer_statement(context.reader, customer, period)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_statement(account, path, context.locale, company=context.company.figures.company_name)
        return path.read_bytes()
