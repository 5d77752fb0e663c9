"""How far the data of a version reach: for each fact its own last day, and when a month of it is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sales_core.catalogue.metric import Fact, FactSource, Metric, TimeWindow
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.terms import Period

#: A month whose last row lies at most so many days before its end has ended quietly: weekends, holidays.
_QUIET_DAYS = 7
#: A longer silence in the rows than so many selling days is a hole in the data, not a quiet time.
_HOLE = 23


@dataclass(frozen=True, slots=True)
class DataHorizon:
    """What tells that a month is over, beside the rows: the calendar day it is, and the months that were closed."""

    today: date
    closed_months: frozenset[str] = frozenset()


class DataCoverage:
    """First and last days of the facts of one version. `rows`: runs one statement on it."""

    def __init__(
        self, rows: Callable[[str], list[dict[str, Any]]], horizon: DataHorizon, stated: Mapping[str, str]
    ) -> None:
        self._rows = rows
        self._horizon = horizon
        self._stated = stated
        self._spans: dict[str, Period | None] = {}
        self._ends: dict[str, date | None] = {}
        self._months: dict[tuple[str, str], frozenset[date]] = {}

    def rows_of(self, fact: Fact) -> Period | None:
        """First and last day (or month) of a fact's rows; None when it has none."""
        if fact.id not in self._spans:
            base = fact.base
            text = f"SELECT min({base.grain}) AS first, max({base.grain}) AS last FROM {_rows_of(fact)}"
            row = self._rows(text)[0]
            self._spans[fact.id] = Period(row["first"], row["last"]) if row["first"] else None
        return self._spans[fact.id]

    def months_of(self, fact: Fact, where: str) -> frozenset[date]:
        """The first days of the months in which the fact has a row that meets `where`, SQL about `f` without places."""
        if (fact.id, where) not in self._months:
            needed = {fact.kinds.column} if fact.kinds else set()
            source = fact.base if where else next(one for one in fact.sources if needed <= one.columns)
            month = f"CAST(date_trunc('month', f.{source.grain}) AS DATE)"
            met = f" AND ({where})" if where else ""
            rows = self._rows(f"SELECT DISTINCT {month} AS month FROM {_rows_of(fact, source)}{met}")
            self._months[fact.id, where] = frozenset(row["month"] for row in rows if row["month"])
        return self._months[fact.id, where]

    def last_row(self, fact: Fact) -> date | None:
        """The last day up to today on which the fact, or the one that covers it, has a row."""
        covering = fact.coverage_fact or fact
        span, today = self.rows_of(covering), self._horizon.today
        if span is None or span.end <= today:
            return span.end if span else None
        base = covering.base
        (row,) = self._rows(
            f"SELECT max({base.grain}) AS last FROM {_rows_of(covering)} AND {base.grain} <= DATE '{today.isoformat()}'"
        )
        found: date | None = row["last"]
        return found

    def last_day(self, fact: Fact, days: SellingDays) -> date | None:
        """The last day the fact speaks for: that of its rows, or the day that was stated with its file.

        The whole month once the month is over: it was closed, or the calendar has passed it and the rows reach as
        near its end as they usually do.
        """
        if fact.id not in self._ends:
            reach = self.known_day(fact)
            self._ends[fact.id] = reach and self._month_end_if_over(fact, reach, days)
        return self._ends[fact.id]

    def known_day(self, fact: Fact) -> date | None:
        """The last day of which the fact says something: of its rows, as stated with its file, or of a closed month."""
        last = self.last_row(fact)
        if last is None:
            return None
        stated = (date.fromisoformat(day) for name in fact.datasets if (day := self._stated.get(f"coverage.{name}")))
        reach = max([last, *stated])
        return Period.month_of(reach).end if f"{reach:%Y-%m}" in self._horizon.closed_months else reach

    def _month_end_if_over(self, fact: Fact, last: date, days: SellingDays) -> date:
        end = Period.month_of(last).end
        if last == end or self._horizon.today <= end:
            return last
        if (end - last).days <= _QUIET_DAYS:
            return end
        silent = len(days.within(Period(last + timedelta(days=1), end)))
        return end if silent <= self._longest_silence(fact, last, days) else last

    def _longest_silence(self, fact: Fact, last: date, days: SellingDays) -> int:
        """The most selling days in a row without a row of the fact, holes in the data left out."""
        covering = fact.coverage_fact or fact
        needed = {covering.kinds.column} if covering.kinds else set()
        source = next((one for one in covering.sources if one.grain == "date" and needed <= one.columns), None)
        if source is None:
            return 0
        listed = self._rows(f"SELECT DISTINCT date AS day FROM {_rows_of(covering, source)} ORDER BY 1")
        met = [row["day"] for row in listed if row["day"] <= last]
        gaps = (
            len(days.within(Period(one + timedelta(days=1), other - timedelta(days=1))))
            for one, other in pairwise(met)
            if (other - one).days > 1
        )
        return max((gap for gap in gaps if gap <= _HOLE), default=0)


def _rows_of(fact: Fact, source: FactSource | None = None) -> str:
    """FROM and WHERE of the fact's own rows in a source (the base when not given)."""
    return f"{(source or fact.base).table} AS f WHERE {fact.kinds.condition if fact.kinds else 'TRUE'}"


def is_level(metric: Metric) -> bool:
    """Whether an aggregate tells how things stand on a day, which stays so until other rows come."""
    fact = metric.fact
    return fact is not None and (fact.is_snapshot or metric.time in {TimeWindow.CUMULATIVE, TimeWindow.LAST_SNAPSHOT})
