"""The learned seasonal curve: what share of a year each month of it usually brings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.kernel.periods import add_months

#: The most spans of twelve months that the curve is learned from.
YEARS_LEARNED = 3
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Seasons:
    """`shares`: those of January to December, adding up to 1; `years`: the spans of twelve months they rest on."""

    shares: tuple[Decimal, ...]
    years: int


def learn_seasons(monthly: Mapping[date, Decimal], last: date) -> Seasons | None:
    """The mean shares of the months in up to three spans of twelve months, the newest of which ends with `last`.

    `monthly`: values by first day of month; `last`: the first day of the last whole month. A span counts when each of
    its months brought something, and none that lies before one that does not count. None without a single one.
    """
    spans: list[dict[int, Decimal]] = []
    for years in range(YEARS_LEARNED):
        months = [add_months(last, -(_MONTHS * years + back)) for back in range(_MONTHS)]
        values = {month.month: monthly.get(month, Decimal(0)) for month in months}
        if min(values.values()) <= 0:
            break
        whole = sum(values.values())
        spans.append({month: value / whole for month, value in values.items()})
    if not spans:
        return None
    means = (sum((span[month] for span in spans), Decimal(0)) / len(spans) for month in range(1, _MONTHS + 1))
    return Seasons(tuple(means), len(spans))
