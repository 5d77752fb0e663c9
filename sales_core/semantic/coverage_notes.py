"""What a reader of figures has to be told of their days, as texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import facts_of, rests_on_pace
from sales_core.kernel.periods import Window
from sales_core.kernel.query import MetricCoverage, Query
from sales_core.kernel.terms import Period, Scope, Text

#: Levels older than this on the day asked are told.
_OLD = timedelta(days=31)


def coverage_notes(
    coverage: Sequence[MetricCoverage], window: Window, asked: Period | None, catalogue: Catalogue
) -> tuple[Text, ...]:
    """One text for each different end of the metrics; none where all are cut as the Result itself says."""
    found: dict[tuple[str, str], list[Text]] = {}
    for one in coverage:
        label = catalogue.metric(one.metric).label
        if one.period is None:
            found.setdefault(("none", str(one.last_row or "")), []).append(label)
        elif one.period.end != window.closes:
            found.setdefault(("until", str(one.period.end)), []).append(label)
        elif _is_old(one, one.period.end):
            found.setdefault(("rests", str(one.last_row)), []).append(label)
    if asked is not None and not asked.is_whole_months:
        for one in coverage:
            if any(fact.whole_months for fact in facts_of(catalogue, one.metric)):
                found.setdefault(("share", ""), []).append(catalogue.metric(one.metric).label)
    closes = str(window.closes)
    return tuple(
        Text(f"coverage.{kind}", {"metrics": tuple(labels), "day": day or "–", "asked": closes})
        for (kind, day), labels in found.items()
    )


def pace_notes(query: Query, scope: Scope, catalogue: Catalogue) -> tuple[Text, ...]:
    """What a viewer of a part of the company is told of figures that rest on the pace of all of it."""
    found = [catalogue.metric(one).label for one in query.metrics if rests_on_pace(catalogue, one, query.period)]
    return (Text("coverage.pace", {"metrics": tuple(found)}),) if found and scope.allowed else ()


def _is_old(one: MetricCoverage, closes: date) -> bool:
    return one.last_row is not None and not one.partial and closes - one.last_row > _OLD
