"""The company's calendar, rate of capital and closed months as its settings say now, read at most once a second."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import MonthClose
from sales_core.catalogue import company_settings as settings
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel import clock
from sales_core.semantic.coverage import DataHorizon

_SECONDS = 1.0


class CompanyCalendar:
    """`fixed`: rules that no setting changes, with no month closed; None = those of the company's settings."""

    def __init__(self, appdb: AppDatabase, fixed: CalendarRules | None) -> None:
        self._appdb = appdb
        self._fixed = fixed
        self._read_rules: tuple[float, CalendarRules] | None = None
        self._read_rate: tuple[float, Decimal] | None = None
        self._read_closes: tuple[float, Mapping[str, MonthClose]] | None = None
        self._horizon: tuple[Mapping[str, MonthClose], DataHorizon] | None = None

    @property
    def rules(self) -> CalendarRules:
        """Country, working week and fiscal year."""
        if self._fixed is not None:
            return self._fixed
        moment, known = time.monotonic(), self._read_rules
        if known is None or moment - known[0] > _SECONDS:
            known = self._read_rules = (moment, self._settings())
        return known[1]

    @property
    def capital_rate(self) -> Decimal:
        """What money tied up costs in a year, as a share of it."""
        if self._fixed is not None:
            return Decimal(settings.CAPITAL_RATE.default) / 100
        moment, known = time.monotonic(), self._read_rate
        if known is None or moment - known[0] > _SECONDS:
            rate = Decimal(self._appdb.company.value(settings.CAPITAL_RATE)) / 100
            known = self._read_rate = (moment, rate)
        return known[1]

    @property
    def closes(self) -> Mapping[str, MonthClose]:
        """The months closed so far, with who closed each and when."""
        moment, known = time.monotonic(), self._read_closes
        if known is None or moment - known[0] > _SECONDS:
            known = self._read_closes = (moment, self._stated_closes())
        return known[1]

    @property
    def horizon(self) -> DataHorizon:
        """Today, and the months closed so far."""
        today, closes, known = clock.today(), self.closes, self._horizon
        if known is None or known[0] is not closes or known[1].today != today:
            known = self._horizon = (closes, DataHorizon(today, frozenset(closes)))
        return known[1]

    def forget(self) -> None:
        """Reads anew at the next question."""
        self._read_rules = self._read_rate = self._read_closes = None

    def _stated_closes(self) -> Mapping[str, MonthClose]:
        if self._fixed is not None:
            return {}
        return self._appdb.unchanged.get("closed months", self._appdb.period_locks.closes)

    def _settings(self) -> CalendarRules:
        company = self._appdb.company
        six_days, start = company.value(settings.CALENDAR_SIX_DAY_WEEK), company.value(settings.FISCAL_YEAR_START)
        return CalendarRules(company.value(settings.CALENDAR_COUNTRY), six_days, start)
