"""What each kind of rule finds in the tiny company. Figures are worked out by hand from the rows in `tests/pages/tiny.py`.

An average month of May 2025 to April 2026 is (11 × 400,000 + 320,000) ÷ 12 = 393,333.33.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sales_core.alerts.measures import Evaluation, run_rule
from sales_core.catalogue.alert import AlertLevel
from sales_core.catalogue.catalogue import product
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.alerts.conftest import TODAY, Tiny, version_of

Found = dict[str, tuple[str, str]]


def found(tiny: Tiny, rule: str, day: date = TODAY) -> Found:
    """Value and amount to four places, by what they are about."""
    return {cut: (f"{one.value:.4f}", f"{one.stake:.2f}") for cut, one in tiny.beyond(rule, day).items()}


#: Rule → what is beyond its limit, with value and money at stake.
BY_HAND: dict[str, Found] = {
    # D2 has 50,000 left, late by 20 days; D3 30,000, late by 139.
    "customer_overdue": {"customer=C1": ("50000.0000", "50000.00"), "customer=C2": ("30000.0000", "30000.00")},
    "customer_long_overdue": {"customer=C2": ("30000.0000", "30000.00")},
    # C1 owes 150,000 and may owe 120,000.
    "customer_over_limit": {"customer=C1": ("30000.0000", "30000.00")},
    # 80,000 of 180,000.
    "branch_overdue_share": {"branch=SH": ("0.4444", "80000.00")},
    # 20 February to 20 May: C3 bought in March alone, 80,000, and 240,000 a year before.
    "customer_falling": {"customer=C3": ("-0.6667", "160000.00")},
    "customer_lost": {},
    # C1 600,010 and C2 360,000 of 1,040,010; C3's 7.7 % is below the limit.
    "customer_dependence": {"customer=C1": ("0.5769", "600010.00"), "customer=C2": ("0.3462", "360000.00")},
    # The branch is promised 10,000 more than its reps have.
    "target_unallocated": {"": ("10000.0000", "10000.00")},
    # 1,000 and 20,000 pieces of 7.
    "expired_stock": {"branch=SH;product=P2": ("7000.0000", "7000.00")},
    "near_expiry_stock": {"branch=SH;product=P2": ("140000.0000", "140000.00")},
    # Every month but April as the year before, and one good month is enough.
    "branch_sales_falling": {},
    "branch_returns": {},
    "category_profit_falling": {},
    "sales_not_loaded": {},
    "cost_missing": {},
}


@pytest.mark.parametrize("rule", BY_HAND)
def test_a_rule_finds_what_is_worked_out_by_hand(tiny: Tiny, rule: str) -> None:
    assert found(tiny, rule) == BY_HAND[rule]
    assert tiny.found(rule).is_known


def test_the_size_of_the_company_is_an_average_month(tiny: Tiny) -> None:
    assert tiny.evaluation().floor_unit.quantize(Decimal("0.01")) == Decimal("393333.33")


def test_behind_the_pace_by_what_is_due_and_what_is_sold(tiny: Tiny) -> None:
    """Nobody sold in BJ in May: all that was due is missing. SH stands between the two limits."""
    share = tiny.workspace.figures.pacer(1).share(date(2026, 5, 20))
    due = Decimal(90_000) * Decimal(str(share))
    (bj,) = tiny.beyond("branch_behind_pace").values()
    assert (bj.cut, bj.value) == ("branch=BJ", Decimal(0))
    assert bj.stake is not None
    assert abs(bj.stake - due) < Decimal("0.01")
    levels = {one.cut: one.level for one in tiny.found("branch_behind_pace").findings}
    assert levels["branch=SH"] is AlertLevel.BETWEEN


def test_the_figure_of_a_case_is_the_money_at_stake(tiny: Tiny) -> None:
    """What a case opens is asked again and says the same, rule by rule."""
    for rule in ("customer_overdue", "customer_over_limit", "expired_stock", "near_expiry_stock", "branch_behind_pace"):
        for one in tiny.beyond(rule).values():
            row = tiny.workspace.figures.run(one.number.query, LOCAL_ADMIN, 1).one()
            amount = row[one.number.metric]
            assert isinstance(amount, Decimal), rule
            assert abs(amount) == one.stake, rule


def test_a_figure_is_placed_where_all_of_it_lies(tiny: Tiny) -> None:
    assert str(tiny.beyond("customer_overdue")["customer=C1"].number) == (
        "receivables_overdue;period=2026-05;region=East;branch=SH;rep=E1;customer=C1"
    )
    # A branch is inside its region and is not narrowed to its only rep.
    assert (
        str(tiny.beyond("branch_behind_pace")["branch=BJ"].number)
        == "gap_to_pace;period=2026-05;region=North;branch=BJ"
    )


def test_days_without_sales_are_counted_to_today(tiny: Tiny) -> None:
    """21 days: the rest of May and ten days of June by the curve, of 450,000 a month."""
    late = tiny.beyond("sales_not_loaded", date(2026, 6, 10))[""]
    share = tiny.workspace.figures.pacer(1).share
    due = Decimal(450_000) * Decimal(str(1 - share(date(2026, 5, 20)) + share(date(2026, 6, 10))))
    assert late.value == Decimal(21)
    assert late.stake is not None
    assert abs(late.stake - due) < Decimal("0.02")
    assert tiny.found("sales_not_loaded", date(2026, 5, 25)).findings[0].level is AlertLevel.BETWEEN


def test_what_nobody_knows_is_no_case_and_ends_none(tiny: Tiny) -> None:
    """No target of collections, no receivables of the year before, nothing loaded of a dataset."""
    for rule in ("branch_collections_short", "days_outstanding_rising"):
        made = tiny.found(rule)
        assert not made.is_known
        assert {one.level for one in made.findings} == {AlertLevel.UNKNOWN}
    nothing = Evaluation(tiny.workspace.figures, version_of(sales="2026-05"), TODAY, Decimal(1))
    made = run_rule(product().alert("stock_not_loaded"), nothing)
    assert (made.is_known, made.findings[0].level) == (False, AlertLevel.UNKNOWN)
