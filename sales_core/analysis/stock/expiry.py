"""Stock by remaining life: bands, and which batches to sell first (first expired, first out)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.catalogue.lists.expiring_lots import EXPIRY_BANDS
from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class ExpiringLot:
    """One batch in one warehouse. `left_share` is days left ÷ shelf life.

    `unsold` is what will not be sold before it expires at the average pace, older batches of the product in
    the same warehouse going first; `value_at_risk` its cost. None where the pace is not known.
    """

    product: str
    product_name: str
    category: str
    branch: str
    warehouse: str
    batch: str
    expiry: date | None
    days_left: int | None
    left_share: float | None
    band: str
    quantity: Decimal
    value: Decimal | None
    unsold: float | None
    value_at_risk: Decimal | None


@dataclass(frozen=True, slots=True)
class RemainingLifeBand:
    """Stock in one band of remaining life; all bands add up to positive stock."""

    band: str
    quantity: Decimal
    value: Decimal
    batches: int


def batches_by_expiry(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[ExpiringLot, ...]:
    """Own batches in stock on `day`, the first to expire first; those without an expiry last."""
    rows = reader.list_on("expiring_lots", day, filters)
    return tuple(ExpiringLot(**{name: row[name] for name in ExpiringLot.__dataclass_fields__}) for row in rows)  # type: ignore[arg-type]


def expiry_bands(batches: Iterable[ExpiringLot]) -> tuple[RemainingLifeBand, ...]:
    """Sums per band, from the worst; bands without stock are there with zeros."""
    found: dict[str, list[ExpiringLot]] = {band: [] for band in EXPIRY_BANDS}
    for batch in batches:
        found[batch.band].append(batch)
    return tuple(
        RemainingLifeBand(
            band,
            sum((batch.quantity for batch in own), Decimal(0)),
            sum((batch.value or Decimal(0) for batch in own), Decimal(0)),
            len(own),
        )
        for band, own in found.items()
    )
