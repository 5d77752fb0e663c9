"""A customer's statement of account as a workbook ready to send."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from sales_core.analysis.receivables.statement import Statement
from sales_core.catalogue.metrics.receivable_buckets import AGE_BUCKETS
from sales_core.format import cell_format, date_format, full
from sales_core.i18n import Locale
from sales_core.i18n.catalogue import t
from sales_core.kernel.units import Unit

_WIDTHS = (12, 16, 22, 12, 16, 16, 18)


def write_statement(statement: Statement, path: Path, locale: Locale, *, company: str) -> None:
    """Writes one sheet: head, entries with a running balance, open items, ageing, a place to sign.

    Texts are written as text, so a name that looks like a formula stays a name.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(t("statement.title", locale)[:31])
        page = _Page(sheet, _formats(book, locale, statement.currency), locale)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        _head(page, statement, company)
        _entries(page, statement)
        _open_items(page, statement)
        _ageing(page, statement)
        page.skip()
        page.text(0, t("statement.confirm", locale))
        page.skip(2)
        page.text(4, t("statement.sign", locale))


def _formats(book: Any, locale: Locale, currency: str) -> dict[str, Any]:
    money = cell_format(Decimal(0), Unit.MONEY, locale, currency, red=True)
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "bold": book.add_format({"bold": True}),
        "header": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"}),
        "money": book.add_format({"num_format": money}),
        "total": book.add_format({"num_format": money, "bold": True, "top": 1}),
        "label": book.add_format({"bold": True, "top": 1}),
        "day": book.add_format({"num_format": date_format("day"), "align": "left"}),
    }


@dataclass
class _Page:
    """A sheet and the row being written."""

    sheet: Any
    formats: dict[str, Any]
    locale: Locale
    row: int = 0

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def say(self, key: str) -> str:
        return t(f"statement.{key}", self.locale)

    def text(self, column: int, value: str, style: str | None = None) -> None:
        self.sheet.write_string(self.row, column, value, self.formats[style] if style else None)

    def money(self, column: int, value: Decimal, style: str = "money") -> None:
        # A spreadsheet number is a double: 15 digits hold any amount to the cent.
        self.sheet.write_number(self.row, column, float(value), self.formats[style])

    def header(self, *keys: str) -> None:
        for column, key in enumerate(keys):
            self.text(column, self.say(key) if key else "", "header")
        self.skip()


def _head(page: _Page, statement: Statement, company: str) -> None:
    title = page.say("title")
    page.text(0, f"{company}  {title}" if company else title, "title")
    page.skip(2)
    limit, term = statement.credit_limit, statement.term_days
    facts = (
        ("customer", f"{statement.customer_name}  {statement.customer}"),
        ("period", f"{statement.period.start:%Y-%m-%d} – {statement.period.end:%Y-%m-%d}"),
        ("currency", statement.currency),
        ("term", "–" if term is None else t("statement.days", page.locale, days=term)),
        ("limit", page.say("no_limit") if limit is None else full(limit, Unit.MONEY, page.locale, statement.currency)),
    )
    for key, value in facts:
        page.text(0, page.say(key), "bold")
        page.text(1, value)
        page.skip()
    page.skip()


def _entries(page: _Page, statement: Statement) -> None:
    page.header("day", "kind", "reference", "due", "debit", "credit", "balance")
    page.text(0, page.say("opening"))
    page.money(6, statement.opening)
    page.skip()
    for line in statement.lines:
        page.sheet.write_datetime(page.row, 0, line.day, page.formats["day"])
        page.text(1, page.say(f"source.{line.source}"))
        page.text(2, line.reference)
        if line.due:
            page.sheet.write_datetime(page.row, 3, line.due, page.formats["day"])
        if line.debit:
            page.money(4, line.debit)
        if line.credit:
            page.money(5, line.credit)
        page.money(6, line.balance)
        page.skip()
    page.text(0, page.say("closing"), "label")
    page.money(4, sum((line.debit for line in statement.lines), Decimal(0)), "total")
    page.money(5, sum((line.credit for line in statement.lines), Decimal(0)), "total")
    page.money(6, statement.closing, "total")
    page.skip(2)


def _open_items(page: _Page, statement: Statement) -> None:
    page.text(0, page.say("open_items"), "bold")
    page.skip()
    page.header("day", "kind", "reference", "due", "overdue_days", "debit", "open")
    for item in statement.items:
        page.sheet.write_datetime(page.row, 0, item.item_date, page.formats["day"])
        page.text(1, t(f"receivables.kind.{item.kind}", page.locale))
        page.text(2, f"{item.document}-{item.instalment}" if item.instalment else item.document)
        if item.due:
            page.sheet.write_datetime(page.row, 3, item.due, page.formats["day"])
        if item.days_overdue:
            page.sheet.write_number(page.row, 4, item.days_overdue)
        page.money(5, item.amount)
        page.money(6, item.open)
        page.skip()
    page.skip()


def _ageing(page: _Page, statement: Statement) -> None:
    names = ("not_due", *(name for name, _, _ in AGE_BUCKETS))
    page.text(0, page.say("ageing"), "bold")
    page.skip()
    for column, name in enumerate(names):
        page.text(column, t(f"receivables.bucket.{name}", page.locale), "header")
    page.skip()
    for column, name in enumerate(names):
        page.money(column, statement.ageing.get(name, Decimal(0)))
    page.skip()
