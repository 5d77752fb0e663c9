"""What is asked of the plain rows, and the days it covers; worked out here a second time, from the calendar alone."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sales_core.kernel.terms import Period
from tests.golden.world import World
from tests.support.present import Cells, float_of

#: A row of the company's own files, as `world` reads it.
Row = Cells

#: A figure worked out by hand: Decimal, float, int, day or nothing, by the metric.
Figure = Callable[[World, "Asked"], Any]


_GROUPS: dict[tuple[object, ...], tuple[list[Row], list[Row]]] = {}


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    at = day.year * 12 + day.month - 1 - months
    first = date(at // 12, at % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


@dataclass(frozen=True)
class Asked:
    """A period of whole months, what of it is over, and the group that counts (`where`; empty = everything)."""

    start: date
    end: date
    as_of: date
    where: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, as_of: date, **where: str) -> Asked:
        period = Period.parse(text)
        return cls(period.start, period.end, as_of, where)

    @property
    def closes(self) -> date:
        return min(self.end, self.as_of)

    @property
    def days(self) -> int:
        return (self.closes - self.start).days + 1

    @property
    def months(self) -> list[date]:
        """First days of the months asked."""
        found, at = [], self.start
        while at <= self.end:
            found.append(at)
            at = month_end(at) + timedelta(days=1)
        return found

    def earlier(self, months: int) -> Asked:
        """The same days so many months before; a whole last month stays whole."""
        end = back(self.closes, months)
        if self.closes == month_end(self.closes):
            end = month_end(end)
        return replace(self, start=back(self.start, months), end=end)

    def mine(self, rows: list[Row]) -> list[Row]:
        """Rows of the group, whenever."""
        key = (id(rows), *sorted(self.where.items()))
        if key not in _GROUPS:
            found = [row for row in rows if all(row[name] == value for name, value in self.where.items())]
            _GROUPS[key] = (rows, found)  # keeps `rows`, so that its id stays its own
        return _GROUPS[key][1]

    def inside(self, rows: list[Row]) -> list[Row]:
        """Rows of the group dated in the days covered."""
        first, last = self.start, self.closes
        return [row for row in self.mine(rows) if first <= row["date"] <= last]

    def until(self, rows: list[Row]) -> list[Row]:
        """Rows of the group up to the close."""
        last = self.closes
        return [row for row in self.mine(rows) if row["date"] <= last]


def total(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def over(part: object, whole: object) -> float | None:
    """A ratio; nothing without a denominator."""
    return float_of(part) / float_of(whole) if part is not None and whole else None


def growth(now: Decimal | float | None, before: Decimal | float | None) -> float | None:
    return float_of(now) / float(before) - 1 if before is not None and before > 0 else None
