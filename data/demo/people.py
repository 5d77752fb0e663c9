"""Branches, territories and the reps who hold them: joiners, leavers and transfers on firsts of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from data.demo import stories
from data.demo.company import AREA_CLASS, GIVEN, REGIONS, SURNAMES
from data.demo.days import MONTHS, Ints, day_at, first_day

OPEN_END = len(MONTHS)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch and its weight in the company."""

    name: str
    region: str
    weight: float


@dataclass(frozen=True, slots=True)
class Posting:
    """A rep in a territory, from one month up to but not including another."""

    rep: int
    territory: int
    first: int
    until: int


@dataclass(frozen=True, slots=True)
class People:
    """`holder[territory, month]` is the rep there and then; `territory_branch` its branch."""

    branches: tuple[Branch, ...]
    territory_branch: Ints
    holder: Ints
    codes: tuple[str, ...]
    names: tuple[str, ...]
    hired: tuple[date, ...]
    left: tuple[date | None, ...]
    postings: tuple[Posting, ...]

    def branch_of(self, territory: int) -> Branch:
        """The branch a territory belongs to."""
        return self.branches[int(self.territory_branch[territory])]

    def posting_dates(self, posting: Posting) -> tuple[date, date | None]:
        """First and last day; no last day while it lasts. A first posting starts on the day of hire."""
        start = self.hired[posting.rep] if posting.first == 0 else day_at(first_day(posting.first))
        end = None if posting.until >= OPEN_END else day_at(first_day(posting.until)) - timedelta(days=1)
        return start, end

    def area_class(self, territory: int) -> str:
        """First-, second- or third-tier market."""
        return AREA_CLASS.get(self.branch_of(territory).name, "二线")


def branches_at(scale: float) -> tuple[Branch, ...]:
    """All branches, or the first two of each region in a small company."""
    keep = 99 if scale >= 0.3 else 2
    return tuple(Branch(name, region, weight) for region, names in REGIONS.items() for name, weight in names[:keep])


def make_people(rng: np.random.Generator, scale: float) -> People:
    """Territories filled month by month; every change of hands is a posting."""
    branches = branches_at(scale)
    weights = np.array([b.weight for b in branches])
    wanted = max(len(branches) + 4, round(128 * scale))
    counts = np.maximum(1, np.round(weights / weights.sum() * wanted)).astype(int)
    territory_branch = np.repeat(np.arange(len(branches)), counts).astype(np.int64)
    postings = _moves(rng, len(territory_branch), territory_branch)
    reps = max(p.rep for p in postings) + 1
    holder = np.zeros((len(territory_branch), len(MONTHS)), dtype=np.int64)
    for posting in postings:
        holder[posting.territory, posting.first : posting.until] = posting.rep
    return People(
        branches,
        territory_branch,
        holder,
        tuple(f"E{1001 + k}" for k in range(reps)),
        _names(rng, reps),
        tuple(_hired(rng, postings, rep) for rep in range(reps)),
        tuple(_left(postings, rep) for rep in range(reps)),
        tuple(sorted(postings, key=lambda p: (p.rep, p.first))),
    )


def _moves(rng: np.random.Generator, territories: int, territory_branch: Ints) -> list[Posting]:
    """Starts with one rep a territory, then leavers are replaced and a few reps swap branches."""
    current = {t: (t, 0) for t in range(territories)}
    done: list[Posting] = []
    next_rep = territories
    steady = {int(np.flatnonzero(territory_branch == b)[0]) for b in set(territory_branch.tolist())}
    movable = [t for t in range(territories) if t not in steady]
    leavers = max(1, round(territories * stories.LEAVER_SHARE))
    for territory in rng.choice(movable or [territories - 1], size=min(leavers, max(1, len(movable)))):
        month = int(rng.integers(4, len(MONTHS) - 1))
        rep, since = current[int(territory)]
        if month - since < 3:
            continue
        done.append(Posting(rep, int(territory), since, month))
        current[int(territory)] = (next_rep, month)
        next_rep += 1
    for one, other in zip(movable[::9], movable[4::9], strict=False):
        month = int(rng.integers(14, len(MONTHS) - 3))
        if max(current[one][1], current[other][1]) > month - 3:
            continue
        for place in (one, other):
            done.append(Posting(current[place][0], place, current[place][1], month))
        current[one], current[other] = (current[other][0], month), (current[one][0], month)
    done.extend(Posting(rep, t, since, OPEN_END) for t, (rep, since) in current.items())
    return done


def _names(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    names: dict[str, None] = {}
    while len(names) < count:
        given = "".join(rng.choice(list(GIVEN), size=int(rng.integers(1, 3)), replace=False))
        names[str(rng.choice(list(SURNAMES))) + given] = None
    return tuple(names)


def _hired(rng: np.random.Generator, postings: list[Posting], rep: int) -> date:
    first = min(p.first for p in postings if p.rep == rep)
    if first:
        return day_at(first_day(first))
    return day_at(-int(rng.integers(30, 2600)))


def _left(postings: list[Posting], rep: int) -> date | None:
    until = max(p.until for p in postings if p.rep == rep)
    return None if until >= OPEN_END else day_at(first_day(until)) - timedelta(days=1)
