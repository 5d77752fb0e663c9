"""One customer: his open documents, and the statement to send."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pages.kit import chart, downloads, tables
from pages.kit.context import PageContext
from pages.kit.spans import closes
from pages.money import promise
from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.analysis.receivables.overdue import OverdueCustomer
from sales_core.analysis.receivables.statement import customer_statement
from sales_core.format.numbers import day
from sales_core.kernel.query import Filter, Value
from sales_core.reports.statement import write_statement


def section(page: PageContext, one: OverdueCustomer) -> None:
    """Every open item of the customer and a statement as a spreadsheet."""
    said = page.t(
        "ar.customer_message",
        who=one.customer_name,
        overdue=page.compact("receivables_overdue", one.overdue),
        owed=page.compact("receivables_open", one.open),
        days=one.days,
    )
    chart.heading(said, page.t("ar.customer_note", day=day(closes(page), page.locale)))
    items = documents(page, one.customer)
    rows = [_row(page, item) for item in items]
    tables.show(page, rows, _columns(page), key="customer_items", height=300)
    promise.form(page, one, items)
    downloads.link(
        page,
        page.t("ar.statement_for", who=one.customer_name),
        f"{page.t('ar.statement')}_{one.customer}_{closes(page)}.xlsx",
        lambda: statement(page, one.customer),
        key=f"statement:{one.customer}",
        mime=downloads.XLSX_TYPE,
    )


def documents(page: PageContext, customer: str) -> tuple[OpenItem, ...]:
    """What the customer has open on the page's day, the longest overdue first."""
    others = tuple(item for item in page.filters if item.dimension != "customer")
    reader = page.workspace.figures.reader(page.viewer, page.version)
    return open_items(reader, closes(page), filters=(*others, Filter("customer", (customer,))))


def statement(page: PageContext, customer: str) -> bytes:
    """The customer's statement of account over the page's period, as a workbook."""
    period = page.period.clipped(page.as_of) or page.period
    found = customer_statement(page.workspace.figures.reader(page.viewer, page.version), customer, period)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_statement(found, path, page.locale)
        return path.read_bytes()


def _columns(page: PageContext) -> list[tables.TableColumn]:
    return [
        tables.TableColumn("document", page.t("ar.document")),
        tables.TableColumn("kind", page.t("ar.kind")),
        tables.TableColumn("dated", page.t("ar.dated")),
        tables.TableColumn("due", page.t("ar.due")),
        tables.TableColumn("amount", page.t("ar.amount"), "money"),
        tables.TableColumn("paid", page.t("ar.paid"), "money"),
        tables.TableColumn("open", page.t("ar.open"), "money"),
        tables.TableColumn("late", page.t("ar.days_late"), "count"),
    ]


def _row(page: PageContext, item: OpenItem) -> dict[str, Value]:
    return {
        "document": f"{item.document}/{item.instalment}" if item.instalment else item.document,
        "kind": page.t(f"ar.kind_{item.kind}"),
        "dated": item.item_date,
        "due": item.due,
        "amount": item.amount,
        "paid": item.paid + item.credited,
        "open": item.open,
        "late": item.days_overdue or None,
    }
