"""Plans, entries and months written short, for payslips worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.analysis.pay.engine import PayMonth, payslip
from sales_core.analysis.pay.payslip import LedgerEntry, OverdueDocument, Payslip
from sales_core.analysis.pay.plan import CommissionPlan, PayBasis, PayTier, PlanBook, Posting, TierLadder, TierMode
from sales_core.analysis.pay.plans_read import plans_of

MAY = date(2026, 5, 1)
END = date(2026, 5, 31)
APRIL_END = date(2026, 4, 30)
#: 1 % up to 100,000, 2 % up to 200,000, 3 % above.
THREE = (("0", "0.01"), ("100000", "0.02"), ("200000", "0.03"))


def ladder(tiers: tuple[tuple[str, str], ...] = THREE, category: str = "", customer_class: str = "") -> TierLadder:
    return TierLadder(tuple(PayTier(Decimal(start), Decimal(rate)) for start, rate in tiers), category, customer_class)


def plan(*ladders: TierLadder, **more: Any) -> CommissionPlan:
    given: dict[str, Any] = {
        "id": "P1",
        "post": "rep",
        "valid_from": date(2026, 1, 1),
        "ladders": ladders or (ladder(),),
    }
    return CommissionPlan(**(given | more))


def whole(*ladders: TierLadder, **more: Any) -> CommissionPlan:
    return plan(*ladders, mode=TierMode.WHOLE, **more)


def sale(day: int, document: str, amount: str | None, **more: Any) -> LedgerEntry:
    value = None if amount is None else Decimal(amount)
    given: dict[str, Any] = {"basis": PayBasis.SALES, "customer": "C1", "is_return": value is not None and value < 0}
    return LedgerEntry(date(2026, 5, day), document, amount=value, **(given | more))


def late(document: str, open_: str, days: int, customer: str = "C1") -> OverdueDocument:
    return OverdueDocument(document, customer, Decimal(open_), days)


def month(*entries: LedgerEntry, **more: Any) -> PayMonth:
    return PayMonth("R1", MAY, END, entries, **more)


def paid(
    one: PayMonth, *plans: CommissionPlan, postings: tuple[Posting, ...] = (Posting("rep", date(2025, 1, 1)),)
) -> Payslip:
    by_rep, _ = plans_of(PlanBook.of(plans), {one.rep: postings})
    return payslip(one, by_rep[one.rep])


def amounts(slip: Payslip) -> list[tuple[str, str, str]]:
    """Kind, document and amount of each line, in order."""
    return [(line.kind.value, line.document, str(line.amount)) for line in slip.lines]
