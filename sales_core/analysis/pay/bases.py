"""What the tiers of everybody's plan would pay for the sales of a month, and what for the money that came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sales_core.analysis.pay.engine import PayMonth, PlanOn, payslip
from sales_core.analysis.pay.entries import receipt_entries, sales_entries
from sales_core.analysis.pay.ledger import PayCase, PayLedger
from sales_core.analysis.pay.payslip import LedgerEntry
from sales_core.analysis.pay.plan import ONE, ZERO, CommissionPlan, PayBasis
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Right
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class SalesAgainstCash:
    """A rep's month by the same tiers twice. None = not known: a document without amount."""

    rep: str
    post: str
    sold: Decimal | None
    received: Decimal | None
    on_sales: Decimal | None
    on_cash: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """How much more the sales would be paid than the money that came in; below 0 the other way round."""
        if self.on_sales is None or self.on_cash is None:
            return None
        return self.on_sales - self.on_cash


def sales_against_cash(reader: FigureReader, ledger: PayLedger) -> tuple[SalesAgainstCash, ...]:
    """Of everybody whose plan pays for sales or for money received, the largest gap first; who is not known, last.

    Nothing where no receipts are loaded or the viewer may not see them. Who is paid on gross profit is left out: his
    rates are meant for other amounts.
    """
    cases = [case for case in ledger.cases if case.hidden_by is None and _is_comparable(case.plan)]
    if not cases or not reader.viewer.may(Right.VIEW_RECEIVABLES):
        return ()
    whose = (Filter("rep", tuple(sorted(case.rep for case in cases))),)
    receipts = reader.run_list(ListQuery("commission_receipts", ledger.month, whose))
    if not receipts.coverage:
        return ()
    documents = reader.run_list(ListQuery("commission_documents", ledger.month, whose))
    sold, received = sales_entries(documents.rows, (PayBasis.SALES,)), receipt_entries(receipts)
    found = [_compared(case, sold, received) for case in cases]
    return tuple(sorted(found, key=lambda one: (one.gap is None, -(one.gap or ZERO), one.rep)))


def _is_comparable(plan: CommissionPlan | None) -> bool:
    return plan is not None and plan.basis is not PayBasis.GROSS_PROFIT


def _compared(
    case: PayCase, sold: Mapping[str, Sequence[LedgerEntry]], received: Mapping[str, Sequence[LedgerEntry]]
) -> SalesAgainstCash:
    sales, cash = sold.get(case.rep, ()), received.get(case.rep, ())
    plan = case.plan
    return SalesAgainstCash(
        case.rep, plan.post if plan else "", _sum(sales), _sum(cash),
        _by_tiers(case, sales, PayBasis.SALES), _by_tiers(case, cash, PayBasis.COLLECTIONS),
    )  # fmt: skip


def _sum(entries: Sequence[LedgerEntry]) -> Decimal | None:
    amounts = [entry.amount for entry in entries if entry.amount is not None]
    return sum(amounts, ZERO) if len(amounts) == len(entries) else None


def _by_tiers(case: PayCase, entries: Sequence[LedgerEntry], basis: PayBasis) -> Decimal | None:
    """What the tiers alone pay for amounts of a basis; None where the amount of a document is not known."""
    month = PayMonth(case.rep, case.month.month, case.month.closes, tuple(entries))
    slip = payslip(month, _only_tiers(case.plan_on, basis))
    return None if slip.unknown_documents else slip.earned


def _only_tiers(plan_on: PlanOn, basis: PayBasis) -> PlanOn:
    """The plans with their tiers on another basis: what is bound to the plan's own amounts is left out."""

    def on(day: date) -> CommissionPlan | None:
        plan = plan_on(day)
        if plan is None:
            return None
        return replace(plan, basis=basis, accelerator=ONE, minimum=None, maximum=None, hold_back_rate=ZERO)

    return on
