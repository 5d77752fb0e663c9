"""How many people's month ends in which tier of their plan: a tier that nobody passes sets no incentive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sales_core.analysis.pay.ledger import PayCase
from sales_core.analysis.pay.mirror import usual_amount
from sales_core.analysis.pay.plan import ZERO, CommissionPlan, PayBasis


@dataclass(frozen=True, slots=True)
class TierUse:
    """A tier of a plan's usual ladder and how many of the `of` people paid by the plan end the month in it.

    `tier` counts from 1; 0 = below the first. `start` None = below the first.
    """

    plan: str
    post: str
    basis: PayBasis
    tier: int
    start: Decimal | None
    rate: Decimal
    people: int
    of: int

    @property
    def share(self) -> Decimal:
        """The part of the plan's people that ends here."""
        return Decimal(self.people) / self.of


def tier_use(cases: Iterable[PayCase]) -> tuple[TierUse, ...]:
    """Every tier of every plan that somebody is paid by on the closing day, in the order of plans and tiers."""
    places: dict[str, list[int]] = {}
    plans: dict[str, CommissionPlan] = {}
    for case in cases:
        plan = case.plan
        ladder = plan.usual_ladder if plan else None
        if plan is None or ladder is None or case.hidden_by is not None or case.lacks_amounts:
            continue
        plans[plan.id] = plan
        places.setdefault(plan.id, []).append(ladder.place(usual_amount(case.month, case.plan_on)))
    return tuple(use for name in sorted(plans) for use in _of_plan(plans[name], places[name]))


def _of_plan(plan: CommissionPlan, places: list[int]) -> Iterable[TierUse]:
    tiers = plan.usual_ladder.tiers if plan.usual_ladder else ()
    count = len(places)
    if 0 in places:
        yield TierUse(plan.id, plan.post, plan.basis, 0, None, ZERO, places.count(0), count)
    for number, tier in enumerate(tiers, start=1):
        yield TierUse(plan.id, plan.post, plan.basis, number, tier.start, tier.rate, places.count(number), count)


def most_stop_at(uses: Iterable[TierUse], least: int = 5) -> TierUse | None:
    """The tier below the highest in which the largest part of a plan's people stops, of plans with `least` people or
    more; None where no plan has a tier above.
    """
    found = list(uses)
    highest = {use.plan: use.tier for use in found}
    below = [use for use in found if use.of >= least and use.people and use.tier < highest[use.plan]]
    return max(below, key=lambda use: (use.share, use.of), default=None)
