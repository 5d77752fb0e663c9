"""Promises to pay: whether they were kept, and what of them is still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.catalogue.record import FieldValue, RecordRow
from sales_core.kernel.query import Value

Facts = Mapping[str, Sequence[Mapping[str, Value]]]


class Kept(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    """Its day is still to come."""
    KEPT = "kept"
    """What was promised came in by its day."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PromiseToPay:
    """`amount` (reporting currency) by `day`, noted when the data reached `made`. `document` '' = of all he owes."""

    customer: str
    document: str
    made: date
    day: date
    amount: Decimal
    note: str
    by: str

    @classmethod
    def of(cls, row: RecordRow) -> PromiseToPay:
        """The promise that a record holds. Raises TypeError when its day or amount is missing."""
        day, amount = row.values["day"], row.values["amount"]
        if not isinstance(day, date) or not isinstance(amount, Decimal):
            raise TypeError(f"record {row.id} of {row.record} has no day or no amount")
        document, note = str(row.values["document"] or ""), str(row.values["note"] or "")
        return cls(row.subject, document, row.as_of, day, amount, note, row.by)


@dataclass(frozen=True, slots=True)
class PromiseStanding:
    """A promise and the receipts after it was made, up to its day or the day asked. Money in reporting currency."""

    row: RecordRow = field(repr=False)
    promise: PromiseToPay
    received: Decimal
    state: Kept

    @property
    def left(self) -> Decimal:
        """What is still to come of it; 0 once kept or broken."""
        return self.promise.amount - self.received if self.state is Kept.OPEN else Decimal(0)

    @property
    def derived(self) -> dict[str, FieldValue]:
        """What the list of the record shows beside its fields."""
        return {"received": self.received, "left": self.left}


def standings(rows: Sequence[RecordRow], facts: Facts, at: date) -> tuple[PromiseStanding, ...]:
    """The newest promise per customer and document, in the order of `rows` (newest first); withdrawn ones are left out.

    `facts["receipts_by_day"]` holds customer, document, date and amount of the receipts since the oldest promise.
    """
    newest: dict[tuple[str, str], tuple[RecordRow, PromiseToPay]] = {}
    for row in rows:
        if row.state != "withdrawn":
            promise = PromiseToPay.of(row)
            newest.setdefault((promise.customer, promise.document), (row, promise))
    receipts: dict[Value, list[Mapping[str, Value]]] = {}
    for receipt in facts["receipts_by_day"]:
        receipts.setdefault(receipt["customer"], []).append(receipt)
    return tuple(_standing(row, promise, receipts.get(promise.customer, ()), at) for row, promise in newest.values())


def kept_promises(standings_: Sequence[PromiseStanding]) -> tuple[int, int]:
    """How many promises were kept, of how many whose day is over or that were kept before it."""
    over = [one for one in standings_ if one.state is not Kept.OPEN]
    return sum(one.state is Kept.KEPT for one in over), len(over)


def _standing(row: RecordRow, one: PromiseToPay, receipts: Sequence[Mapping[str, Value]], at: date) -> PromiseStanding:
    received = sum((_counted(one, receipt) for receipt in receipts), Decimal(0))
    state = Kept.KEPT if received >= one.amount else Kept.OPEN if one.day >= at else Kept.BROKEN
    return PromiseStanding(row, one, received, state)


def _counted(one: PromiseToPay, receipt: Mapping[str, Value]) -> Decimal:
    """The amount of a customer's receipt that counts: for the document promised, after the promise, by its day."""
    day, amount = receipt["date"], receipt["amount"]
    if one.document not in {"", receipt["document"]}:
        return Decimal(0)
    in_time = isinstance(day, date) and one.made < day <= one.day
    return amount if in_time and isinstance(amount, Decimal) else Decimal(0)
