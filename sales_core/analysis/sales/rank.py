"""Who leads among equals: ranks that share ties, moves, cohorts, weighted scores, streaks, share of the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.figure import Figure
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Compare, Value
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.semantic.peers import PeerCohorts, PeerMeasure, PeerQuestion, peer_places
from sales_core.semantic.service import MetricService

STREAK_MONTHS = 12
CAP = 1.2
_ACHIEVEMENTS = ("achievement", "achievement_quantity", "achievement_gross_profit", "achievement_collections", "pace")


class Cohort(StrEnum):
    """Equals: reps are ranked only against those of the same group."""

    ROLE = "role"
    AREA_CLASS = "area_class"
    TENURE = "tenure"
    """Hired within 6 months, 6 to 24, longer; unknown apart."""


_COHORTS = {
    Cohort.ROLE: PeerCohorts("role"),
    Cohort.AREA_CLASS: PeerCohorts("area_class"),
    Cohort.TENURE: PeerCohorts("hired", ((6, "new"), (24, "settled")), "veteran"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the leaderboard. `rank` is inside `cohort`; None when there is no score, or it may not be told.

    `moved`: places gained (+) or lost (−) since the same days of the stretch before; None when not ranked then.
    `streak`: finished months in a row, up to the newest, with the target reached. `gap_share`: its part of all that is
    missing to target, 0..1; None when it misses nothing or has no target. `trend`: net sales of the last
    months, oldest first.
    """

    key: str
    label: str
    cohort: str
    rank: int | None
    moved: int | None
    score: float | None
    values: Mapping[str, Value]
    streak: int
    gap_share: float | None
    trend: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Standings, best first; unranked last.

    `peers`: number ranked per cohort, of those that may be told. `has_hidden`: others are ranked who are not the
    viewer's to see; he is told his place among them and nothing of them. `unknown`: why a place is not told.
    """

    standings: tuple[Standing, ...]
    measures: tuple[tuple[str, float], ...]
    peers: Mapping[str, int]
    period: Period
    compared: Period | None
    has_hidden: bool = False
    unknown: Text | None = None


def leaderboard(
    figures: MetricService,
    viewer: Viewer,
    selection: Selection,
    measures: Mapping[str, float] | None = None,
    dimension: str = "rep",
    *,
    cohort: Cohort | None = None,
    version: int | None = None,
) -> Leaderboard:
    """Ranks the values of `dimension` by the weighted score of `measures` (metric id to weight; default achievement).

    An achievement counts as itself, at most 1.2. Any other measure counts as its place between the worst (0)
    and the best
    (1) of the cohort. Weights are scaled to sum to 1. One measure alone ranks by its plain value. The viewer
    sees only rows of his scope; ranks are among these. Who sees only certain reps is ranked among all the reps that
    the rest of his scope holds, if these are enough, and shown none of the others: no name, no figure, no share of
    their gap, and no score that holds the worst and the best of them.
    """
    weights = _weights(measures or {"achievement": 1.0})
    shown = tuple(dict.fromkeys((*weights, "net_sales", "target", "achievement", "gap")))
    question = PeerQuestion(
        selection.query(*shown, by=(dimension,), compare=Compare.LAST_MONTH),
        tuple(PeerMeasure(name, weight, CAP if name in _ACHIEVEMENTS else None) for name, weight in weights.items()),
        _COHORTS[cohort] if cohort and dimension == "rep" else None,
    )
    found = peer_places(figures, viewer, question, version)
    mine = {str(row[dimension]): row for row in found.own if row[dimension]}
    labels = figures.labels(dimension, mine, version)
    history = _history(figures, viewer, selection, dimension, found.own.period.end, version)
    missing = -sum((gap for row in mine.values() if (gap := _gap(row)) < 0), Decimal(0))
    standings = [
        Standing(
            key=key,
            label=labels[key],
            cohort=found.places[key].cohort,
            rank=_count(found.places[key].rank),
            moved=_count(found.places[key].moved),
            score=found.places[key].score,
            values={name: row[name] for name in shown},
            streak=_streak(history.get(key, {})),
            gap_share=float(-_gap(row) / missing) if _gap(row) < 0 and not found.has_hidden else None,
            trend=tuple(amount for _, (amount, _) in sorted(history.get(key, {}).items())),
        )
        for key, row in mine.items()
    ]
    standings.sort(key=lambda one: (one.rank is None, one.cohort, one.rank or 0, one.label))
    return Leaderboard(
        tuple(standings),
        tuple(weights.items()),
        {cohort: size for cohort, figure in found.sizes.items() if (size := _count(figure)) is not None},
        found.own.period,
        found.own.compared,
        found.has_hidden,
        next((figure.reason for figure in found.sizes.values() if figure.reason is not None), None),
    )


def _count(figure: Figure) -> int | None:
    return figure.value if isinstance(figure.value, int) else None


def _weights(measures: Mapping[str, float]) -> dict[str, float]:
    total = sum(measures.values())
    return {name: weight / total for name, weight in measures.items()}


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, Decimal | float | int) else None


def _gap(row: Mapping[str, Value]) -> Decimal:
    gap = row["gap"]
    return gap if isinstance(gap, Decimal) else Decimal(0)


History = dict[str, dict[date, tuple[Decimal, float | None]]]


def _history(  # noqa: PLR0917 - passed through as given
    figures: MetricService, viewer: Viewer, selection: Selection, dimension: str, end: date, version: int | None
) -> History:
    """Per key and month: net sales and achievement of the last twelve finished months."""
    last = end.replace(day=1) if Period.month_of(end).end > end else add_months(end.replace(day=1), 1)
    span = Period(add_months(last, -STREAK_MONTHS), date.fromordinal(last.toordinal() - 1))
    wide = replace(selection, period=span)
    found: History = {}
    for row in figures.run(wide.query("net_sales", "achievement", by=(dimension, "month")), viewer, version):
        month, amount = row["month"], row["net_sales"]
        if isinstance(month, date):
            sold = amount if isinstance(amount, Decimal) else Decimal(0)
            found.setdefault(str(row[dimension]), {})[month] = (sold, _number(row["achievement"]))
    return found


def _streak(months: Mapping[date, tuple[Decimal, float | None]]) -> int:
    count = 0
    for _, (_, achieved) in sorted(months.items(), reverse=True):
        if achieved is None or achieved < 1:
            break
        count += 1
    return count
