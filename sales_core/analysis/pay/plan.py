"""Commission plans: what a post is paid for which amounts, valid from a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
ONE = Decimal(1)


class PayBasis(StrEnum):
    """Which amounts a plan pays for."""

    SALES = "sales"
    """Net sales, on the day of the sale."""
    COLLECTIONS = "collections"
    """Money received, on the day it came in."""
    GROSS_PROFIT = "gross_profit"
    """Net sales less cost, on the day of the sale."""


class TierMode(StrEnum):
    """What the rate of a tier is paid for."""

    MARGINAL = "marginal"
    """Each tier's rate for the part of the amount that lies in it."""
    WHOLE = "whole"
    """The rate of the tier that the month's amount reaches, for all of it."""


@dataclass(frozen=True, slots=True, order=True)
class PayTier:
    """From an amount of the month on (the boundary itself is in the tier), `rate` as a fraction: 0.02 is 2 %."""

    start: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class TierLadder:
    """Tiers of one category or class of customers, the lowest first; both '' = whatever has no ladder of its own.

    Below a first start above 0 nothing is paid or taken back. Where the first tier starts at 0 it also holds what is
    below 0: a negative amount is taken back at its rate.
    """

    tiers: tuple[PayTier, ...]
    category: str = ""
    customer_class: str = ""

    def place(self, amount: Decimal) -> int:
        """The number of the tier that `amount` lies in, from 1; 0 = below the first."""
        reached = 0
        for tier in self.tiers:
            if tier.start > amount:
                break
            reached += 1
        return max(reached, 1) if self.tiers and self.tiers[0].start <= 0 else reached

    def rate(self, place: int) -> Decimal:
        """The rate of a tier by its number; 0 below the first."""
        return self.tiers[place - 1].rate if place else ZERO

    def next_start(self, amount: Decimal) -> Decimal | None:
        """Where the tier above `amount` begins; None in the highest."""
        here = self.place(amount)
        return self.tiers[here].start if here < len(self.tiers) else None


@dataclass(frozen=True, slots=True)
class CommissionPlan:
    """A plan as it is valid for a post from a day on. Money in reporting currency, rates and shares as fractions.

    `accelerator_from`: attainment of the month's target from which `accelerator` multiplies the rates: of the part
    above it where tiers are marginal, of everything where they are whole. `minimum` and `maximum` bound what is earned
    in a month; hold-back only moves it in time, so that a bound takes nothing twice. `team_share`: which part of his
    team's amounts counts for a leader. `hold_back_rate` of what is overdue by more than `hold_back_days` is held back
    until it is paid. `claws_back`: whether returns count against the month they come in.
    """

    id: str
    post: str
    valid_from: date
    basis: PayBasis = PayBasis.SALES
    mode: TierMode = TierMode.MARGINAL
    ladders: tuple[TierLadder, ...] = field(default=())
    accelerator_from: Decimal | None = None
    accelerator: Decimal = ONE
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    team_share: Decimal = ZERO
    hold_back_rate: Decimal = ZERO
    hold_back_days: int = 0
    claws_back: bool = True

    def ladder(self, category: str, customer_class: str) -> TierLadder | None:
        """The ladder of a line: that of category and class, of the category, of the class, else the usual one."""
        found = {(one.category, one.customer_class): one for one in self.ladders}
        tries = ((category, customer_class), (category, ""), ("", customer_class), ("", ""))
        return next((found[key] for key in tries if key in found), None)

    @property
    def usual_ladder(self) -> TierLadder | None:
        """The ladder of what has none of its own."""
        return next((one for one in self.ladders if not one.category and not one.customer_class), None)

    def threshold(self, target: Decimal | None) -> Decimal | None:
        """The month's amount from which rates are multiplied; None without accelerator or without a target above 0."""
        if self.accelerator_from is None or self.accelerator == ONE or target is None or target <= 0:
            return None
        return self.accelerator_from * target


@dataclass(frozen=True, slots=True)
class Posting:
    """Which post a person holds from a day to another, both inside; `end` None = since then."""

    post: str
    start: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


def post_on(postings: Sequence[Posting], day: date) -> str | None:
    """The post that is held on a day, of several the one that began last; None without any."""
    newest = None
    for posting in postings:
        if posting.holds_on(day) and (newest is None or posting.start > newest.start):
            newest = posting
    return newest.post if newest else None


@dataclass(frozen=True, slots=True)
class PlanBook:
    """All plans of a company."""

    plans: tuple[CommissionPlan, ...]

    def of_post(self, post: str, day: date) -> CommissionPlan | None:
        """The newest plan of a post that is valid on a day; None when it has none."""
        valid = [plan for plan in self.plans if plan.post == post and plan.valid_from <= day]
        return max(valid, key=lambda plan: plan.valid_from, default=None)

    @classmethod
    def of(cls, plans: Iterable[CommissionPlan]) -> PlanBook:
        """A book in a canonical order, so that equal books compare equal."""
        return cls(tuple(sorted(plans, key=lambda plan: (plan.post, plan.valid_from, plan.id))))
