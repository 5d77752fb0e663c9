"""Shelf audits of the last twelve months: who was visited when, and how the four parts were scored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo import stories
from data.demo.days import MONTHS, Floats, Ints, busyness, first_day, last_day
from data.demo.sales import World

#: Distribution, facing, price, display: the usual level of an outlet.
PARTS = ("铺货得分", "排面得分", "价格得分", "陈列得分")
_LEVELS = (80.0, 72.0, 84.0, 70.0)
AUDITED_MONTHS = 12
#: The share of outlets visited in a whole month.
COVERAGE = 0.62


@dataclass(frozen=True, slots=True)
class Audits:
    """One row a visit; `scores` is visits × parts, whole points from 0 to 100."""

    day: Ints
    customer: Ints
    rep: Ints
    scores: Ints


def make_audits(rng: np.random.Generator, world: World) -> Audits:
    """Open customers are visited at most once a month, by the rep who holds the territory then."""
    customers = world.customers
    quality = rng.normal(0.0, 7.0, len(customers)) + _branch_level(world)[customers.branch]
    months = range(len(MONTHS) - AUDITED_MONTHS, len(MONTHS))
    visits = [_visits(rng, world, month) for month in months]
    day, customer = (np.concatenate(part).astype(np.int64) for part in zip(*visits, strict=True))
    month = np.repeat(np.array(months, dtype=np.int64), [len(days) for days, _ in visits])
    rep = world.people.holder[customers.territory[customer], month]
    scores = _scores(rng, quality[customer], month)
    order = np.lexsort((customer, day))
    return Audits(day[order], customer[order], rep[order], scores[order])


def _visits(rng: np.random.Generator, world: World, month: int) -> tuple[Ints, Ints]:
    """Day and customer of a month's visits; fewer in a month that is not over."""
    customers = world.customers
    every = np.arange(first_day(month), last_day(month) + 1)
    open_now = (customers.opened <= month) & (customers.closed > month)
    reached = COVERAGE * min(1.0, len(every) / 30)
    chosen = np.flatnonzero(open_now & (rng.random(len(customers)) < reached))
    worked = busyness()[every]
    return rng.choice(every, len(chosen), p=worked / worked.sum()), chosen


def _branch_level(world: World) -> Floats:
    """Points above or below the usual: the star branch shines, where one customer carries the rep shelves are poor."""
    names = [branch.name for branch in world.people.branches]
    regions = [branch.region for branch in world.people.branches]
    level = np.array([-3.0 if region == stories.COLLAPSE_REGION else 0.0 for region in regions])
    level[names.index(stories.STAR_BRANCH)] += stories.STAR_SHELF
    level[names.index(stories.CARRIED_BRANCH)] += stories.POOR_SHELF
    return level


def _scores(rng: np.random.Generator, quality: Floats, month: Ints) -> Ints:
    """Slowly better over the year, each part with its own luck."""
    trend = (month - (len(MONTHS) - AUDITED_MONTHS)) * 0.35
    points = np.array(_LEVELS) + (quality + trend)[:, None] + rng.normal(0.0, 6.0, (len(quality), len(PARTS)))
    return np.clip(np.round(points), 0, 100).astype(np.int64)
