"""What the blocks of the month board share: the month chosen, its datasets, its closing and its owners."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.analysis.data.month_state import DatasetMonth, dataset_months
from sales_core.appdb.records import MonthClose, MonthOwner, Version
from sales_core.boards.context import BoardContext
from sales_core.kernel import clock
from sales_core.kernel.terms import Period
from sales_core.loading import visibility
from sales_core.loading.month_closing import MonthClosing


def version_seen(context: BoardContext) -> Version:
    """The version, its rows and months counted as the viewer may see them; measured where the ledger has none."""
    company, number = context.company, context.version
    if company.appdb.history.version_file(number) is not None:
        whole = company.appdb.history.version(number)
    else:
        held = company.store.measure(number) if number else None
        rows, periods = (held.rows, held.periods) if held else ({}, {})
        whole = Version(number, clock.now(), "", 0, "", "", "", "", rows, {}, periods, ())
    return visibility.counted(whole, company.store.snapshot(number), context.catalogue, context.viewer)


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


def closing(context: BoardContext) -> MonthClosing:
    """Which months are closed, and who closes them."""
    return MonthClosing(context.company.appdb, context.catalogue)


def month_close(context: BoardContext) -> MonthClose | None:
    """When, by whom and why the month was closed; None while it is open."""
    return closing(context).closes().get(context.choice("month"))


def owners(context: BoardContext) -> Mapping[str, MonthOwner]:
    """Who closes which dataset of the month until when; '' is the month itself."""
    return closing(context).owners(context.choice("month"))
