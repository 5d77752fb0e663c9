"""What a plan would have paid over the months before: who would have earned what, before it is taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sales_core.analysis.pay.ledger import PayLedger, pay_ledger
from sales_core.analysis.pay.payslip import pay_changes
from sales_core.analysis.pay.plan import ZERO, CommissionPlan, PlanBook
from sales_core.analysis.pay.plans_read import plan_book, postings_of
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader

#: So many whole months are replayed.
MONTHS = 12
#: A day after every plan's first.
_EVER = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class PersonReplay:
    """What a person was to be paid over the months by the plans in force, and what the plan would have paid him."""

    rep: str
    paid: Decimal
    would: Decimal
    months: int
    """Months in which it differs."""

    @property
    def change(self) -> Decimal:
        """Above 0: the plan would have paid more."""
        return self.would - self.paid


@dataclass(frozen=True, slots=True)
class PlanReplay:
    """A plan over whole months; whose pay it changes most, first."""

    plan: CommissionPlan
    months: Period
    people: tuple[PersonReplay, ...]

    @property
    def change(self) -> Decimal:
        """Of all together."""
        return sum((one.change for one in self.people), ZERO)


def known_plans(reader: FigureReader) -> PlanBook:
    """Every plan that is loaded, also those that begin later."""
    return plan_book(reader.list_on("commission_plans", _EVER))


def replayed(
    reader: FigureReader, plan: CommissionPlan, book: PlanBook, filters: tuple[Filter, ...] = ()
) -> PlanReplay | None:
    """The last whole months by the plans of `book` but `plan`, and with `plan` alone for its post; None without a month
    in which anything was paid by either.
    """
    others = tuple(one for one in book.plans if one != plan)
    months = _whole_months(reader.as_of)
    span = Period(months[0].start, months[-1].end)
    whose = (*filters, *_holders(reader, plan, span, filters))
    without = PlanBook.of(others)
    alone = PlanBook.of((*(one for one in others if one.post != plan.post), replace(plan, valid_from=date.min)))
    before = [pay_ledger(reader, month, whose, without) for month in months]
    after = [pay_ledger(reader, month, whose, alone) for month in months]
    if not any(ledger.cases for ledger in (*before, *after)):
        return None
    changes = pay_changes([ledger.statement for ledger in before], [ledger.statement for ledger in after])
    differ = Counter(rep for rep, _ in changes)
    paid, would = _paid(before), _paid(after)
    people = [
        PersonReplay(rep, paid.get(rep, ZERO), would.get(rep, ZERO), differ[rep]) for rep in sorted({*paid, *would})
    ]
    return PlanReplay(plan, span, tuple(sorted(people, key=lambda one: (-abs(one.change), one.rep))))


def _whole_months(as_of: date) -> list[Period]:
    """The last whole months, the oldest first; the running one is none of them."""
    month = Period.month_of(as_of)
    last = month if month.end == as_of else Period.month_of(month.start - timedelta(days=1))
    return [Period.month_of(add_months(last.start, -back)) for back in reversed(range(MONTHS))]


def _holders(
    reader: FigureReader, plan: CommissionPlan, span: Period, filters: tuple[Filter, ...]
) -> tuple[Filter, ...]:
    """Who holds the plan's post at some time of the months; everybody where it is for every post."""
    if not plan.post:
        return ()
    postings = postings_of(reader.run_list(ListQuery("rep_posts", span, filters)))
    return (
        Filter("rep", tuple(sorted(rep for rep, held in postings.items() if any(p.post == plan.post for p in held)))),
    )


def _paid(ledgers: list[PayLedger]) -> dict[str, Decimal]:
    """By rep what all months pay out."""
    found: dict[str, Decimal] = {}
    for ledger in ledgers:
        for rep, amount in ledger.paid.items():
            found[rep] = found.get(rep, ZERO) + amount
    return found
