"""What a leader does differently: a row's drivers beside the median of its peers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Viewer
from sales_core.semantic.service import MetricService

DRIVERS = ("active_customers", "new_customers", "average_order", "active_products", "average_price", "return_rate")


@dataclass(frozen=True, slots=True)
class Driver:
    """One driver of a row: its value, its peers' median, and value ÷ median − 1 (None without a basis)."""

    metric: str
    value: float | None
    peers: float | None

    @property
    def lead(self) -> float | None:
        """Relative distance to the peers' median."""
        if self.value is None or not self.peers:
            return None
        return self.value / self.peers - 1


def drivers(
    figures: MetricService,
    viewer: Viewer,
    selection: Selection,
    key: str,
    peers: Iterable[str],
    *,
    dimension: str = "rep",
    version: int | None = None,
) -> tuple[Driver, ...]:
    """The drivers of `key` against `peers` (itself left out), the largest distance first."""
    rows = figures.run(selection.query(*DRIVERS, by=(dimension,)), viewer, version)
    by_key = {str(row[dimension]): row for row in rows}
    others = [by_key[peer] for peer in peers if peer != key and peer in by_key]
    made = [
        Driver(name, _number(by_key[key][name]) if key in by_key else None, _median(row[name] for row in others))
        for name in DRIVERS
    ]
    return tuple(sorted(made, key=lambda one: -abs(one.lead or 0.0)))


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, Decimal | float | int) else None


def _median(values: Iterable[Value]) -> float | None:
    known = [number for value in values if (number := _number(value)) is not None]
    return median(known) if known else None
