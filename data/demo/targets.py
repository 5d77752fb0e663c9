"""Targets of reps, branches and categories by month; expenses beside their budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.demo import stories
from data.demo.cash import Receipts
from data.demo.company import CATEGORIES, EXPENSE_TYPES
from data.demo.days import MONTHS, Floats, Ints, first_day, month_level
from data.demo.sales import Lines, World

#: The months that carry targets although sales of them are not over: to the end of the last year.
PLAN_MONTHS = 39


@dataclass(frozen=True, slots=True)
class Expenses:
    """One row a month, branch and type, in cents."""

    month: Ints
    branch: Ints
    kind: Ints
    actual: Ints
    budget: Ints


@dataclass(frozen=True, slots=True)
class Targets:
    """Whole yuan (cases for quantity) by territory, branch or category and month; 0 = none was given."""

    rep: Ints
    branch_sales: Ints
    branch_quantity: Ints
    branch_collections: Ints
    category_sales: Ints


def _by_month(values: Ints, index: Ints, month: Ints, count: int) -> Floats:
    """Sums by index and month, in units instead of cents where `values` are cents."""
    flat = np.bincount(index * len(MONTHS) + month, values, minlength=count * len(MONTHS))
    return np.asarray(flat.reshape(count, len(MONTHS)), dtype=np.float64)


def _planned(rng: np.random.Generator, actual: Floats, growth: float, noise: float) -> Floats:
    """A plan for PLAN_MONTHS: last year's month blended with the usual share of the year, plus growth."""
    level = np.resize(month_level(), PLAN_MONTHS)
    level[36:] = month_level()[24:27]
    typical = actual[:, :12].mean(axis=1, keepdims=True) * level
    plan = np.zeros((len(actual), PLAN_MONTHS))
    for month in range(PLAN_MONTHS):
        years = max(0, (month - 1) // 12)
        usual = typical[:, month] * (1 + growth) ** years
        base = actual[:, month - 12] * (1 + growth) if month >= 12 else usual
        if month - 12 > 11:
            usual = actual[:, month - 24 : month - 12].mean(axis=1) * level[month] * (1 + growth)
        plan[:, month] = 0.55 * base + 0.45 * usual
    return np.asarray(plan * rng.lognormal(0, noise, plan.shape))


def _rounded(values: NDArray[np.floating[Any]], step: int) -> Ints:
    return np.asarray(np.maximum(0, np.round(values / step)) * step, dtype=np.int64)


def make_targets(rng: np.random.Generator, world: World, lines: Lines, receipts: Receipts) -> Targets:
    """Stretching but fair: about 7 % over the year before. New reps and one branch have gaps."""
    people = world.people
    territory = world.customers.territory[lines.customer]
    territories, branches = len(people.territory_branch), len(people.branches)
    amount = lines.amount // 100
    rep = _rounded(_planned(rng, _by_month(amount, territory, lines.month, territories), 0.06, 0.06), 1000)
    carried = world.customers.territory[world.customers.cast.carried]
    later = rep[carried, stories.CARRIED_FROM :] * stories.CARRIED_TARGET
    rep[carried, stories.CARRIED_FROM :] = _rounded(later, 1000)
    rep = np.where(_without_target(world), 0, rep)
    owner = np.zeros((branches, territories), dtype=np.int64)
    owner[people.territory_branch, np.arange(territories)] = 1
    branch_sales = _rounded((owner @ rep) * 1.02 + 4_000, 10_000)
    quantity = _by_month(lines.quantity, lines.branch, lines.month, branches)
    paid_month = _month_of(receipts.day)
    collected = _by_month(receipts.amount // 100, world.customers.branch[receipts.customer], paid_month, branches)
    category = _by_month(amount, world.products.category[lines.product], lines.month, len(CATEGORIES))
    return Targets(
        rep,
        branch_sales,
        _rounded(_planned(rng, quantity, 0.05, 0.03), 100),
        _rounded(_planned(rng, collected, 0.07, 0.03), 10_000),
        _rounded(_planned(rng, category, 0.07, 0.02), 10_000),
    )


def _month_of(day: Ints) -> Ints:
    return np.searchsorted([first_day(m) for m in range(len(MONTHS))], day, side="right") - 1


def _without_target(world: World) -> Ints:
    """Territories and months with nobody's target: two months after each change, and one branch."""
    people = world.people
    missing = np.zeros((len(people.territory_branch), PLAN_MONTHS), dtype=bool)
    for posting in people.postings:
        if posting.first:
            missing[posting.territory, posting.first : posting.first + 2] = True
    for b, branch in enumerate(people.branches):
        if branch.name == stories.NO_TARGET_BRANCH:
            missing[people.territory_branch == b, stories.NO_TARGET_FROM :] = True
    return np.asarray(missing)


def make_expenses(rng: np.random.Generator, world: World, lines: Lines, targets: Targets) -> Expenses:
    """Actual follows sales loosely, the budget the target; promotion money runs over where sales collapse."""
    branches = len(world.people.branches)
    sales = _by_month(lines.amount, lines.branch, lines.month, branches)
    plan = targets.branch_sales[:, : len(MONTHS)] * 100.0
    shape = (len(MONTHS), branches, len(EXPENSE_TYPES))
    month, branch, kind = (index.ravel() for index in np.indices(shape))
    rate = np.array([share for _, share in EXPENSE_TYPES])[kind]
    smooth = 0.5 * sales[branch, month] + 0.5 * sales.mean(axis=1)[branch]
    actual = smooth * rate * rng.lognormal(0, 0.12, len(month))
    budget = np.where(plan[branch, month] > 0, plan[branch, month], sales[branch, month]) * rate
    over = np.array([b.region == stories.COLLAPSE_REGION for b in world.people.branches])[branch]
    promotion = np.array([name == "促销费" for name, _ in EXPENSE_TYPES])[kind]
    actual *= np.where(over & promotion & (month >= min(stories.COLLAPSE)), 1.5, 1.0)
    return Expenses(month, branch, kind, np.round(actual).astype(np.int64), _rounded(budget, 10_000))
