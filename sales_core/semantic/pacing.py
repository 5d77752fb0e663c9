"""What the calendar and the learned curve of one version say about a period. One a version; pure once built."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from sales_core.forecast.curve import MONTHS_LEARNED, Curve, learn
from sales_core.forecast.progress import PeriodProgress
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.periods import Window, add_months, within
from sales_core.kernel.terms import Period
from sales_core.semantic.sql import Sql, join, value


class PacingModel:
    """Selling days, and the curve learned from the company's daily sales before a month.

    The curve is the whole company's, whoever looks: it holds shares of a month, never amounts.
    """

    def __init__(self, days: SellingDays, daily: Mapping[date, Decimal]) -> None:
        self.days = days
        self._daily = daily
        self._first = min(daily, default=date.max)
        self._curves: dict[date, Curve] = {}

    def curve(self, month: date) -> Curve:
        """The curve learned from up to twelve whole months before `month` (a first of month)."""
        if month not in self._curves:
            past = self.months_before(month)
            near = {day: amount for day, amount in self._daily.items() if past and past[0] <= day < month}
            self._curves[month] = learn(near, past, self.days)
        return self._curves[month]

    def months_before(self, month: date) -> tuple[date, ...]:
        """Up to twelve whole months of data before `month`, oldest first."""
        if self._first == date.max:
            return ()
        months = (add_months(month, -back) for back in range(MONTHS_LEARNED, 0, -1))
        return tuple(each for each in months if self._first <= self.days.month(each)[0])

    def has_sales(self, period: Period) -> bool:
        """Whether the company sold anything, or took anything back, on a day of the period."""
        return any(period.contains(day) for day in self._daily)

    def share(self, day: date) -> float:
        """Share of its month usually sold by the end of `day`."""
        if day == Period.month_of(day).end:
            return 1.0
        return self.curve(day.replace(day=1)).share(self.days.elapsed(day), len(self.days.month(day)))

    def progress(self, window: Window) -> PeriodProgress:
        """Where the window stands at its close."""
        closes, month = window.closes, window.closes.replace(day=1)
        selling = self.days.month(closes)
        left = Period(closes, max(closes, window.asked.end))
        later_from = add_months(month, 1)
        later = (
            len(self.days.within(Period(later_from, window.asked.end)))
            if window.asked.end >= later_from and window.partial
            else 0
        )
        return PeriodProgress(
            elapsed=self.days.elapsed(closes),
            total=len(selling),
            share=self.share(closes),
            remaining=len([day for day in self.days.within(left) if day > closes]),
            curve=self.curve(month),
            over=not window.partial,
            later_days=later,
        )

    def elapsed_share(self, closes: date, asked: Period | None) -> Sql:
        """`{elapsed_share}`: the share due of the month that `closes` lies in, from the first day asked on."""
        month = closes.replace(day=1)
        return _share(self._share_between(min(max(asked.start, month), closes) if asked else month, closes))

    def time_share(self, closes: date, asked: Period | None) -> Sql:
        """`{time_share}`: selling days over ÷ all of the month of `closes`, from the first day asked on."""
        month = Period.month_of(closes)
        first = max(asked.start, month.start) if asked else month.start
        gone = len(self.days.within(Period(min(first, closes), closes)))
        return _share(gone / max(len(self.days.month(closes)), 1))

    def month_share(self, asked: Period | None) -> Sql:
        """`{month_share}`: by the row's month, the share of it that usually falls on the days asked."""
        cut = [] if asked is None else [month for month in asked.months() if within(month, asked) != month]
        if not cut:
            return _share(1.0)
        cases = []
        for month in cut:
            inside = within(month, asked)
            share = _share(self._share_between(inside.start, inside.end))
            cases.append(Sql("WHEN ") + value(month.start) + Sql(" THEN ") + share)
        return Sql("(CASE f.month ") + join(cases, " ") + Sql(" ELSE ") + _share(1.0) + Sql(" END)")

    def _share_between(self, first: date, last: date) -> float:
        """Share of its month usually sold from `first` to `last`, both of one month."""
        before = self.share(first - timedelta(days=1)) if first.day > 1 else 0.0
        return self.share(last) - before

    def cutoff(self, closes: date, covered: Period) -> Sql:
        """`{cutoff}`: by the row's month, the day that had reached the same point in selling days as `closes`."""
        elapsed, total = self.days.elapsed(closes), len(self.days.month(closes))
        cases = []
        for month in covered.months():
            index = round(elapsed * len(self.days.month(month.start)) / total)
            day = closes if month.contains(closes) else self.days.cutoff(month.start, index)
            cases.append(Sql("WHEN ") + value(month.start) + Sql(" THEN ") + value(day))
        return Sql("(CASE f.month ") + join(cases, " ") + Sql(" END)")

    def past_of(self, closes: date) -> Period | None:
        """The months whose course tells about the month that `closes` lies in; None without whole months before it."""
        months = self.months_before(closes.replace(day=1))
        return Period(months[0], closes.replace(day=1) - timedelta(days=1)) if months else None


def _share(share: float) -> Sql:
    # Wider than the 18 digits that two narrow decimals would be multiplied in: 18 million * 0.6 overflows there.
    return Sql("CAST(? AS DECIMAL(20, 8))", (f"{share:.8f}",))
