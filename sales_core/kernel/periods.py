"""Which days a question covers, what they are compared with, and how they fall into buckets. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Period


@dataclass(frozen=True, slots=True)
class Window:
    """A period as asked, and the part of it that is over at the as-of date (None: it lies in the future).

    `fiscal_start`: the month in which a fiscal year starts, 1 to 12.
    """

    asked: Period
    covered: Period | None
    as_of: date
    fiscal_start: int = 1

    @property
    def partial(self) -> bool:
        """Whether the asked period is not over yet."""
        return self.asked.end > self.as_of

    @property
    def closes(self) -> date:
        """The last day that counts."""
        return self.covered.end if self.covered else min(self.asked.end, self.as_of)


def resolve(period: Period | None, as_of: date, first: date, fiscal_start: int = 1) -> Window:
    """The window of a question; no period means everything from `first` to `as_of`."""
    asked = period or Period(min(first, as_of), as_of)
    return Window(asked, asked.clipped(as_of), as_of, fiscal_start)


def fiscal_year_start(day: date, first_month: int) -> date:
    """First day of the fiscal year that `day` lies in; it starts in the month `first_month`, 1 to 12."""
    return date(day.year if day.month >= first_month else day.year - 1, first_month, 1)


def add_months(day: date, months: int, *, to_month_end: bool = False) -> date:
    """The same day `months` later, or the last of that month when it has no such day or `to_month_end`."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if to_month_end else min(day.day, last))


def months_back(period: Period, compare: Compare) -> int:
    """How many months `compare` goes back from `period`.

    LAST_MONTH is the stretch just before: one month for a month or part of it, three for a quarter.
    """
    if compare is Compare.LAST_YEAR:
        return 12
    touched = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return touched if period.start.day == 1 else max(1, touched - 1)


def shifted(period: Period, compares: tuple[Compare, ...], asked: Period | None = None) -> Period:
    """The compared period: the same days earlier; what starts on a first and ends a month does so there, too.

    29 February becomes the 28th, and 28 February alone stays the 28th.

    `asked` is the whole period of which `period` is the part that is over: a running quarter goes back three months.
    """
    for compare in compares:
        back = months_back(asked or period, compare)
        end_of_month = (period.end + timedelta(days=1)).day == 1
        keep = end_of_month and period.start.day == 1
        period = Period(add_months(period.start, -back), add_months(period.end, -back, to_month_end=keep))
    return period


def total_months_back(asked: Period, compares: tuple[Compare, ...]) -> int:
    """Months between a period and its compared period."""
    return sum(months_back(asked, compare) for compare in compares)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One time group: `key` its first calendar day (before any shift), and the days inside it that count."""

    key: date
    opens: date
    closes: date

    @property
    def period(self) -> Period:
        """Opens to closes."""
        return Period(self.opens, self.closes)


def start_of(day: date, grain: str) -> date:
    """First day of the date, week, month, quarter or year that `day` lies in."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    if grain == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1) if grain == "year" else day


def _next(day: date, grain: str) -> date:
    if grain in {"month", "quarter", "year"}:
        return add_months(day, {"month": 1, "quarter": 3, "year": 12}[grain])
    return day + timedelta(days=7 if grain == "week" else 1)


def buckets(period: Period, grain: str | None) -> tuple[Bucket, ...]:
    """The period cut at the borders of `grain`; one bucket when there is no time dimension."""
    if grain is None:
        return (Bucket(period.start, period.start, period.end),)
    found, start = [], start_of(period.start, grain)
    while start <= period.end:
        after = _next(start, grain)
        last = after - timedelta(days=1)
        found.append(Bucket(start, max(start, period.start), min(last, period.end)))
        start = after
    return tuple(found)


def bucket_of(day: date, grain: str) -> Period:
    """The whole date, week, month, quarter or year that `day` lies in."""
    start = start_of(day, grain)
    return Period(start, _next(start, grain) - timedelta(days=1))


def within(period: Period, outer: Period | None) -> Period:
    """The part of `period` inside `outer`; all of it without one. Raises ValueError when they do not meet."""
    if outer is None:
        return period
    return Period(max(period.start, outer.start), min(period.end, outer.end))


def listed_days(days: Sequence[date], most: int = 6) -> str:
    """Days in order as a person reads them: each of up to `most`, else the first, the last and how many there are."""
    if len(days) <= most:
        return ", ".join(day.isoformat() for day in days)
    return f"{days[0].isoformat()}..{days[-1].isoformat()} ({len(days)})"
