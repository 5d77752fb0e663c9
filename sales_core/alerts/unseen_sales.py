"""What was to be sold on days of which nothing is loaded: the money at stake while data are late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sales_core.catalogue.alert import AlertBasis
from sales_core.format import as_decimal
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Query, ResultRow
from sales_core.kernel.terms import Period
from sales_core.kernel.units import CENT

#: Answers a question with its rows, as whoever asks may see them.
AskRows = Callable[[Query], Sequence[ResultRow]]

_MONTH = "month"
_BASIS_MONTHS = 12
_MONTH_DAYS = 30


def last_whole_month(as_of: date) -> Period:
    """The last month that is over on a day of the data."""
    month = Period.month_of(as_of)
    return month if month.end == as_of else Period.month_of(month.start - timedelta(days=1))


def average_month(ask: AskRows, metric: str, as_of: date) -> Decimal:
    """The metric in an average month, of the last twelve that are over; 0 where nothing is known."""
    last = last_whole_month(as_of)
    months = Period(add_months(last.start, 1 - _BASIS_MONTHS), last.end)
    found = [as_decimal(row[metric]) for row in ask(Query((metric,), (_MONTH,), months))]
    known = [value for value in found if value is not None]
    return max(Decimal(0), sum(known, Decimal(0)) / len(known)) if known else Decimal(0)


def unseen_sales(
    ask: AskRows, share: Callable[[date], float], basis: AlertBasis, as_of: date, today: date
) -> Decimal | None:
    """What the plan expects of the days after `as_of` up to `today`, by the selling-day curve; without a plan as much
    as in as many days of an average month. None where neither is known.
    """
    if today <= as_of:
        return Decimal(0)
    whole = Period(Period.month_of(as_of).start, Period.month_of(today).end)
    planned = None
    if basis.target:
        rows = ask(Query((basis.target,), (_MONTH,), whole))
        targets = {str(row[_MONTH])[:7]: as_decimal(row[basis.target]) for row in rows}
        for month in whole.months():
            target = targets.get(str(month))
            if target is not None and target > 0:
                before = share(as_of) if month.contains(as_of) else 0.0
                part = Decimal(str(round(share(min(today, month.end)) - before, 8)))
                planned = (planned or Decimal(0)) + target * max(part, Decimal(0))
    if planned is not None:
        return planned.quantize(CENT)
    usual = average_month(ask, basis.metric, as_of)
    return (usual * (today - as_of).days / _MONTH_DAYS).quantize(CENT) if usual > 0 else None
