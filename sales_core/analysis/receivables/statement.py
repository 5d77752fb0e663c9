"""A customer's statement of account: what he owed, what was invoiced and paid, what he owes now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.analysis.visible import RECEIVABLE_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Right, Viewer
from sales_core.warehouse.snapshot import Snapshot

_LINES = """
SELECT f.date, f.source, f.reference, max(f.due) AS due, sum(f.amount) AS amount
FROM receivable_movements f
WHERE f.date >= ? AND f.date <= {at} AND f.customer = ? AND {visible}
GROUP BY f.date, f.source, f.reference, f.upload_id, f.sheet, f.source_row
ORDER BY f.date, CASE WHEN f.source = 'invoice' THEN 0 WHEN f.source LIKE 'credit%' THEN 1 ELSE 2 END,
    f.reference
"""
_OPENING = """
SELECT coalesce(sum(f.amount), 0) AS amount FROM receivable_movements f
WHERE f.date < {at} AND f.customer = ? AND {visible}
"""
#: Name, terms and limit of a customer are shown to who sees any movement of him.
_KNOWN = "SELECT 1 FROM receivable_movements f WHERE f.customer = ? AND {visible} LIMIT 1"
_NAME = "SELECT name, term_days, credit_limit FROM dim_customer WHERE customer = ?"


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


def customer_statement(snapshot: Snapshot, viewer: Viewer, customer: str, period: Period) -> Statement:
    """The statement of one customer; empty, without name and terms, when the viewer sees nothing of him."""
    where = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS)
    before = bind(_OPENING, period.start, visible=where)
    opening = snapshot.rows(before.text, (before.params[0], customer, *before.params[1:]))[0]["amount"]
    during = bind(_LINES, period.end, visible=where)
    rows = snapshot.rows(during.text, (period.start, during.params[0], customer, *during.params[1:]))
    balance, lines = Decimal(opening), []
    for row in rows:
        balance += row["amount"]
        lines.append(_line(row, balance))
    known = bind(_KNOWN, period.end, visible=where)
    is_seen = bool(snapshot.rows(known.text, (customer, *known.params)))
    about = next(iter(snapshot.rows(_NAME, (customer,))), {}) if is_seen else {}
    return Statement(
        customer=customer,
        customer_name=str(about.get("name") or customer),
        period=period,
        currency=snapshot.currency,
        opening=Decimal(opening),
        lines=tuple(lines),
        closing=balance,
        items=open_items(snapshot, viewer, period.end, filters=(Filter("customer", (customer,)),)),
        term_days=about.get("term_days"),
        credit_limit=about.get("credit_limit") or None,
    )


def _line(row: dict[str, object], balance: Decimal) -> StatementLine:
    amount, source, day, due = row["amount"], str(row["source"]), row["date"], row["due"]
    assert isinstance(amount, Decimal)  # noqa: S101 - declared DECIMAL
    assert isinstance(day, date)  # noqa: S101 - declared DATE
    return StatementLine(
        day=day,
        source={"credit": "credit_note", "stated_undated": "stated"}.get(source, source),
        reference=str(row["reference"]),
        due=due if source == "invoice" and isinstance(due, date) else None,
        debit=max(amount, Decimal(0)),
        credit=max(-amount, Decimal(0)),
        balance=balance,
    )
