"""Schemes of a scorecard and the score they give: a weighted sum of capped attainments, of which nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.kernel.terms import Right

_ZERO = Decimal(0)
_WHOLE = Decimal(1)


class Kpi(StrEnum):
    """What a scheme may count, each as a share of what was to be reached; an outlet score of its 100 points."""

    NET_SALES = "net_sales"
    QUANTITY = "quantity"
    COLLECTIONS = "collections"
    GROSS_PROFIT = "gross_profit"
    OUTLET_SCORE = "outlet_score"


class Lack(StrEnum):
    """Why a measure of a score is not there."""

    NO_DATA = "no_data"
    """No target, or nothing loaded of it."""
    NO_RIGHT = "no_right"
    """The viewer may not see it."""


@dataclass(frozen=True, slots=True)
class KpiWeight:
    """A measure of a scheme. `weight`: its part of the score; `cap`: the most that counts, None = all."""

    kpi: Kpi
    weight: Decimal
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KpiScheme:
    """What a post is scored by from a day on; `post` '' = whatever post has none of its own."""

    post: str
    valid_from: date
    weights: tuple[KpiWeight, ...]

    @property
    def is_whole(self) -> bool:
        """Whether its weights add up to 1."""
        return sum((one.weight for one in self.weights), _ZERO) == _WHOLE


#: Half volume, half shelves: what counts for every post while no scheme is loaded.
PRESET = KpiScheme(
    "", date.min,
    (
        KpiWeight(Kpi.NET_SALES, Decimal("0.5"), Decimal("1.2")),
        KpiWeight(Kpi.OUTLET_SCORE, Decimal("0.5"), Decimal("1.2")),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a measure brings to a score. `attained` and `points` None = not known, for the reason `lack`."""

    part: KpiWeight
    attained: Decimal | None
    points: Decimal | None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a person by a scheme."""

    rep: str
    scheme: KpiScheme
    contributions: tuple[Contribution, ...]

    @property
    def known(self) -> Decimal:
        """The points of what is known."""
        return sum((one.points for one in self.contributions if one.points is not None), _ZERO)

    @property
    def missing_weight(self) -> Decimal:
        """The weight of what is not known; it is given to nothing else."""
        return sum((one.part.weight for one in self.contributions if one.points is None), _ZERO)

    @property
    def value(self) -> Decimal | None:
        """The score; None while a measure that has a weight is missing."""
        return None if self.missing_weight else self.known


def scored(rep: str, scheme: KpiScheme, attained: Mapping[Kpi, Decimal | None], hidden: Iterable[Kpi] = ()) -> Score:
    """Σ weight × min(cap, max(0, attained)) (design formula: Scorecard). `hidden`: what the viewer may not see."""
    closed = set(hidden)
    found = (_contribution(one, attained.get(one.kpi), is_hidden=one.kpi in closed) for one in scheme.weights)
    return Score(rep, scheme, tuple(found))


def _contribution(part: KpiWeight, attained: Decimal | None, *, is_hidden: bool) -> Contribution:
    if is_hidden:
        return Contribution(part, None, None, Lack.NO_RIGHT)
    if attained is None:
        return Contribution(part, None, None, Lack.NO_DATA)
    counted = max(attained, _ZERO)
    counted = counted if part.cap is None else min(part.cap, counted)
    return Contribution(part, attained, part.weight * counted)


def scheme_of(schemes: Iterable[KpiScheme], post: str, day: date) -> KpiScheme:
    """The newest scheme of a post valid on a day, else that for every post, else the preset."""
    valid = [one for one in schemes if one.valid_from <= day and one.post in {post, ""}]
    return max(valid, key=lambda one: (one.post == post and bool(post), one.valid_from), default=PRESET)


def score_places(scores: Iterable[Score]) -> dict[str, int]:
    """By rep his place among those scored by the same scheme whose scores are known; ties share a place."""
    found = [(one.rep, one.scheme, one.value) for one in scores if one.value is not None]
    return {
        rep: 1 + sum(1 for _, other, points in found if other == scheme and points > value)
        for rep, scheme, value in found
    }


#: What it takes to see a measure, beside sales.
NEEDED_RIGHT: Mapping[Kpi, Right] = {Kpi.COLLECTIONS: Right.VIEW_RECEIVABLES, Kpi.GROSS_PROFIT: Right.VIEW_COST}
