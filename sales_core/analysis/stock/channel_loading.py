"""How loaded a distributor is: the figures of one, and the light they add up to. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Loading(StrEnum):
    """How the channel looks; texts are `stock.loading.<value>`."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HealthyDays:
    """Days on hand that are healthy, and from where loading is suspected."""

    min_days: int = 15
    max_days: int = 60
    amber_index: float = 1.15
    red_index: float = 1.3
    last_days_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Distributor:
    """One distributor on a day. Quantities, over the last three whole months unless said; None = unknown.

    `sell_in`: our net sales to him; `sell_out`: what he reports as issued.
    `loading_index` = sell-in ÷ sell-out.
    `last_days_share`: the largest share of a month's gross sell-in on its last five selling days.
    `later_returns`: goods he returned in the months after the first, as a share of gross sell-in.
    `days_on_hand` = stock ÷ average daily sell-out.
    `outflow_variation`: deviation ÷ mean of monthly sell-out.
    """

    holder: str
    holder_name: str
    stock: Decimal
    stock_value: Decimal | None
    stock_day: date
    sell_in: Decimal
    sell_out: Decimal
    loading_index: float | None
    last_days_share: float | None
    later_returns: float | None
    days_on_hand: float | None
    outflow_variation: float | None
    months: tuple[tuple[date, Decimal, Decimal], ...]
    """(month, sell-in, sell-out), in order."""
    unbalanced: int
    """Reported lines whose balance does not hold, in the months."""
    near_expiry_value: Decimal | None
    band: HealthyDays = field(default_factory=HealthyDays)

    @property
    def healthy(self) -> bool | None:
        """Whether days on hand lie inside the band."""
        days = self.days_on_hand
        return None if days is None else self.band.min_days <= days <= self.band.max_days

    @property
    def loading(self) -> Loading:
        """Red: sell-in far above sell-out, or above it with a late rush; amber: one sign alone."""
        if self.loading_index is None:
            return Loading.UNKNOWN
        rush = (self.last_days_share or 0.0) >= self.band.last_days_share
        over = self.days_on_hand is not None and self.days_on_hand > self.band.max_days
        if self.loading_index >= self.band.red_index or (
            self.loading_index >= self.band.amber_index and (rush or over)
        ):
            return Loading.RED
        return Loading.AMBER if self.loading_index >= self.band.amber_index or rush or over else Loading.GREEN
