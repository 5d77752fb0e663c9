"""What would be paid if: the next step, what more sales bring, what waits for customers to pay. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sales_core.analysis.pay.engine import PayMonth, PlanOn, held_back, payslip
from sales_core.analysis.pay.payslip import LedgerEntry, OverdueDocument
from sales_core.analysis.pay.plan import ZERO, CommissionPlan, PayBasis


@dataclass(frozen=True, slots=True)
class NextStep:
    """`missing` more of the plan's basis this month reaches `start`, from which `rate` × `factor` is paid.

    `gain`: what the month then earns more.
    """

    missing: Decimal
    start: Decimal
    rate: Decimal
    factor: Decimal
    gain: Decimal


@dataclass(frozen=True, slots=True)
class WaitingPay:
    """Commission that waits for a customer: what is held back for his overdue documents."""

    customer: str
    amount: Decimal
    open: Decimal
    documents: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a month would pay out with `more` of the plan's basis and `paid` of what is overdue paid by its customers.

    `amount` is paid out, `held` would still be held back; `gain` is how much more than without both.
    """

    more: Decimal
    paid: Decimal
    amount: Decimal
    held: Decimal
    gain: Decimal


def what_if(month: PayMonth, plan_on: PlanOn, more_share: Decimal, paid_share: Decimal) -> WhatIf:
    """The month with so much more of the plan's basis, as a share of what it has, and that share of overdue money paid.

    Where the plan pays for money received, what is paid counts for it too. An amount below 0 is not enlarged.
    """
    before, plan = payslip(month, plan_on), plan_on(month.closes)
    more = max(usual_amount(month, plan_on), ZERO) * more_share
    paid = sum((one.open for one in month.overdue if one.open > 0), ZERO) * paid_share
    left = tuple(replace(one, open=one.open * (1 - paid_share)) if one.open > 0 else one for one in month.overdue)
    received = paid if plan is not None and plan.basis is PayBasis.COLLECTIONS else ZERO
    changed = replace(with_more(month, plan_on, more + received), overdue=left)
    after = payslip(changed, plan_on)
    return WhatIf(more, paid, after.amount, after.held, after.amount - before.amount)


def with_more(month: PayMonth, plan_on: PlanOn, more: Decimal) -> PayMonth:
    """The month with `more` of the plan's basis on its closing day, from what has no ladder of its own."""
    plan = plan_on(month.closes)
    if plan is None or not more:
        return month
    extra = LedgerEntry(month.closes, "", "", plan.basis, more)
    return replace(month, entries=(*month.entries, extra))


def earned_with(month: PayMonth, plan_on: PlanOn, more: Decimal) -> Decimal:
    """What the month earns with `more` of the plan's basis; hold-back is left aside."""
    return payslip(with_more(month, plan_on, more), plan_on).earned


def next_step(month: PayMonth, plan_on: PlanOn) -> NextStep | None:
    """The nearest of the next tier and the accelerator; None in the highest, or without a plan."""
    plan = plan_on(month.closes)
    ladder = plan.usual_ladder if plan else None
    if plan is None or ladder is None:
        return None
    slip = payslip(month, plan_on)
    at = usual_amount(month, plan_on)
    start, threshold = ladder.next_start(at), plan.threshold(month.target)
    missing = [start - at] if start is not None else []
    if threshold is not None and threshold > slip.base:
        missing.append(threshold - slip.base)
    if not missing:
        return None
    least = min(missing)
    reached = at + least
    factor = plan.accelerator if threshold is not None and slip.base + least >= threshold else Decimal(1)
    gain = earned_with(month, plan_on, least) - slip.earned
    return NextStep(least, reached, ladder.rate(ladder.place(reached)), factor, gain)


def usual_amount(month: PayMonth, plan_on: PlanOn) -> Decimal:
    """Where the month stands on the ladder of what has none of its own."""
    plan = plan_on(month.closes)
    if plan is None:
        return ZERO
    mine = [entry for entry in month.entries if plan.ladder(entry.category, entry.customer_class) is plan.usual_ladder]
    return payslip(replace(month, entries=tuple(mine)), plan_on).base


def waiting_pay(plan: CommissionPlan | None, overdue: Sequence[OverdueDocument]) -> tuple[WaitingPay, ...]:
    """By customer what is held back, the most first."""
    found: dict[str, WaitingPay] = {}
    for amount, one in held_back(plan, overdue).values():
        before = found.get(one.customer, WaitingPay(one.customer, ZERO, ZERO, 0))
        found[one.customer] = replace(
            before, amount=before.amount + amount, open=before.open + one.open, documents=before.documents + 1
        )
    return tuple(sorted(found.values(), key=lambda each: (-each.amount, each.customer)))
