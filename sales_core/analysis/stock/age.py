"""How old stock is: from receipt dates, or estimated from month-ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.analysis.visible import STOCK_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Viewer
from sales_core.warehouse.snapshot import Snapshot

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


_NOW = """
SELECT f.product, coalesce(f.received, f.made) AS since, sum(f.quantity) AS quantity, sum(f.value) AS value
FROM stock_position f
WHERE f.date <= {at} AND f.until >= {at} AND f.quantity <> 0 AND {visible}
GROUP BY f.product, coalesce(f.received, f.made)
"""
#: Month-end stock and the month's net sales: what came in must be the change of stock plus what was sold.
_MONTHS = """
WITH ends AS (
    SELECT f.product, f.month, max(f.date) AS day, sum(f.quantity) AS quantity
    FROM stock_position f WHERE f.date <= {at} AND f.month_last AND {visible}
    GROUP BY f.product, f.month
),
sold AS (
    SELECT f.product, f.month, sum(f.quantity) AS quantity FROM sales f WHERE f.date <= {at} AND {sold}
    GROUP BY f.product, f.month
),
steps AS (
    SELECT e.product, e.month, e.day, e.quantity,
        lag(e.quantity) OVER (PARTITION BY e.product ORDER BY e.month) AS before
    FROM ends e
)
SELECT s.product, s.day, s.quantity - s.before + coalesce(d.quantity, 0) AS inflow
FROM steps s LEFT JOIN sold d ON d.product = s.product AND d.month = s.month
WHERE s.before IS NOT NULL
"""


def stock_ages(
    snapshot: Snapshot, viewer: Viewer, at: date, *, filters: Sequence[Filter] = ()
) -> tuple[AgedStock, ...]:
    """Own stock by product and age on `at`, the oldest average first.

    Where every line of a product states when it was received (else made), that is its age; otherwise it is
    estimated: the newest inflows (change of month-end stock + sales) are taken to be what is still there.
    """
    where = visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, filters)
    now = bind(_NOW, at, visible=where)
    lines: dict[str, list[dict[str, object]]] = {}
    for row in snapshot.rows(now.text, now.params):
        lines.setdefault(str(row["product"]), []).append(row)
    inflows = _inflows(snapshot, viewer, at, filters)
    found = [_of_product(product, rows, inflows.get(product, []), at) for product, rows in lines.items()]
    return tuple(sorted(found, key=lambda row: (-(row.average_age or -1.0), row.product)))


def _inflows(
    snapshot: Snapshot, viewer: Viewer, at: date, filters: Sequence[Filter]
) -> dict[str, list[tuple[date, Decimal]]]:
    narrowing = [item for item in filters if item.dimension != "warehouse"]
    sql = bind(
        _MONTHS,
        at,
        visible=visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, filters),
        sold=visible(viewer, Right.VIEW_STOCK, STOCK_DIMENSIONS, narrowing),
    )
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for row in snapshot.rows(sql.text, sql.params):
        found.setdefault(row["product"], []).append((row["day"], row["inflow"]))
    return found


def _of_product(
    product: str, rows: Sequence[dict[str, object]], inflows: Sequence[tuple[date, Decimal]], at: date
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
