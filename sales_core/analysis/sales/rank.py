"""Who leads among equals: ranks that share ties, moves, cohorts, weighted scores, streaks, share of the gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import cast

from sales_core.analysis.sales.selection import Selection
from sales_core.catalogue.metric import Polarity
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Compare, Value
from sales_core.kernel.terms import Period, Scope, Viewer
from sales_core.semantic.service import MetricService

STREAK_MONTHS = 12
_ACHIEVEMENT_CAP = 1.2
_ACHIEVEMENTS = ("achievement", "achievement_quantity", "achievement_gross_profit", "achievement_collections", "pace")


class Cohort(StrEnum):
    """Equals: reps are ranked only against those of the same group."""

    ROLE = "role"
    AREA_CLASS = "area_class"
    TENURE = "tenure"
    """Hired within 6 months, 6 to 24, longer; unknown apart."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the leaderboard. `rank` is inside `cohort`; None when there is no score.

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
    """Standings, best first; unranked last. `peers`: number ranked per cohort."""

    standings: tuple[Standing, ...]
    measures: tuple[tuple[str, float], ...]
    peers: Mapping[str, int]
    period: Period
    compared: Period | None
    hidden: int = 0
    """Ranked, but not the viewer's to see: he is told his place among them and nothing of them."""


def ranks(scores: Mapping[str, float | None]) -> dict[str, int]:
    """Rank of every key with a score, highest first; equal scores share a rank and the next one is skipped (1,
    1, 3).
    """
    known = sorted((score for score in scores.values() if score is not None), reverse=True)
    return {key: known.index(score) + 1 for key, score in scores.items() if score is not None}


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
    the rest of his scope holds, and shown none of the others: no name, no figure, and no share of their gap.
    """
    weights = _weights(measures or {"achievement": 1.0})
    shown = tuple(dict.fromkeys((*weights, "net_sales", "target", "achievement", "gap")))
    asked = selection.query(*shown, by=(dimension,), compare=Compare.LAST_MONTH)
    result = figures.run(asked, viewer, version)
    mine = {str(row[dimension]): row for row in result if row[dimension]}
    all_ranked = _with_peers(viewer, dimension)
    rows = mine
    if all_ranked != viewer:
        rows = {str(row[dimension]): row for row in figures.run(asked, all_ranked, version) if row[dimension]} | mine
    groups = _groups(figures, dimension, cohort, rows, result.period.end, version)
    polarity = {name: figures.metric(name).polarity for name in weights}
    now = _scores({key: _values(row, weights, "") for key, row in rows.items()}, groups, weights, polarity)
    before = _scores({key: _values(row, weights, "__before") for key, row in rows.items()}, groups, weights, polarity)
    at, was = _ranked(now, groups), _ranked(before, groups)
    labels = figures.labels(dimension, mine, version)
    history = _history(figures, viewer, selection, dimension, result.period.end, version)
    peers = {name: sum(1 for key in at if groups[key] == name) for name in (groups[key] for key in mine)}
    hidden = sum(peers.values()) - sum(1 for key in mine if key in at)
    missing = -sum((gap for row in mine.values() if (gap := _gap(row)) < 0), Decimal(0))
    standings = [
        Standing(
            key=key,
            label=labels[key],
            cohort=groups[key],
            rank=at.get(key),
            moved=was[key] - at[key] if key in at and key in was else None,
            score=now[key],
            values={name: row[name] for name in shown},
            streak=_streak(history.get(key, {})),
            gap_share=float(-_gap(row) / missing) if _gap(row) < 0 and not hidden else None,
            trend=tuple(amount for _, (amount, _) in sorted(history.get(key, {}).items())),
        )
        for key, row in mine.items()
    ]
    standings.sort(key=lambda one: (one.rank is None, one.cohort, one.rank or 0, one.label))
    return Leaderboard(tuple(standings), tuple(weights.items()), peers, result.period, result.compared, hidden)


def _with_peers(viewer: Viewer, dimension: str) -> Viewer:
    """As whom ranks are computed: without the limit to certain reps."""
    allowed = viewer.scope.as_mapping()
    if dimension != "rep" or not allowed.pop("rep", ()):
        return viewer
    return replace(viewer, scope=Scope.of(allowed))


def score(
    values: Mapping[str, float | None],
    weights: Mapping[str, float],
    spread: Mapping[str, tuple[float, float]],
    polarity: Mapping[str, Polarity],
) -> float | None:
    """The weighted score of one row; None when a measure is missing. `spread`: worst and best of the cohort by
    measure.
    """
    if len(weights) == 1:
        name = next(iter(weights))
        alone = values[name]
        return None if alone is None else -alone if polarity[name] is Polarity.LOWER_IS_BETTER else alone
    total = 0.0
    for name, weight in weights.items():
        value = values[name]
        if value is None:
            return None
        total += weight * _standing(name, value, spread[name], polarity[name])
    return total


def _standing(name: str, value: float, spread: tuple[float, float], polarity: Polarity) -> float:
    if name in _ACHIEVEMENTS:
        return min(max(value, 0.0), _ACHIEVEMENT_CAP)
    low, high = spread
    if high == low:
        return 1.0
    place = (value - low) / (high - low)
    return 1 - place if polarity is Polarity.LOWER_IS_BETTER else place


def _weights(measures: Mapping[str, float]) -> dict[str, float]:
    total = sum(measures.values())
    return {name: weight / total for name, weight in measures.items()}


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, Decimal | float | int) else None


def _values(row: Mapping[str, Value], names: Iterable[str], suffix: str) -> dict[str, float | None]:
    return {name: _number(row[name + suffix]) for name in names}


def _scores(
    values: Mapping[str, Mapping[str, float | None]],
    groups: Mapping[str, str],
    weights: Mapping[str, float],
    polarity: Mapping[str, Polarity],
) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for group in dict.fromkeys(groups.values()):
        members = [key for key in values if groups[key] == group]
        spread = {name: _ends([values[key][name] for key in members]) for name in weights}
        found |= {key: score(values[key], weights, spread, polarity) for key in members}
    return found


def _ends(values: Sequence[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _ranked(scores: Mapping[str, float | None], groups: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in dict.fromkeys(groups.values()):
        found |= ranks({key: value for key, value in scores.items() if groups[key] == group})
    return found


def _gap(row: Mapping[str, Value]) -> Decimal:
    gap = row["gap"]
    return gap if isinstance(gap, Decimal) else Decimal(0)


def _groups(  # noqa: PLR0917 - passed through as given
    figures: MetricService, dimension: str, cohort: Cohort | None, keys: Iterable[str], at: date, version: int | None
) -> dict[str, str]:
    """Cohort by key; '' for everybody when no cohort is asked, or for who has none."""
    if cohort is None or dimension != "rep":
        return dict.fromkeys(keys, "")
    wanted = tuple(keys)
    attribute = "hired" if cohort is Cohort.TENURE else cohort.value
    known = figures.attributes("rep", (attribute,), wanted, version)
    values = {key: known[key][attribute] if key in known else None for key in wanted}
    if cohort is Cohort.TENURE:
        return {key: _tenure(cast("date | None", value), at) for key, value in values.items()}
    return {key: str(value or "") for key, value in values.items()}


def _tenure(hired: date | None, at: date) -> str:
    """`new` under 6 months, `settled` under 24, `veteran` from then on; '' unknown."""
    if hired is None:
        return ""
    if add_months(hired, 6) > at:
        return "new"
    return "settled" if add_months(hired, 24) > at else "veteran"


_AchievementHistory = dict[str, dict[date, tuple[Decimal, float | None]]]


def _history(  # noqa: PLR0917 - passed through as given
    figures: MetricService, viewer: Viewer, selection: Selection, dimension: str, end: date, version: int | None
) -> _AchievementHistory:
    """Per key and month: net sales and achievement of the last twelve finished months."""
    last = end.replace(day=1) if Period.month_of(end).end > end else add_months(end.replace(day=1), 1)
    span = Period(add_months(last, -STREAK_MONTHS), date.fromordinal(last.toordinal() - 1))
    wide = replace(selection, period=span)
    found: _AchievementHistory = {}
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
