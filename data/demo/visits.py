"""The field team's log of the last half-year: visits planned, made, missed and made off plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo import stories
from data.demo.days import MONTHS, Floats, Ints, busyness, first_day, last_day
from data.demo.sales import Lines, World

LOGGED_MONTHS = 6
PURPOSES = ("例行拜访", "订货", "新品推广", "陈列维护", "催收货款")
RESULTS = ("已下单", "同意陈列", "待跟进", "负责人不在", "对账完成")
#: What becomes of a visit in the log.
DONE, PLANNED, MISSED = range(3)
STATES = ("已完成", "计划", "未拜访")
#: Visits planned a month for the customers who bring 80, 15 and 5 % of a year's sales, the share of them that is made,
#: and visits off plan.
_A_MONTH = (2.0, 0.9, 0.25)
_ENDS = (0.8, 0.95)
_MADE, _OFF_PLAN = 0.84, 0.12


@dataclass(frozen=True, slots=True)
class Visits:
    """One row a visit; `state` is a place in STATES, `minutes` and `result` are -1 where it was not made."""

    day: Ints
    customer: Ints
    rep: Ints
    state: Ints
    on_plan: Ints
    purpose: Ints
    minutes: Ints
    result: Ints


def year_sales(world: World, lines: Lines) -> Ints:
    """What each customer bought in the last twelve months, in cents."""
    recent = lines.month > len(MONTHS) - 13
    bought = np.zeros(len(world.customers), dtype=np.int64)
    np.add.at(bought, lines.customer[recent], lines.amount[recent])
    return bought


def unvisited_customer(world: World, lines: Lines) -> int:
    """The customer of the story: the largest who is open throughout and of no other story."""
    customers = world.customers
    stays = (customers.opened <= 0) & (customers.closed > len(MONTHS))
    told = np.isin(np.arange(len(customers)), (customers.cast.stuffed, customers.cast.quiet, customers.cast.carried))
    own = stays & ~told
    return int(np.argmax(np.where(own, year_sales(world, lines), -1)))


def _classes(bought: Ints) -> Ints:
    """0, 1 or 2 by where the running sum from the largest stands."""
    order = np.argsort(-bought, kind="stable")
    running = np.cumsum(bought[order]) / max(int(bought.sum()), 1)
    found = np.empty(len(bought), dtype=np.int64)
    found[order] = np.searchsorted(np.array(_ENDS), running)
    return found


def make_visits(rng: np.random.Generator, world: World, lines: Lines) -> Visits:
    """Customers are planned by class, on days when people work, by the rep who holds the territory then."""
    months = range(len(MONTHS) - LOGGED_MONTHS, len(MONTHS))
    often = np.array(_A_MONTH)[_classes(year_sales(world, lines))]
    lonely = unvisited_customer(world, lines)
    parts = [_month(rng, world, month, often, lonely) for month in months]
    day, customer, on_plan, state = (np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True))
    month = np.repeat(np.array(months, dtype=np.int64), [len(part[0]) for part in parts])
    rep = world.people.holder[world.customers.territory[customer], month]
    made = state == DONE
    minutes = np.where(made, rng.integers(15, 76, len(day)), -1)
    result = np.where(made, rng.integers(0, len(RESULTS), len(day)), -1)
    purpose = rng.integers(0, len(PURPOSES), len(day))
    order = np.lexsort((state, customer, day))
    columns = (day, customer, rep, state, on_plan, purpose, minutes, result)
    return Visits(*(column[order] for column in columns))


def _month(
    rng: np.random.Generator, world: World, month: int, often: Floats, lonely: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Day, customer, whether on plan, state; the rest of a month that is not over is planned."""
    customers = world.customers
    open_now = (customers.opened <= month) & (customers.closed > month)
    if month >= stories.UNVISITED_FROM:
        open_now[lonely] = False
    # The whole visits are certain, their fraction is drawn.
    wanted = np.where(open_now, np.floor(often + rng.random(len(customers))), 0).astype(np.int64)
    planned = np.repeat(np.arange(len(customers)), wanted)
    extra = np.repeat(np.arange(len(customers)), rng.poisson(np.where(open_now, often * _OFF_PLAN, 0.0)))
    last, whole = last_day(month), first_day(month + 1) - 1
    worked = busyness()[first_day(month) : last + 1]
    days = np.arange(first_day(month), whole + 1)
    weight = np.ones(len(days))
    weight[: len(worked)] = worked
    customer = np.concatenate((planned, extra)).astype(np.int64)
    day = rng.choice(days, len(customer), p=weight / weight.sum())
    on_plan = (np.arange(len(customer)) < len(planned)).astype(np.int64)
    made = (rng.random(len(customer)) < _MADE) | (on_plan == 0)
    state = np.where(day > last, PLANNED, np.where(made, DONE, MISSED))
    kept = (day <= last) | (on_plan == 1)
    # Nobody is visited twice a day: the first of equals stays, which is the planned one.
    once = np.zeros(len(day), dtype=bool)
    once[np.unique(day * len(customers) + customer, return_index=True)[1]] = True
    kept &= once
    return day[kept], customer[kept], on_plan[kept], state[kept]
