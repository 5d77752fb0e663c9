"""Receivables computed a second time, slowly, from the documents: totals per document on a day, no movements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.support.present import Cells

BUCKETS = (("1_30", 1, 30), ("31_60", 31, 60), ("61_90", 61, 90), ("91_120", 91, 120), ("over_120", 121, 10**6))


@dataclass(frozen=True)
class Item:
    customer: str
    amount: Decimal
    day: date | None  # document date; None for cash
    due: date | None


def items_on(  # noqa: C901 - the whole rule at a glance: this is what the product is judged by
    at: date, documents: list[Cells], receipts: list[Cells]
) -> list[Item]:
    """Every open or empty item: instalments after payment in order of due date, surplus and unapplied cash apart."""
    by_number: dict[str, list[Cells]] = defaultdict(list)
    for row in documents:
        by_number[row["document"]].append(row)
    applied = [row for row in documents if row.get("original") in by_number]
    own = {n: rows for n, rows in by_number.items() if not any(row in applied for row in rows)}
    target = {row["document"]: row["original"] for row in applied}
    paid: dict[str, Decimal] = defaultdict(Decimal)
    has_receipts: set[str] = set()
    found: list[Item] = []
    for row in receipts:
        number = target.get(row.get("document", ""), row.get("document", ""))
        if number in own:
            has_receipts.add(number)
        if row["date"] <= at:
            if number in own:
                paid[number] += row["amount"]
            else:
                found.append(Item(row["customer"], -row["amount"], None, None))
    for row in applied:
        if row["date"] <= at:
            paid[row["original"]] -= row["amount"]
    for number, rows in own.items():
        credited = [row["amount"] for row in applied if row["original"] == number]
        stated = {} if number in has_receipts else {id(row): _stated(row, at, rows, credited) for row in rows}
        if number in has_receipts or credited:
            found += _allocated(rows, paid[number] + sum(stated.values(), Decimal(0)), at)
        else:
            for row in rows:  # stated paid amounts belong to their own instalment
                found += _allocated([row], stated[id(row)], at)
    return found


def _stated(row: Cells, at: date, rows: list[Cells], credited: list[Decimal]) -> Decimal:
    settled: date | None = row.get("settled")
    paid: Decimal | None = row.get("paid")
    if settled is None:
        return paid if paid and row["date"] <= at else Decimal(0)
    if settled > at:
        return Decimal(0)
    whole: Decimal = row["amount"]
    return paid or whole + (sum(credited, Decimal(0)) if len(rows) == 1 else Decimal(0))


def _allocated(rows: list[Cells], paid: Decimal, at: date) -> list[Item]:
    found: list[Item] = []
    left = paid
    sign = -1 if sum(row["amount"] for row in rows) < 0 else 1
    for row in sorted(rows, key=lambda row: (row["due"], row.get("instalment", ""))):
        taken = max(Decimal(0), min(sign * left, sign * row["amount"]))
        left -= sign * taken
        stands = row["amount"] if row["date"] <= at else Decimal(0)
        found.append(Item(row["customer"], stands - sign * taken, row["date"], row["due"]))
    if left:
        found.append(Item(rows[0]["customer"], -left, None, None))
    return found


def summary(items: list[Item], at: date) -> dict[str, Decimal]:
    """Open, not due, overdue and both sets of buckets."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        found["open"] += item.amount
        late = (at - item.due).days if item.due else 0
        found["not_due" if late <= 0 else "overdue"] += item.amount
        for name, low, high in BUCKETS:
            if low <= late <= high:
                found[name] += item.amount
        age = (at - item.day).days if item.day else -1
        for name, low, high in (("0_30", 0, 30), *BUCKETS[1:]):
            if low <= age <= high:
                found[f"age_{name}"] += item.amount
        if age < 0:
            found["age_none"] += item.amount
    return found
