"""The place of a viewer's rows among peers whose rows he may not see: ranks and counts, never a row or a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sales_core.catalogue.metric import Polarity
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Query, Result, Value
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.kernel.units import Unit
from sales_core.semantic.compiler import BEFORE
from sales_core.semantic.row_security import LEAST_PEERS, PeerReason, peer_scope
from sales_core.semantic.service import MetricService

TOO_FEW_PEERS = Text("peers.too_few", {"least": LEAST_PEERS})

_Row = Mapping[str, Value]
_Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class PeerMeasure:
    """One metric of a score. `ceiling`: it counts as itself, from 0 to this; None = as its place in its cohort.

    The place in a cohort is 0 for the worst and 1 for the best of it. One measure alone counts as its plain value.
    """

    metric: str
    weight: float
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class PeerCohorts:
    """Equals: those with the same value of an `attribute` of the entity.

    With `spans` (months, name), ascending: those for whom as many months have passed since the date it holds;
    `beyond` = longer.
    """

    attribute: str
    spans: tuple[tuple[int, str], ...] = ()
    beyond: str = ""

    def name(self, held: Value, day: date) -> str:
        """The cohort of who has the attribute `held` on `day`; '' when it is not known."""
        if not self.spans:
            return str(held or "")
        if not isinstance(held, date):
            return ""
        return next((name for months, name in self.spans if add_months(held, months) > day), self.beyond)


@dataclass(frozen=True, slots=True)
class PeerQuestion:
    """Ranks the only dimension of `query` by the weighted score of `measures`, inside cohorts where they are given."""

    query: Query
    measures: tuple[PeerMeasure, ...]
    cohorts: PeerCohorts | None = None


@dataclass(frozen=True, slots=True)
class PeerPlace:
    """Where one of the viewer's own rows stands. `rank`, `moved` (places gained since the compared days): counts.

    Both are unknown, with the reason, where fewer than `LEAST_PEERS` others would be told by them. `score` is None
    where a measure is missing, and where it would tell the ends of a cohort that is not the viewer's to see.
    """

    cohort: str
    rank: Figure
    moved: Figure
    score: float | None


@dataclass(frozen=True, slots=True)
class PeerPlaces:
    """`own`: the viewer's own rows; `places`: by their key. `sizes`: how many are ranked in each cohort of them.

    `has_hidden`: somebody is ranked whom the viewer may not see.
    """

    own: Result
    places: Mapping[str, PeerPlace]
    sizes: Mapping[str, Figure]
    has_hidden: bool


def peer_places(figures: MetricService, viewer: Viewer, question: PeerQuestion, version: int | None) -> PeerPlaces:
    """The places of the viewer's own rows. Raises UsageError, NotAllowedError as `MetricService.run`."""
    (dimension,) = question.query.by
    own = figures.run(question.query, viewer, version)
    mine = _by_key(own, dimension)
    scope = peer_scope(PeerReason.RANK, viewer.scope, figures.catalogue.dimension(dimension))
    rows = mine
    if scope != viewer.scope and mine and viewer.may(Right.VIEW_RANK):
        wider = replace(viewer, scope=scope)
        rows = _by_key(figures.run(question.query, wider, version, is_shown=False), dimension) | mine
    cohorts = _cohorts(figures, question, rows, own.period.end, viewer, version)
    polarity = {each.metric: figures.metric(each.metric).polarity for each in question.measures}
    now, before = (_Ranking.of(question, rows, cohorts, polarity, side) for side in ("", BEFORE))
    shown = dict.fromkeys(cohorts[key] for key in mine)
    places = {key: _place(key, cohorts[key], now, before, mine) for key in mine}
    sizes = {cohort: now.size_of(cohort, now.size(cohort), mine) for cohort in shown}
    return PeerPlaces(own, places, sizes, any(now.hidden(cohort, mine) for cohort in shown))


def _by_key(result: Result, dimension: str) -> dict[str, _Row]:
    return {str(row[dimension]): row for row in result if row[dimension]}


@dataclass(frozen=True, slots=True)
class _Ranking:
    """_Scores and ranks of everybody on one side of a comparison; stays inside this module."""

    scores: _Scores
    ranks: Mapping[str, int]
    cohorts: Mapping[str, str]
    is_mixed: bool
    """Whether scores hold the ends of their cohort."""

    @classmethod
    def of(
        cls,
        question: PeerQuestion,
        rows: Mapping[str, _Row],
        cohorts: Mapping[str, str],
        polarity: Mapping[str, Polarity],
        side: str,
    ) -> _Ranking:
        measures = question.measures
        scores: dict[str, float | None] = {}
        places: dict[str, int] = {}
        for cohort in dict.fromkeys(cohorts.values()):
            members = {
                key: {each.metric: _number(row.get(each.metric + side)) for each in measures}
                for key, row in rows.items()
                if cohorts[key] == cohort
            }
            ends = {each.metric: _ends(values[each.metric] for values in members.values()) for each in measures}
            found = {key: score(values, measures, ends, polarity) for key, values in members.items()}
            scores |= found
            places |= ranks(found)
        is_mixed = len(measures) > 1 and any(each.ceiling is None for each in measures)
        return cls(scores, places, cohorts, is_mixed)

    def size(self, cohort: str) -> int:
        return sum(1 for key in self.ranks if self.cohorts[key] == cohort)

    def hidden(self, cohort: str, mine: Mapping[str, _Row]) -> int:
        return sum(1 for key in self.ranks if self.cohorts[key] == cohort and key not in mine)

    def size_of(self, cohort: str, count: int | None, mine: Mapping[str, _Row]) -> Figure:
        """The count, unless too few others would be told by it."""
        if 0 < self.hidden(cohort, mine) < LEAST_PEERS:
            return Figure(None, Unit.COUNT, FigureState.UNKNOWN, TOO_FEW_PEERS)
        return Figure.of(count, Unit.COUNT)


def _place(key: str, cohort: str, now: _Ranking, before: _Ranking, mine: Mapping[str, _Row]) -> PeerPlace:
    rank, was = (side.size_of(cohort, side.ranks.get(key), mine) for side in (now, before))
    moved = next((side for side in (rank, was) if side.value is None), None)
    if isinstance(rank.value, int) and isinstance(was.value, int):
        moved = Figure(was.value - rank.value, Unit.COUNT)
    own_score = None if now.is_mixed and now.hidden(cohort, mine) else now.scores[key]
    return PeerPlace(cohort, rank, moved or rank, own_score)


def ranks(scores: _Scores) -> dict[str, int]:
    """Rank of every key with a score, highest first; equal scores share a rank and the next is skipped (1, 1, 3)."""
    known = sorted((score for score in scores.values() if score is not None), reverse=True)
    return {key: known.index(score) + 1 for key, score in scores.items() if score is not None}


def score(
    values: Mapping[str, float | None],
    measures: Sequence[PeerMeasure],
    ends: Mapping[str, tuple[float, float]],
    polarity: Mapping[str, Polarity],
) -> float | None:
    """The weighted score of one row; None when a measure is missing. `ends`: worst and best of the cohort."""
    total = 0.0
    for each in measures:
        value, is_lower_better = values[each.metric], polarity[each.metric] is Polarity.LOWER_IS_BETTER
        if value is None:
            return None
        if len(measures) == 1:
            return -value if is_lower_better else value
        total += each.weight * _part(each, value, ends[each.metric], is_lower_better=is_lower_better)
    return total


def _part(measure: PeerMeasure, value: float, ends: tuple[float, float], *, is_lower_better: bool) -> float:
    if measure.ceiling is not None:
        return min(max(value, 0.0), measure.ceiling)
    low, high = ends
    if high == low:
        return 1.0
    place = (value - low) / (high - low)
    return 1 - place if is_lower_better else place


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, Decimal | float | int) else None


def _ends(values: Iterable[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _cohorts(  # noqa: PLR0917 - whose cohorts, of which question, on which day and version
    figures: MetricService, question: PeerQuestion, keys: Iterable[str], day: date, viewer: Viewer, version: int | None
) -> dict[str, str]:
    """Cohort by key; '' for everybody when none is asked, or for who has none."""
    wanted, asked = tuple(keys), question.cohorts
    if asked is None:
        return dict.fromkeys(wanted, "")
    held = figures.attributes(question.query.by[0], (asked.attribute,), wanted, viewer, version)
    return {key: asked.name(held[key][asked.attribute] if key in held else None, day) for key in wanted}
