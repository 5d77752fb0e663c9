"""The payslips of a month from the company's figures: who is paid by which plan for which documents.

A payslip counts all of a rep's documents that the viewer may see: filters on the organisation say whose payslips are
asked for, and cut none in half. Where a plan rests on what the viewer may not see (gross profit without the right to
see costs, money received without that to see receivables), there is no payslip for him but that it exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sales_core.analysis.pay.engine import PayMonth, PlanOn, payslip
from sales_core.analysis.pay.entries import receipt_entries, sales_entries
from sales_core.analysis.pay.payslip import LedgerEntry, OverdueDocument, Payslip, PayStatement
from sales_core.analysis.pay.plan import CommissionPlan, PayBasis, PlanBook
from sales_core.analysis.pay.plans_read import plan_book, plans_of, postings_of, teams_of
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import Period, Right
from sales_core.semantic.reader import FigureReader

#: The month's target in the measure of a plan.
_TARGETS = {
    PayBasis.SALES: "target",
    PayBasis.COLLECTIONS: "target_collections",
    PayBasis.GROSS_PROFIT: "target_gross_profit",
}
_Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PayCase:
    """A payslip, what it was made of, and what is not known of it.

    `hidden_by`: the right that the viewer lacks to see it; the payslip is then empty. `lacks`: what it would rest on
    and nothing is loaded of: `receivables`, `receipts`.
    """

    slip: Payslip
    month: PayMonth
    plan_on: PlanOn
    hidden_by: Right | None = None
    lacks: tuple[str, ...] = ()

    @property
    def rep(self) -> str:
        """Whose it is."""
        return self.slip.rep

    @property
    def plan(self) -> CommissionPlan | None:
        """The plan in force on the closing day."""
        return self.plan_on(self.month.closes)

    @property
    def lacks_amounts(self) -> bool:
        """Whether what the plan pays for is not loaded, so that no amount of it is known."""
        return "receipts" in self.lacks


@dataclass(frozen=True, slots=True)
class PayLedger:
    """Everybody's payslip of a month, the most paid first. `has_plans`: whether any plan is in force by then."""

    month: Period
    """The days that count: the whole month, or its part up to the last day of the data."""
    is_running: bool
    cases: tuple[PayCase, ...]
    has_plans: bool

    @property
    def whole_month(self) -> Period:
        """The month from its first day to its last."""
        return Period.month_of(self.month.start)

    @property
    def statement(self) -> PayStatement:
        """The payslips that the viewer may see."""
        return PayStatement(self.month.start, tuple(one.slip for one in self.cases if one.hidden_by is None))

    def of(self, rep: str) -> PayCase | None:
        """One rep's; None when he has none here."""
        return next((one for one in self.cases if one.slip.rep == rep), None)

    @property
    def paid(self) -> dict[str, Decimal]:
        """By rep what is paid out; 0 where the viewer may not see it."""
        return {one.rep: one.slip.amount for one in self.cases}


def pay_ledger(
    reader: FigureReader, period: Period, filters: tuple[Filter, ...] = (), book: PlanBook | None = None
) -> PayLedger:
    """The payslips of the month that `period` ends in, or that of the last day of the data where that is earlier.

    `book`: what everybody would be paid by, in place of the plans that are loaded. Raises NotAllowedError without the
    right to see pay, sales or amounts.
    """
    month = month_within(reader, period)
    whole = Period.month_of(month.start)
    loaded = plan_book(reader.run_list(ListQuery("commission_plans", month)))
    book = loaded if book is None else book
    if not book.plans:
        return PayLedger(month, month.end < whole.end, (), has_plans=False)
    cases = _Cases(reader, month, whole, book, filters).all()
    return PayLedger(month, month.end < whole.end, cases, has_plans=True)


def month_within(reader: FigureReader, period: Period) -> Period:
    """The days that count of the month that `period` ends in, or of that of the data's last day if earlier."""
    whole = Period.month_of(min(period.end, reader.as_of))
    return Period(whole.start, min(whole.end, reader.as_of))


class _Cases:
    """One reading of a month."""

    def __init__(
        self, reader: FigureReader, month: Period, whole: Period, book: PlanBook, filters: tuple[Filter, ...]
    ) -> None:
        self._reader, self._month, self._whole, self._filters = reader, month, whole, filters
        posts = reader.run_list(ListQuery("rep_posts", month, filters)).rows
        postings = postings_of(posts)
        self._known = set(postings)
        self._own = {str(row["rep"]) for row in posts if row["is_own"]}
        self._plans, self._nobody = plans_of(book, postings)
        self._before = month.start - timedelta(days=1)
        self._pays = {plan.basis for plan in book.plans}
        self._holds = any(plan.hold_back_rate for plan in book.plans)
        self._teams = self._teams_by_leader() if any(plan.team_share for plan in book.plans) else {}
        self._sees_money_in = reader.viewer.may(Right.VIEW_RECEIVABLES)

    def all(self) -> tuple[PayCase, ...]:
        asked = self._asked()
        if asked is not None and not asked[0].values:
            return ()
        counted = self._with_teams(asked)
        entries = self._sales(counted)
        self._has_receipts = self._has_documents = False
        if PayBasis.COLLECTIONS in self._pays and self._sees_money_in:
            _merge(entries, self._receipts(counted))
        _merge(entries, self._of_teams(entries))
        overdue = self._overdue(self._month.end, asked)
        earlier = self._overdue(self._before, asked)
        reps = set(entries) | set(overdue) | set(earlier) | (self._own if asked is None else set(asked[0].values))
        if asked is not None:
            reps &= set(asked[0].values)
        targets = self._targets(asked)
        found = []
        for rep in sorted(rep for rep in reps if rep and (rep not in self._known or rep in self._own)):
            plan_on = self._plans.get(rep, self._nobody)
            plan = plan_on(self._month.end)
            one = PayMonth(
                rep, self._month.start, self._month.end, tuple(entries.get(rep, ())),
                targets.get((rep, plan.basis)) if plan else None,
                tuple(overdue.get(rep, ())), tuple(earlier.get(rep, ())), self._before,
            )  # fmt: skip
            case = self._case(one, plan_on)
            if rep in entries or case.slip.lines:
                found.append(case)
        return tuple(sorted(found, key=lambda one: (-one.slip.amount, one.slip.rep)))

    def _asked(self) -> tuple[Filter, ...] | None:
        """Whose payslips the filters ask for, as a filter; None = everybody's."""
        if not self._filters:
            return None
        sold = self._reader.run_list(ListQuery("commission_documents", self._month, self._filters))
        unplaced = {str(row["rep"]) for row in sold} - self._known
        return (Filter("rep", tuple(sorted(self._own | unplaced))),)

    def _teams_by_leader(self) -> dict[str, tuple[str, ...]]:
        """Whose documents count for whom, filters aside: a team is not cut by them either."""
        return teams_of(self._reader.run_list(ListQuery("rep_posts", self._month)))

    def _with_teams(self, asked: tuple[Filter, ...] | None) -> tuple[Filter, ...] | None:
        """Those asked for and the members of their teams."""
        if asked is None or not self._teams:
            return asked
        members = {member for leader in asked[0].values for member in self._teams.get(leader, ())}
        return (Filter("rep", tuple(sorted({*asked[0].values, *members}))),)

    def _of_teams(self, entries: Mapping[str, list[LedgerEntry]]) -> dict[str, list[LedgerEntry]]:
        """By leader what his members sold and took in."""
        return {
            leader: [entry._replace(member=member) for member in members for entry in entries.get(member, ())]
            for leader, members in self._teams.items()
            if any(member in entries for member in members)
        }

    def _case(self, month: PayMonth, plan_on: PlanOn) -> PayCase:
        plans = [plan for day in (self._before, month.month, month.closes) if (plan := plan_on(day))]
        plans += [plan for day in {entry.day for entry in month.entries} if (plan := plan_on(day))]
        hidden, lacks = None, []
        if any(plan.basis is PayBasis.GROSS_PROFIT for plan in plans) and not self._may(Right.VIEW_COST):
            hidden = Right.VIEW_COST
        wants_receipts = any(plan.basis is PayBasis.COLLECTIONS for plan in plans)
        if (wants_receipts or any(plan.hold_back_rate for plan in plans)) and not self._sees_money_in:
            hidden = Right.VIEW_RECEIVABLES
        if wants_receipts and not self._has_receipts:
            lacks.append("receipts")
        if any(plan.hold_back_rate for plan in plans) and not self._has_documents:
            lacks.append("receivables")
        if hidden is not None:
            return PayCase(Payslip(month.rep, month.month, ()), month, plan_on, hidden)
        return PayCase(payslip(month, plan_on), month, plan_on, None, tuple(lacks))

    def _may(self, right: Right) -> bool:
        return self._reader.viewer.may(right)

    def _sales(self, asked: tuple[Filter, ...] | None) -> dict[str, list[LedgerEntry]]:
        bases = tuple(basis for basis in (PayBasis.SALES, PayBasis.GROSS_PROFIT) if basis in self._pays)
        return sales_entries(self._rows("commission_documents", asked), bases) if bases else {}

    def _receipts(self, asked: tuple[Filter, ...] | None) -> dict[str, list[LedgerEntry]]:
        result = self._reader.run_list(ListQuery("commission_receipts", self._month, asked or ()))
        self._has_receipts = bool(result.coverage)
        return receipt_entries(result)

    def _overdue(self, day: Any, asked: tuple[Filter, ...] | None) -> dict[str, list[OverdueDocument]]:
        """By rep what of his documents is past its due date on a day."""
        found: dict[str, list[OverdueDocument]] = {}
        if not (self._holds and self._sees_money_in):
            return found
        result = self._reader.list_on("open_items", day, asked or ())
        self._has_documents = self._has_documents or bool(result.coverage)
        for row in result:
            days, open_ = row["days_overdue"], row["open"]
            if isinstance(days, int) and days > 0 and isinstance(open_, Decimal):
                one = OverdueDocument(str(row["document"]), str(row["customer"]), open_, days)
                found.setdefault(str(row["rep"]), []).append(one)
        return found

    def _targets(self, asked: tuple[Filter, ...] | None) -> dict[tuple[str, PayBasis], Decimal]:
        """By rep and basis the target of the whole month, also while it is running."""
        found: dict[tuple[str, PayBasis], Decimal] = {}
        for basis in sorted(self._pays):
            metric = _TARGETS[basis]
            query = Query((metric,), ("rep",), self._whole, asked or (), as_of=self._whole.end)
            for row in self._reader.run(query):
                if isinstance(amount := row[metric], Decimal):
                    found[str(row["rep"]), basis] = amount
        return found

    def _rows(self, list_id: str, asked: tuple[Filter, ...] | None) -> _Rows:
        return self._reader.run_list(ListQuery(list_id, self._month, asked or ())).rows


def _merge(into: dict[str, list[LedgerEntry]], more: Mapping[str, list[LedgerEntry]]) -> None:
    for rep, entries in more.items():
        into.setdefault(rep, []).extend(entries)
