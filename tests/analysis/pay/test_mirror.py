"""What would be paid if, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sales_core.analysis.pay.engine import PayMonth, PlanOn
from sales_core.analysis.pay.mirror import earned_with, next_step, waiting_pay
from sales_core.analysis.pay.plan import CommissionPlan, PlanBook, Posting
from sales_core.analysis.pay.plans_read import plans_of
from tests.analysis.pay.ledgers import ladder, late, month, plan, sale, whole


def _on(one: CommissionPlan) -> PlanOn:
    by_rep, _ = plans_of(PlanBook.of([one]), {"R1": (Posting("rep", date(2025, 1, 1)),)})
    return by_rep["R1"]


def _step(one: PayMonth, rule: CommissionPlan) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    found = next_step(one, _on(rule))
    return (found.missing, found.start, found.rate * found.factor, found.gain) if found else None


def test_next_step_of_tiers() -> None:
    # 80,000 sold: 20,000 more reaches 100,000 where 2 % begins. Marginal that earns 200 more; whole 2,000 − 800 = 1,200.
    one = month(sale(5, "A", "80000"))
    assert _step(one, plan()) == (Decimal(20000), Decimal(100000), Decimal("0.02"), Decimal("200.00"))
    assert _step(one, whole()) == (Decimal(20000), Decimal(100000), Decimal("0.02"), Decimal("1200.00"))
    # On a boundary the step is the one after it; in the highest tier there is none.
    assert _step(month(sale(5, "A", "100000")), plan()) == (
        Decimal(100000),
        Decimal(200000),
        Decimal("0.03"),
        Decimal("2000.00"),
    )
    assert _step(month(sale(5, "A", "200000")), plan()) is None
    # After more returns than sales the step is the way to the first tier that is not reached.
    assert _step(month(sale(5, "A", "-5000")), plan()) == (
        Decimal(105000),
        Decimal(100000),
        Decimal("0.02"),
        Decimal("1050.00"),
    )


def test_next_step_may_be_the_accelerator() -> None:
    # Target 90,000, from 100 % ×2: 10,000 more reaches 90,000; nothing else is nearer. It earns 10,000 × 1 % = 100.
    boosted = plan(accelerator_from=Decimal(1), accelerator=Decimal(2))
    assert _step(month(sale(5, "A", "80000"), target=Decimal(90000)), boosted) == (
        Decimal(10000),
        Decimal(90000),
        Decimal("0.02"),
        Decimal("100.00"),
    )


def test_what_has_a_ladder_of_its_own_does_not_count_towards_the_step() -> None:
    # Milk 50,000 aside, the rest stands at 80,000.
    own = plan(ladder(), ladder((("0", "0.005"),), "milk"))
    one = month(sale(5, "A", "80000"), sale(6, "B", "50000", category="milk"))
    assert _step(one, own) == (Decimal(20000), Decimal(100000), Decimal("0.02"), Decimal("200.00"))


def test_more_sales_as_the_slider_asks() -> None:
    # 80,000 → 800; 50,000 more: 130,000 → 1,000 + 600 = 1,600. Nothing more: 800.
    one = month(sale(5, "A", "80000"))
    assert [earned_with(one, _on(plan()), Decimal(more)) for more in (0, 50000)] == [
        Decimal("800.00"),
        Decimal("1600.00"),
    ]
    assert one == month(sale(5, "A", "80000")), "asking writes nothing"


def test_what_waits_for_customers() -> None:
    # 2 % of more than 30 days late: C2 500 + 100 = 600, C1 200; the young document waits for nobody.
    slow = plan(hold_back_rate=Decimal("0.02"), hold_back_days=30)
    overdue = (late("F1", "10000", 31), late("F2", "25000", 45, "C2"), late("F3", "5000", 90, "C2"), late("F4", "9", 3))
    assert [(each.customer, each.amount, each.open, each.documents) for each in waiting_pay(slow, overdue)] == [
        ("C2", Decimal("600.00"), Decimal(30000), 2), ("C1", Decimal("200.00"), Decimal(10000), 1),
    ]  # fmt: skip
    assert waiting_pay(plan(), overdue) == ()
    assert waiting_pay(None, overdue) == ()
