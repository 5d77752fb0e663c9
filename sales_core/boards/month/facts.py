"""What the blocks of the month board share: the month chosen, its datasets, its closing and its owners."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.analysis.data.month_state import DatasetMonth, dataset_months
from sales_core.appdb.records import MonthClose, MonthOwner, Version
from sales_core.boards.context import BoardContext
from sales_core.kernel import clock
from sales_core.kernel.terms import Period


def version_seen(context: BoardContext) -> Version:
    """The version, its rows and months counted as the viewer may see them; without any where the ledger has none."""
    if context.company.appdb.history.version_file(context.version) is None:
        return Version(context.version, clock.now(), "", 0, "", "", "", "", {}, {}, {}, ())
    found: Version = context.company.uploads.history.version(context.version, context.viewer)
    return found


def empty(context: BoardContext) -> str | None:
    """Nothing that belongs to a month."""
    return None if any(version_seen(context).periods.values()) else ""


def months(context: BoardContext) -> tuple[str, ...]:
    """Months (YYYY-MM) with rows of dated datasets, and the one the data end in, newest first; none to come."""
    periods, now = version_seen(context).periods, f"{clock.today():%Y-%m}"
    dated = [one.id for one in context.catalogue.datasets.values() if one.locks_with_period]
    found = {month for name in dated for month in periods.get(name, {}) if month and month <= now}
    return tuple(sorted({*found, f"{context.as_of:%Y-%m}"}, reverse=True))


def usual_month(context: BoardContext) -> str:
    """The last month of the period asked, where it has rows; else the newest."""
    asked, known = f"{context.period.end:%Y-%m}", months(context)
    return asked if asked in known else known[0]


def month_of(context: BoardContext) -> Period:
    """The month chosen."""
    return Period.parse(context.choice("month"))


def datasets(context: BoardContext) -> tuple[DatasetMonth, ...]:
    """Every dated dataset in the month chosen."""
    return dataset_months(context.reader, version_seen(context), month_of(context))


def month_close(context: BoardContext) -> MonthClose | None:
    """When, by whom and why the month was closed; None while it is open."""
    closes: Mapping[str, MonthClose] = context.company.uploads.months.closes()
    return closes.get(context.choice("month"))


def owners(context: BoardContext) -> Mapping[str, MonthOwner]:
    """Who closes which dataset of the month until when; '' is the month itself."""
    found: Mapping[str, MonthOwner] = context.company.uploads.months.owners(context.choice("month"))
    return found
