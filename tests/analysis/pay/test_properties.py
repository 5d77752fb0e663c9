"""What holds for any plan and any ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales_core.analysis.pay.engine import PayMonth, PlanOn, payslip
from sales_core.analysis.pay.payslip import (
    LedgerEntry,
    OverdueDocument,
    PayLineKind,
    Payslip,
    PayStatement,
    pay_changes,
)
from sales_core.analysis.pay.plan import CommissionPlan, PayBasis, PayTier, PlanBook, Posting, TierLadder, TierMode
from sales_core.analysis.pay.plans_read import plans_of

_MONEY = st.integers(-20_000_000, 60_000_000).map(lambda cents: Decimal(cents) / 100)
_POSTINGS = (Posting("rep", date(2020, 1, 1)),)
_MONTHS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1))


@st.composite
def _ladders(draw: st.DrawFn, category: str) -> TierLadder:
    starts = sorted(draw(st.sets(st.integers(1, 400_000), max_size=3)))
    rates = draw(st.lists(st.integers(0, 800), min_size=len(starts) + 1, max_size=len(starts) + 1))
    tiers = tuple(
        PayTier(Decimal(start), Decimal(rate) / 10_000) for start, rate in zip([0, *starts], rates, strict=True)
    )
    return TierLadder(tiers, category)


@st.composite
def _plans(draw: st.DrawFn) -> CommissionPlan:
    ladders = tuple(draw(_ladders(category)) for category in ("", "milk")[: draw(st.integers(1, 2))])
    return CommissionPlan(
        "P",
        "rep",
        date(2025, 1, 1),
        mode=draw(st.sampled_from(TierMode)),
        ladders=ladders,
        accelerator_from=draw(st.sampled_from((None, Decimal("0.8"), Decimal(1), Decimal("1.2")))),
        accelerator=draw(st.sampled_from((Decimal(1), Decimal("1.25"), Decimal(2)))),
        minimum=draw(st.sampled_from((None, Decimal(0), Decimal(1500)))),
        maximum=draw(st.sampled_from((None, Decimal(2000), Decimal(9000)))),
        hold_back_rate=Decimal(draw(st.integers(0, 500))) / 10_000,
        hold_back_days=draw(st.integers(0, 90)),
        team_share=draw(st.sampled_from((Decimal(0), Decimal("0.2")))),
        claws_back=draw(st.booleans()),
    )


@st.composite
def _entries(draw: st.DrawFn, month: date) -> LedgerEntry:
    amount = draw(_MONEY)
    return LedgerEntry(
        month + timedelta(days=draw(st.integers(0, 27))), draw(st.sampled_from("ABCDEF")), "C", PayBasis.SALES, amount,
        draw(st.sampled_from(("", "milk"))), share=draw(st.sampled_from((Decimal(1), Decimal("0.6"), Decimal("0.4")))),
        member=draw(st.sampled_from(("", "", "R9"))), is_return=amount < 0,
    )  # fmt: skip


@st.composite
def _ledgers(draw: st.DrawFn) -> list[PayMonth]:
    """Four months in a row of one person; in the last of them everything that was overdue is paid."""
    found: list[PayMonth] = []
    before: tuple[OverdueDocument, ...] = ()
    for month in _MONTHS:
        overdue = tuple(
            OverdueDocument(name, "C", draw(_MONEY), draw(st.integers(0, 120)))
            for name in draw(st.lists(st.sampled_from("ABCDEF"), max_size=4))
        )
        overdue = () if month is _MONTHS[-1] else overdue
        entries = tuple(draw(st.lists(_entries(month), max_size=8)))
        target = draw(st.sampled_from((None, Decimal(0), Decimal(150_000))))
        closed = month - timedelta(days=1)
        found.append(PayMonth("R1", month, month + timedelta(days=27), entries, target, overdue, before, closed))
        before = overdue
    return found


def _on(plan: CommissionPlan) -> PlanOn:
    by_rep, _ = plans_of(PlanBook.of([plan]), {"R1": _POSTINGS})
    return by_rep["R1"]


def _check(ledger: list[PayMonth], plan: CommissionPlan) -> None:
    slips = [payslip(month, _on(plan)) for month in ledger]
    for slip in slips:
        assert slip.amount == sum((line.amount for line in slip.lines), Decimal(0))
        assert slip.amount == slip.earned + slip.of_kind(PayLineKind.HOLD_BACK, PayLineKind.RELEASE)
        assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in slip.lines)
        if plan.maximum is not None:
            assert slip.earned <= plan.maximum
        if plan.minimum is not None and (plan.maximum is None or plan.minimum <= plan.maximum):
            assert slip.earned >= plan.minimum
        assert _bases(slip) == _counted(ledger[_MONTHS.index(slip.month)], plan)
    statements = [PayStatement(slip.month, (slip,)) for slip in slips]
    assert sum((each.amount for each in statements), Decimal(0)) == sum((slip.amount for slip in slips), Decimal(0))
    held, released = (
        sum((slip.of_kind(kind) for slip in slips), Decimal(0)) for kind in (PayLineKind.HOLD_BACK, PayLineKind.RELEASE)
    )
    assert released == -held, "once all is paid, what was held back has been released"
    again = [PayStatement(month.month, (payslip(month, _on(plan)),)) for month in ledger]
    assert again == statements
    assert not pay_changes(statements, again)


def _bases(slip: Payslip) -> Decimal:
    earning = (PayLineKind.COMMISSION, PayLineKind.CLAWBACK)
    return sum((line.base or Decimal(0) for line in slip.lines if line.kind in earning), Decimal(0))


def _counted(month: PayMonth, plan: CommissionPlan) -> Decimal:
    """What the lines have to be about, added up another way."""
    total = Decimal(0)
    for entry in month.entries:
        if entry.is_return and not plan.claws_back:
            continue
        total += (entry.amount or Decimal(0)) * entry.share * (plan.team_share if entry.member else 1)
    return total


def _check_continuous(plan: CommissionPlan, gap: Decimal) -> None:
    """A little more sold is a little more earned, also across a boundary: no more than the highest rate of it."""
    (ladder,) = plan.ladders
    steepest = max(tier.rate for tier in ladder.tiers) * plan.accelerator
    cuts = [tier.start for tier in ladder.tiers]
    if plan.accelerator_from is not None:
        cuts.append(plan.accelerator_from * 150_000)
    for start in cuts:
        below, above = (_earned(plan, start + side) for side in (-gap, gap))
        assert abs(above - below) <= 2 * gap * steepest + Decimal("0.05"), (start, below, above)


def _earned(plan: CommissionPlan, amount: Decimal) -> Decimal:
    entry = LedgerEntry(_MONTHS[0], "A", "C", PayBasis.SALES, amount)
    return payslip(PayMonth("R1", _MONTHS[0], _MONTHS[0], (entry,), Decimal(150_000)), _on(plan)).earned


@given(_ledgers(), _plans())
@settings(max_examples=60, deadline=None)
def test_any_plan_and_ledger(ledger: list[PayMonth], plan: CommissionPlan) -> None:
    _check(ledger, plan)


@pytest.mark.endure
@given(_ledgers(), _plans())
@settings(max_examples=1_000, deadline=None)
def test_a_thousand_plans_and_ledgers(ledger: list[PayMonth], plan: CommissionPlan) -> None:
    _check(ledger, plan)


@st.composite
def _marginal_plans(draw: st.DrawFn) -> CommissionPlan:
    return CommissionPlan(
        "P", "rep", date(2025, 1, 1), ladders=(draw(_ladders("")),),
        accelerator_from=draw(st.sampled_from((None, Decimal("0.8"), Decimal(1)))), accelerator=draw(st.sampled_from((Decimal(1), Decimal(2)))),
    )  # fmt: skip


@given(_marginal_plans(), st.sampled_from((Decimal("0.01"), Decimal(1), Decimal(1000))))
@settings(max_examples=60, deadline=None)
def test_marginal_is_continuous_at_boundaries(plan: CommissionPlan, gap: Decimal) -> None:
    _check_continuous(plan, gap)


def test_whole_is_not_continuous() -> None:
    """The check above finds the jump of a plan that has one."""
    ladder = TierLadder((PayTier(Decimal(0), Decimal("0.01")), PayTier(Decimal(100_000), Decimal("0.02"))))
    jumping = CommissionPlan("P", "rep", date(2025, 1, 1), mode=TierMode.WHOLE, ladders=(ladder,))
    with pytest.raises(AssertionError):
        _check_continuous(jumping, Decimal(1))
