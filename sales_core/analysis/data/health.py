"""Is the data fresh and complete? Freshness by dataset, who sold last month and not this month, sales nobody owns."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sales_core.appdb.records import Version
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel import clock
from sales_core.kernel.query import Filter, Query, Value
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.service import MetricService

#: Data are late that the calendar has left behind by so much, whatever the other datasets reach.
_MONTH = timedelta(days=31)
_OWNERS = ("branch", "rep", "customer", "product", "category")


@dataclass(frozen=True, slots=True)
class Freshness:
    """One dataset. Months are YYYY-MM, '' for masters and for what was never uploaded.

    `days_behind`: from the end of its last month to the as-of date, 0 when the month reaches it. `days_old`: to today
    from the last day that it can speak for: that end, no later than the as-of date unless it lies ahead. Both are None
    for masters.
    """

    dataset: str
    rows: int
    first_month: str
    last_month: str
    days_behind: int | None
    behind: bool
    days_old: int | None = None


@dataclass(frozen=True, slots=True)
class DataHealth:
    """What needs attention. `missing_*`: codes with net sales in the month before, none in the as-of month so far,
    with last month's net sales; `unassigned`: dimension → net sales of the as-of month without a value for it."""

    as_of: date
    days_old: int
    """Days from the data's last day to today."""
    freshness: tuple[Freshness, ...]
    missing_branches: tuple[tuple[str, Decimal], ...]
    missing_customers: tuple[tuple[str, Decimal], ...]
    unassigned: tuple[tuple[str, Decimal], ...]

    @property
    def attention(self) -> int:
        """Things to look at: datasets behind, branches missing, dimensions with unassigned sales."""
        return sum(f.behind for f in self.freshness) + len(self.missing_branches) + len(self.unassigned)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs attention: `id` stays the same while it lasts. `subject`: the dataset, branch or dimension
    it is about, by `kind` (late, branch, unassigned); `page` is where it is seen to."""

    id: str
    kind: str
    subject: str
    page: str
    amount: Decimal | None = None
    freshness: Freshness | None = None


def findings(found: DataHealth) -> tuple[Finding, ...]:
    """What a version's health asks of somebody, the oldest data first."""
    late = sorted((one for one in found.freshness if one.behind), key=lambda one: -(one.days_old or 0))
    month = f"{found.as_of:%Y-%m}"
    return (
        *(Finding(f"late:{one.dataset}", "late", one.dataset, "upload", freshness=one) for one in late),
        *(
            Finding(f"branch:{code}:{month}", "branch", code, "explore", amount)
            for code, amount in found.missing_branches
        ),
        *(
            Finding(f"unassigned:{one}:{month}", "unassigned", one, "explore", amount)
            for one, amount in found.unassigned
        ),
    )


def data_health(figures: MetricService, version: Version, viewer: Viewer) -> DataHealth:
    """Health of one version as the viewer may see it. Figures come from the same metrics as every page."""
    as_of = figures.as_of(version.id)
    return DataHealth(
        as_of,
        max(0, (clock.today() - as_of).days),
        tuple(dataset_freshness(item, version, as_of) for item in figures.catalogue.datasets.values()),
        lapsed(figures, viewer, version.id, as_of, "branch"),
        lapsed(figures, viewer, version.id, as_of, "customer"),
        unassigned_sales(figures, viewer, version.id, as_of),
    )


def dataset_freshness(dataset: Dataset, version: Version | None, as_of: date, today: date | None = None) -> Freshness:
    """What of a dataset is in a version (None: nothing is), and how far it reaches, against the data and `today`."""
    today = today or clock.today()
    if version is None:
        return Freshness(dataset.id, 0, "", "", None, behind=False)
    months = sorted(month for month in version.periods.get(dataset.id, {}) if month)
    rows = version.rows.get(dataset.id, 0)
    if not months:
        return Freshness(dataset.id, rows, "", "", None, behind=False)
    year, month = (int(part) for part in months[-1].split("-"))
    end = date(year, month, calendar.monthrange(year, month)[1])
    behind = (as_of.year - year) * 12 + as_of.month - month
    age = today - (end if end >= today else min(end, as_of))
    late = behind > dataset.grace_months or age > _MONTH * (1 + dataset.grace_months)
    days_behind, days_old = max(0, (as_of - end).days), max(0, age.days)
    return Freshness(dataset.id, rows, months[0], months[-1], days_behind, behind=late, days_old=days_old)


def lapsed(
    figures: MetricService, viewer: Viewer, version: int, day: date, dimension: str
) -> tuple[tuple[str, Decimal], ...]:
    """Codes with net sales in the month before that of `day` and none in it, with the month before's sales."""
    now = Period.month_of(day)
    before = Period.month_of(now.start - timedelta(days=1))
    selling = {code for code, _ in _by(figures, viewer, version, dimension, now)}
    sold = ((code, amount) for code, amount in _by(figures, viewer, version, dimension, before) if code not in selling)
    gone = [(str(code), money) for code, amount in sold if code and (money := _money(amount)) > 0]
    return tuple(sorted(gone, key=lambda pair: (-pair[1], pair[0])))


def _by(
    figures: MetricService, viewer: Viewer, version: int, dimension: str, period: Period
) -> Iterator[tuple[Value, Value]]:
    """Codes and their net sales, where those are known."""
    rows = figures.run(Query(("net_sales",), by=(dimension,), period=period), viewer, version)
    return ((row[dimension], row["net_sales"]) for row in rows if row["net_sales"] is not None)


def unassigned_sales(
    figures: MetricService, viewer: Viewer, version: int, day: date
) -> tuple[tuple[str, Decimal], ...]:
    """Dimensions and the net sales of the month of `day` that have no value for them."""
    period, found = Period.month_of(day), []
    for dimension in _OWNERS:
        query = Query(("net_sales",), period=period, filters=(Filter(dimension, ("",)),))
        amount = figures.run(query, viewer, version).one().get("net_sales")
        if amount:
            found.append((dimension, _money(amount)))
    return tuple(found)


def _money(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
