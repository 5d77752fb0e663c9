"""How old stock is: from receipt dates, or estimated from month-ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from sales_core.kernel.query import Filter, Value
from sales_core.semantic.reader import FigureReader

#: (id, first day, last day); texts are `stock.age.<id>`.
AGE_BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("0_30", 0, 30),
    ("31_60", 31, 60),
    ("61_90", 61, 90),
    ("91_180", 91, 180),
    ("over_180", 181, None),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in stock since `since`."""

    since: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class AgedStock:
    """Stock of one product by age on a day. `estimated`: walked back from month-ends, not read from receipts.

    `bands` add up to `quantity` less `unknown` (older than what is loaded, or without any date).
    """

    product: str
    quantity: Decimal
    value: Decimal
    average_age: float | None
    oldest: date | None
    bands: tuple[tuple[str, Decimal], ...]
    unknown: Decimal
    estimated: bool


def walked_back(quantity: Decimal, inflows: Sequence[tuple[date, Decimal]]) -> tuple[tuple[Slot, ...], Decimal]:
    """The newest of (day, inflow), taken until `quantity` is covered, and what they leave uncovered."""
    slots, left = [], quantity
    for day, inflow in sorted(inflows, key=lambda pair: pair[0], reverse=True):
        if left <= 0:
            break
        taken = min(left, max(inflow, Decimal(0)))
        if taken:
            slots.append(Slot(day, taken))
            left -= taken
    return tuple(reversed(slots)), max(left, Decimal(0))


def aged(
    product: str, slots: Sequence[Slot], at: date, *, value: Decimal, unknown: Decimal, estimated: bool
) -> AgedStock:
    """Slots by age on `at`; the average weighs by quantity and leaves what is unknown aside."""
    total = sum((slot.quantity for slot in slots), Decimal(0))
    weight = sum(((at - slot.since).days * slot.quantity for slot in slots), Decimal(0))
    bands = tuple(
        (name, sum((s.quantity for s in slots if _inside(s, at, low, high)), Decimal(0)))
        for name, low, high in AGE_BANDS
    )
    return AgedStock(
        product=product,
        quantity=total + unknown,
        value=value,
        average_age=float(weight / total) if total > 0 else None,
        oldest=min((slot.since for slot in slots if slot.quantity > 0), default=None),
        bands=bands,
        unknown=unknown,
        estimated=estimated,
    )


def _inside(slot: Slot, at: date, low: int, high: int | None) -> bool:
    days = max(0, (at - slot.since).days)
    return low <= days and (high is None or days <= high)


def stock_ages(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[AgedStock, ...]:
    """Own stock by product and age on `day`, the oldest average first.

    Where every line of a product states when it was received (else made), that is its age; otherwise it is
    estimated: the newest inflows (change of month-end stock + sales) are taken to be what is still there.
    """
    lines: dict[str, list[Mapping[str, Value]]] = {}
    for row in reader.list_on("stock_by_receipt", day, filters):
        lines.setdefault(str(row["product"]), []).append(row)
    inflows: dict[str, list[tuple[date, Decimal]]] = {}
    for row in reader.list_on("stock_inflows", day, filters):
        step = (cast("date", row["day"]), cast("Decimal", row["inflow"]))
        inflows.setdefault(str(row["product"]), []).append(step)
    found = [_of_product(product, rows, inflows.get(product, []), day) for product, rows in lines.items()]
    return tuple(sorted(found, key=lambda row: (-(row.average_age or -1.0), row.product)))


def _of_product(
    product: str, rows: Sequence[Mapping[str, Value]], inflows: Sequence[tuple[date, Decimal]], at: date
) -> AgedStock:
    quantity = sum((_decimal(row["quantity"]) for row in rows), Decimal(0))
    value = sum((_decimal(row["value"]) for row in rows), Decimal(0))
    dated = [Slot(row["since"], _decimal(row["quantity"])) for row in rows if isinstance(row["since"], date)]
    if len(dated) == len(rows):
        return aged(product, dated, at, value=value, unknown=Decimal(0), estimated=False)
    slots, unknown = walked_back(quantity, inflows)
    return aged(product, slots, at, value=value, unknown=unknown, estimated=True)


def _decimal(found: object) -> Decimal:
    return found if isinstance(found, Decimal) else Decimal(0)
