"""Which days are selling days: the public calendar with its moved working days (调休), overridden by the
company's own.
"""

from __future__ import annotations

import bisect
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec, module_from_spec

import holidays

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Period, Text

_SATURDAY, _SUNDAY = 5, 6
#: Imported, it imports the calendars of 250 countries to give one of them.
_COUNTRIES = "holidays.countries"


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Which public calendar applies, whether Saturdays are worked, and the month in which a fiscal year starts."""

    country: str = "CN"
    six_day_week: bool = False
    fiscal_start: int = 1


def _import_one_by_one() -> None:
    """Puts the package of countries in place without what it imports: each is imported when it is asked for."""
    spec = find_spec(_COUNTRIES)
    if spec is not None and _COUNTRIES not in sys.modules:
        sys.modules[_COUNTRIES] = module_from_spec(spec)


_import_one_by_one()


@cache
def _public(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Public holidays of a year, and the weekend days worked in exchange."""
    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError as error:
        raise UsageError(Text("error.calendar_unknown", {"country": country})) from error
    worked: set[date] = getattr(found, "weekend_workdays", set())
    return frozenset(found), frozenset(day for day in worked if day.year == year)


@cache
def calendar_countries() -> tuple[str, ...]:
    """ISO codes of the countries whose public holidays are known."""
    return tuple(sorted(code for code in holidays.list_supported_countries() if len(code) == 2))


@dataclass(frozen=True)
class SellingDays:
    """The company's calendar. `overrides` (day to worked or not) wins over the public one."""

    rules: CalendarRules = field(default_factory=CalendarRules)
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_selling(self, day: date) -> bool:
        """Whether `day` is a selling day."""
        if day in self.overrides:
            return self.overrides[day]
        free, worked = _public(self.rules.country, day.year)
        if day in worked:
            return True
        if day in free or day.weekday() == _SUNDAY:
            return False
        return day.weekday() != _SATURDAY or (self.rules.six_day_week and not self._inside_break(day))

    def _inside_break(self, saturday: date) -> bool:
        """Public lists name only the working days of a long break; the Saturday between them is free too."""
        friday, monday = saturday - timedelta(days=1), saturday + timedelta(days=2)
        return all(day in _public(self.rules.country, day.year)[0] for day in (friday, monday))

    def within(self, period: Period) -> tuple[date, ...]:
        """The selling days of the period, in order."""
        days = (period.start + timedelta(days=step) for step in range(period.days))
        return tuple(day for day in days if self.is_selling(day))

    def month(self, day: date) -> tuple[date, ...]:
        """The selling days of the month that `day` lies in; every day when the calendar leaves none."""
        whole = Period.month_of(day)
        found = self.within(whole)
        return found or tuple(whole.start + timedelta(days=step) for step in range(whole.days))

    def elapsed(self, day: date) -> int:
        """Selling days of the month up to and including `day`."""
        return bisect.bisect_right(self.month(day), day)

    def cutoff(self, month: date, index: int) -> date:
        """The last calendar day that still belongs to selling day number `index` of the month.

        Weekend sales belong to the selling day before them; index 0 is the days before the first selling day.
        """
        days = self.month(month)
        if index >= len(days):
            return Period.month_of(month).end
        return days[max(index, 0)] - timedelta(days=1)
