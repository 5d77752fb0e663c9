"""From a ledger of documents and the plans in force to a payslip.

The entries of a month are walked in the order of day and document. Each has a place in the month's amount: where tiers
are marginal, the part of it that lies in a tier is paid at that tier's rate, so that the order decides which document
is paid at which rate and never the sum. A plan or post that changes within a month prices each document by the plan of
its own day; what the month has reached by then counts on. A return moves back down from where the month stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from sales_core.analysis.pay.payslip import LedgerEntry, OverdueDocument, PayLine, PayLineKind, Payslip, to_cents
from sales_core.analysis.pay.plan import ONE, ZERO, CommissionPlan, PayBasis, TierLadder, TierMode

#: The plan in force on a day; None where the person has none.
PlanOn = Callable[[date], CommissionPlan | None]
#: What the amounts of a month are counted up by: the basis and the ladder's own category and class.
_LadderKey = tuple[PayBasis, str, str]


@dataclass(frozen=True, slots=True)
class PayMonth:
    """What a payslip of a month is made of.

    `closes`: the last day that counts, before the month's end while it is running. `target`: of the month, in the
    measure of the plan. `overdue`, `overdue_before`: documents past their due date on `closes` and on the closing day
    of the month before.
    """

    rep: str
    month: date
    closes: date
    entries: tuple[LedgerEntry, ...] = ()
    target: Decimal | None = None
    overdue: tuple[OverdueDocument, ...] = ()
    overdue_before: tuple[OverdueDocument, ...] = ()
    closed_before: date | None = None
    """Closing day of the month before; None = nothing was held back before."""


class _Priced(NamedTuple):
    """An entry, the part of its amount that counts, what prices it, and what it is counted up by."""

    entry: LedgerEntry
    amount: Decimal | None
    plan: CommissionPlan
    ladder: TierLadder
    key: _LadderKey


def payslip(month: PayMonth, plan_on: PlanOn) -> Payslip:
    """The payslip of a month: commission by document and tier, bounds, then what is held back and released."""
    priced = tuple(_priced(month.entries, plan_on))
    lines = [*_commission(priced, month.target)]
    closing = plan_on(month.closes)
    lines += _bounds(lines, closing, month.closes)
    before = plan_on(month.closed_before) if month.closed_before else None
    was = held_back(before, month.overdue_before)
    now = held_back(closing, month.overdue)
    lines += _moved_in_time(was, now, month.closes, closing.id if closing else "")
    base = sum((each.amount or ZERO for each in priced if closing and each.plan.basis is closing.basis), ZERO)
    return Payslip(
        month.rep, month.month, tuple(lines), closing.id if closing else "", closing.basis if closing else None,
        base, month.target, sum((amount for amount, _ in now.values()), ZERO),
    )  # fmt: skip


def _priced(entries: Iterable[LedgerEntry], plan_on: PlanOn) -> Iterator[_Priced]:
    """The entries that a plan pays for, in the order they are walked."""
    ladders: dict[tuple[str, str, str], TierLadder | None] = {}
    for entry in sorted(entries, key=_order):
        plan = plan_on(entry.day)
        if plan is None or entry.basis is not plan.basis or (entry.is_return and not plan.claws_back):
            continue
        part = entry.share * plan.team_share if entry.member else entry.share
        priced_as = plan.id, entry.category, entry.customer_class
        if priced_as not in ladders:
            ladders[priced_as] = plan.ladder(entry.category, entry.customer_class)
        ladder = ladders[priced_as]
        if part and ladder is not None:
            amount = None if entry.amount is None else entry.amount * part
            yield _Priced(entry, amount, plan, ladder, (plan.basis, ladder.category, ladder.customer_class))


def _order(entry: LedgerEntry) -> tuple[object, ...]:
    amount = ZERO if entry.amount is None else entry.amount
    return (
        entry.day, entry.document, entry.is_return, entry.customer, entry.category, entry.customer_class,
        entry.member, -amount, entry.share,
    )  # fmt: skip


def _commission(priced: Sequence[_Priced], target: Decimal | None) -> Iterator[PayLine]:
    whole: dict[_LadderKey, Decimal] = {}
    sums: dict[PayBasis, Decimal] = {}
    for one in priced:
        amount = one.amount or ZERO
        whole[one.key] = whole.get(one.key, ZERO) + amount
        sums[one.plan.basis] = sums.get(one.plan.basis, ZERO) + amount
    places: dict[_LadderKey, Decimal] = {}
    reached: dict[PayBasis, Decimal] = {}
    for one in priced:
        basis = one.plan.basis
        at, total = places.get(one.key, ZERO), reached.get(basis, ZERO)
        if one.amount is None:
            yield _line(one, None, 0, ZERO, ONE)
        elif one.plan.mode is TierMode.WHOLE:
            yield _whole(one, one.amount, whole[one.key], sums[basis], target)
        else:
            yield from _marginal(one, one.amount, at, total, target)
        places[one.key] = at + (one.amount or ZERO)
        reached[basis] = total + (one.amount or ZERO)


def _whole(one: _Priced, amount: Decimal, all_of_ladder: Decimal, total: Decimal, target: Decimal | None) -> PayLine:
    tier = one.ladder.place(all_of_ladder)
    threshold = one.plan.threshold(target)
    factor = one.plan.accelerator if threshold is not None and total >= threshold else ONE
    return _line(one, amount, tier, one.ladder.rate(tier), factor)


def _marginal(one: _Priced, amount: Decimal, at: Decimal, total: Decimal, target: Decimal | None) -> Iterator[PayLine]:
    """A line for each part of an amount that has one rate; `at`: where the ladder stands, `total`: where the month."""
    threshold = one.plan.threshold(target)
    turn = None if threshold is None else at + threshold - total
    first, last = (at, at + amount) if amount > 0 else (at + amount, at)
    for low, high in _parts(first, last, one.ladder, turn):
        tier = one.ladder.place(low)
        factor = one.plan.accelerator if turn is not None and low >= turn else ONE
        yield _line(one, high - low if amount > 0 else low - high, tier, one.ladder.rate(tier), factor)


def _parts(low: Decimal, high: Decimal, ladder: TierLadder, turn: Decimal | None) -> Iterable[tuple[Decimal, Decimal]]:
    """The span cut where a tier begins and where the accelerator does; nothing where it is empty."""
    cuts = [tier.start for tier in ladder.tiers if low < tier.start < high]
    if turn is not None and low < turn < high:
        cuts.append(turn)
    if not cuts:
        return ((low, high),) if low != high else ()
    return pairwise([low, *sorted(set(cuts)), high])


def _line(one: _Priced, base: Decimal | None, tier: int, rate: Decimal, factor: Decimal) -> PayLine:
    entry = one.entry
    kind = PayLineKind.CLAWBACK if entry.is_return else PayLineKind.COMMISSION
    amount = to_cents((base or ZERO) * rate * factor)
    return PayLine(
        kind, amount, entry.day, one.plan.id, entry.document, entry.customer, one.plan.basis, base, tier, rate, factor,
        entry.member, entry.share, entry.sold_by,
    )  # fmt: skip


def _bounds(lines: Sequence[PayLine], plan: CommissionPlan | None, day: date) -> Iterator[PayLine]:
    """The line that takes away what is above the plan's maximum, or adds what lacks to its minimum."""
    if plan is None:
        return
    earned = sum((line.amount for line in lines), ZERO)
    if plan.maximum is not None and earned > plan.maximum:
        yield PayLine(PayLineKind.MAXIMUM, to_cents(plan.maximum) - earned, day, plan.id)
    elif plan.minimum is not None and earned < plan.minimum:
        yield PayLine(PayLineKind.MINIMUM, to_cents(plan.minimum) - earned, day, plan.id)


def held_back(
    plan: CommissionPlan | None, overdue: Iterable[OverdueDocument]
) -> Mapping[str, tuple[Decimal, OverdueDocument]]:
    """By document what a plan holds back for what is open of it, once it is late by more than the plan's days."""
    found: dict[str, tuple[Decimal, OverdueDocument]] = {}
    if plan is None or not plan.hold_back_rate:
        return found
    for one in overdue:
        if one.open > 0 and one.days > plan.hold_back_days:
            earlier = found.get(one.document)
            whole = one if earlier is None else replace(one, open=one.open + earlier[1].open)
            found[one.document] = to_cents(whole.open * plan.hold_back_rate), whole
    return found


def _moved_in_time(
    was: Mapping[str, tuple[Decimal, OverdueDocument]],
    now: Mapping[str, tuple[Decimal, OverdueDocument]],
    day: date,
    plan: str,
) -> Iterator[PayLine]:
    """A line for each document of which more or less is held back than a month before."""
    for document in sorted({**was, **now}):
        before, after = was.get(document), now.get(document)
        one = (after or was[document])[1]
        change = (after[0] if after else ZERO) - (before[0] if before else ZERO)
        if change:
            kind = PayLineKind.HOLD_BACK if change > 0 else PayLineKind.RELEASE
            yield PayLine(kind, -change, day, plan, document, one.customer, base=after[1].open if after else ZERO)
