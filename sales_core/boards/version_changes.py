"""What a version of the data changed against the one before it, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sales_core.appdb.records import Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.format import as_decimal
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Query, ResultRow
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.semantic.coverage import is_level
from sales_core.semantic.rights import allow_metric
from sales_core.semantic.service import MetricService

_MOST = 3
#: Kinds of which what they brought says enough.
_LOADS = frozenset({"load", "master"})


def version_change(version: Version, base: Version | None) -> Text | None:
    """Datasets with the months whose rows or sums differ from `base`, and how it came about; None when nothing does."""
    parts = [Text(f"version.{version.kind}")] if version.kind not in _LOADS else []
    changed = [
        _dataset(name, months)
        for name in dict.fromkeys((*version.rows, *(base.rows if base else ())))
        if (months := _months(name, version, base)) is not None
    ]
    parts += changed[:_MOST]
    if len(changed) > _MOST:
        parts.append(Text("version.more", {"count": len(changed) - _MOST}))
    return Text("version.change", {"parts": tuple(parts)}) if parts else None


def _months(dataset: str, version: Version, base: Version | None) -> tuple[str, ...] | None:
    """The months that differ, none for a dataset without months; None when it is the same."""
    now, before = version.periods.get(dataset, {}), (base.periods.get(dataset, {}) if base else {})
    months = sorted(month for month in {*now, *before} if now.get(month) != before.get(month))
    if months:
        return tuple(month for month in months if month)
    return None if version.rows.get(dataset, 0) == (base.rows.get(dataset, 0) if base else 0) else ()


def _dataset(name: str, months: tuple[str, ...]) -> Text:
    label = Text(f"dataset.{name}.label")
    if not months:
        return label
    span = months[0] if len(months) == 1 else f"{months[0]} … {months[-1]}"
    return Text("version.dataset", {"dataset": label, "months": span})


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric over all days of two versions; None = not defined there, or nothing was loaded."""

    metric: str
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        """After minus before; nothing counts as nothing."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def version_before(versions: Sequence[Version], moment: datetime) -> Version | None:
    """The version that was in force at a moment, of `versions` newest first; None where there was none yet."""
    return next((one for one in versions if one.created < moment), None)


def metric_changes(
    figures: MetricService, viewer: Viewer, before: Version | None, after: Version
) -> tuple[MetricChange, ...]:
    """The headline metrics that the viewer may see and that differ between two versions whose files are kept.

    Of a dataset whose rows are the same none is told: a later day of the data alone moves what it comes to by then.
    """
    by_days: dict[Period | None, list[str]] = {}
    for name, dataset in compared_metrics(figures, viewer, before, after).items():
        by_days.setdefault(compared_days(figures, name, dataset, before, after), []).append(name)
    found = [
        MetricChange(name, as_decimal(sides[0].get(name)), as_decimal(sides[1].get(name)))
        for days, names in by_days.items()
        for sides in [[_totals(figures, viewer, version, names, days) for version in (before, after)]]
        for name in names
    ]
    return tuple(one for one in found if one.before != one.after)


def compared_days(
    figures: MetricService, metric: str, dataset: str, before: Version | None, after: Version
) -> Period | None:
    """The days to ask both versions of: all; of what is stated for whole months the same months of both, also those to
    come, or a later day of the data would look like a change."""
    fact = figures.metric(metric).fact
    if fact is None or not fact.whole_months or is_level(figures.metric(metric)):
        return None
    versions = [one for one in (before, after) if one is not None]
    months = sorted(month for one in versions for month in one.periods.get(dataset, {}) if month)
    if months:
        return Period(Period.parse(months[0]).start, Period.parse(months[-1]).end)
    return Period(Period.year(versions[0].created.year - 1).start, Period.year(after.created.year + 1).end)


def compared_metrics(
    figures: MetricService, viewer: Viewer, before: Version | None, after: Version, *, may_move: bool = False
) -> Mapping[str, str]:
    """The headline metrics that the viewer may see, with their dataset, of those whose rows differ in two versions.

    `may_move`: also what happened in a period though its rows are the same: a master may have moved it elsewhere.
    """
    return {
        headline.metric: dataset.id
        for dataset in figures.catalogue.datasets.values()
        for headline in dataset.headlines
        if headline.metric and _may_ask(figures.catalogue, headline.metric, viewer)
        if viewer.scope.allowed
        or _months(dataset.id, after, before) is not None
        or (may_move and not is_level(figures.metric(headline.metric)))
    }


def _totals(
    figures: MetricService, viewer: Viewer, version: Version | None, names: Iterable[str], days: Period | None
) -> ResultRow:
    asked = tuple(dict.fromkeys(names))
    return figures.run(Query(asked, period=days), viewer, version.id).one() if version and asked else {}


def _may_ask(catalogue: Catalogue, metric: str, viewer: Viewer) -> bool:
    try:
        allow_metric(catalogue, metric, viewer)
    except NotAllowedError:
        return False
    return True
