"""The company's calendar and how far its data are settled: settings and closed months, read at most once a second."""

from __future__ import annotations

import time

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue import company_settings as settings
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel import clock
from sales_core.semantic.coverage import DataHorizon

_SECONDS = 1.0


class CompanyDays:
    """With `rules` these hold in place of the settings, and no month counts as closed."""

    def __init__(self, appdb: AppDatabase, rules: CalendarRules | None = None) -> None:
        self._appdb = appdb
        self._fixed_rules = rules
        self._read_rules: tuple[float, CalendarRules] | None = None
        self._read_closed: tuple[float, frozenset[str]] | None = None

    @property
    def calendar(self) -> CalendarRules:
        """The company's calendar by its settings."""
        if self._fixed_rules is not None:
            return self._fixed_rules
        moment, known = time.monotonic(), self._read_rules
        if known is None or moment - known[0] > _SECONDS:
            known = self._read_rules = (moment, _rules_of(self._appdb))
        return known[1]

    @property
    def horizon(self) -> DataHorizon:
        """Today, and the months closed so far."""
        moment, known = time.monotonic(), self._read_closed
        if known is None or moment - known[0] > _SECONDS:
            closed = frozenset(self._appdb.period_locks.months()) if self._fixed_rules is None else frozenset[str]()
            known = self._read_closed = (moment, closed)
        return DataHorizon(clock.today(), known[1])


def _rules_of(appdb: AppDatabase) -> CalendarRules:
    """The settings of the calendar and of the fiscal year."""
    company = appdb.company
    six_days, start = company.value(settings.CALENDAR_SIX_DAY_WEEK), company.value(settings.FISCAL_YEAR_START)
    return CalendarRules(company.value(settings.CALENDAR_COUNTRY), six_days, start)
