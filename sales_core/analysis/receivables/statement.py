"""A customer's statement of account: what he owed, what was invoiced and paid, what he owes now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.kernel.query import Filter, ListQuery, Value
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One document or receipt. `source`: invoice, credit_note, receipt, stated. `balance` is after it."""

    day: date
    source: str
    reference: str
    due: date | None
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """A customer's account over a period, in the reporting currency. closing = opening + debits − credits."""

    customer: str
    customer_name: str
    period: Period
    currency: str
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal
    items: tuple[OpenItem, ...]
    """What the closing balance is made of, oldest due first."""
    term_days: int | None
    credit_limit: Decimal | None

    @property
    def ageing(self) -> dict[str, Decimal]:
        """Bucket id to amount of the closing balance; adds up to it, but for items below a cent."""
        found: dict[str, Decimal] = {}
        for item in self.items:
            found[item.bucket] = found.get(item.bucket, Decimal(0)) + item.open
        return found


def customer_statement(reader: FigureReader, customer: str, period: Period) -> Statement:
    """The statement of one customer; empty, without name and terms, when the viewer sees nothing of him."""
    only = (Filter("customer", (customer,)),)
    rows = reader.run_list(ListQuery("account_lines", period, only, as_of=period.end)).rows
    about = next(iter(reader.list_on("payment_terms", max(reader.as_of, period.end), only)), None)
    opening = next((_money(row, "balance") for row in rows if row["source"] == "opening"), Decimal(0))
    return Statement(
        customer=customer,
        customer_name=str(about["customer_name"]) if about else customer,
        period=period,
        currency=reader.currency,
        opening=opening,
        lines=tuple(_line(row) for row in rows if row["source"] != "opening"),
        closing=_money(rows[-1], "balance") if rows else Decimal(0),
        items=open_items(reader, period.end, filters=only),
        term_days=cast("int | None", about["term_days"]) if about else None,
        credit_limit=cast("Decimal | None", about["credit_limit"]) if about else None,
    )


def _line(row: Mapping[str, Value]) -> StatementLine:
    return StatementLine(
        day=cast("date", row["day"]),
        source=str(row["source"]),
        reference=str(row["reference"]),
        due=cast("date | None", row["due"]),
        debit=_money(row, "debit"),
        credit=_money(row, "credit"),
        balance=_money(row, "balance"),
    )


def _money(row: Mapping[str, Value], column: str) -> Decimal:
    value = row[column]
    return value if isinstance(value, Decimal) else Decimal(0)
