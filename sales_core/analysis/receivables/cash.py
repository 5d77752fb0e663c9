"""Expected cash-in by week: due dates moved by each customer's own habit of paying late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.kernel.query import Filter, Value
from sales_core.semantic.reader import FigureReader

#: A customer's habit counts from this many settled documents on; below, the habit of all customers is taken.
ENOUGH_DOCUMENTS = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """Median days between due date and payment (negative = early): per customer, and of all together."""

    by_customer: Mapping[str, float]
    everyone: float

    def days_for(self, customer: str) -> int:
        """The whole days to add to a due date of this customer."""
        return round(self.by_customer.get(customer, self.everyone))


#: An item and how much of it is meant.
_ItemShare = tuple[OpenItem, Decimal]


@dataclass(frozen=True, slots=True)
class ExpectedCash:
    """Cash expected in the week that starts on Monday `week`; None = later than his habit."""

    week: date | None
    amount: Decimal
    items: int
    overdue: Decimal
    """The part that is past its due date on the day of the forecast."""


def paying_habits(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> Habits:
    """How late customers paid in the year up to `day`."""
    found = {row["customer"]: row for row in reader.list_on("paying_habits", day, filters)}
    everyone = found.pop(None, {"days": None})
    enough = {str(name): _days(row) for name, row in found.items() if _documents(row) >= ENOUGH_DOCUMENTS}
    return Habits(enough, _days(everyone))


def _days(row: Mapping[str, Value]) -> float:
    days = row["days"]
    return float(days) if isinstance(days, int | float | Decimal) else 0.0


def _documents(row: Mapping[str, Value]) -> int:
    documents = row["documents"]
    return documents if isinstance(documents, int) else 0


def expected_cash(
    reader: FigureReader,
    day: date,
    *,
    filters: tuple[Filter, ...] = (),
    promises: Sequence[PromiseStanding] = (),
) -> tuple[ExpectedCash, ...]:
    """Positive open items by the week in which they should be paid, in order; adds up to all of them.

    What a customer promised and still has to pay counts in the week of the promise, his oldest items first; the rest by
    habit. Credits and unapplied cash are left aside: they are money already here.
    """
    habits = paying_habits(reader, day, filters=filters)
    return by_week(open_items(reader, day, filters=filters), habits, day, promises)


def by_week(
    items: Sequence[OpenItem], habits: Habits, at: date, promises: Sequence[PromiseStanding] = ()
) -> tuple[ExpectedCash, ...]:
    """The open items that are owed to us, by expected week; the row without a week comes last."""
    owed = [item for item in items if item.open > 0]
    weeks: dict[date | None, list[_ItemShare]] = {}
    left = {id(item): item.open for item in owed}
    for one in sorted(promises, key=lambda one: (one.promise.document == "", one.promise.day)):
        for item, amount in _promised(one, owed, left):
            weeks.setdefault(_monday(one.promise.day), []).append((item, amount))
    for item in owed:
        if left[id(item)]:
            weeks.setdefault(_week(item, habits, at), []).append((item, left[id(item)]))
    return tuple(
        ExpectedCash(
            week,
            sum((amount for _, amount in found), Decimal(0)),
            len({id(item) for item, _ in found}),
            sum((amount for item, amount in found if item.days_overdue), Decimal(0)),
        )
        for week, found in sorted(weeks.items(), key=lambda pair: pair[0] or date.max)
    )


def _promised(one: PromiseStanding, owed: Sequence[OpenItem], left: dict[int, Decimal]) -> list[_ItemShare]:
    """The parts of the customer's items, oldest first, that what is left of the promise covers; taken from `left`."""
    found: list[_ItemShare] = []
    rest = one.left
    mine = [
        item for item in owed if item.customer == one.promise.customer and one.promise.document in {"", item.document}
    ]
    for item in sorted(mine, key=lambda item: (item.due or date.max, item.document, item.instalment)):
        part = min(rest, left[id(item)])
        if part > 0:
            found.append((item, part))
            left[id(item)] -= part
            rest -= part
    return found


def _week(item: OpenItem, habits: Habits, at: date) -> date | None:
    if item.due is None:
        return None
    day = item.due + timedelta(days=habits.days_for(item.customer))
    if day < at:
        # An item not yet due of an early payer is still to come; a late one beyond his habit cannot be dated.
        if item.days_overdue:
            return None
        day = at
    return _monday(day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
