"""Payslips worked by hand, one a shape of plan. Each comment is the sum as somebody does it with a pencil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sales_core.analysis.pay.engine import payslip
from sales_core.analysis.pay.payslip import PayLineKind, PayStatement, pay_changes, to_cents
from sales_core.analysis.pay.plan import CommissionPlan, PayBasis, Posting
from tests.analysis.pay.ledgers import APRIL_END, END, amounts, ladder, late, month, paid, plan, sale, whole


def test_marginal_each_tier_pays_its_own_slice() -> None:
    # A 80,000: all of it below 100,000 → 80,000 × 1 % = 800.00
    # B 150,000, from 80,000 to 230,000: 20,000 × 1 % = 200; 100,000 × 2 % = 2,000; 30,000 × 3 % = 900
    slip = paid(month(sale(5, "A", "80000"), sale(9, "B", "150000")), plan())
    assert amounts(slip) == [
        ("commission", "A", "800.00"),
        ("commission", "B", "200.00"), ("commission", "B", "2000.00"), ("commission", "B", "900.00"),
    ]  # fmt: skip
    assert [(line.tier, line.rate, line.base) for line in slip.lines[1:]] == [
        (1, Decimal("0.01"), Decimal(20000)), (2, Decimal("0.02"), Decimal(100000)), (3, Decimal("0.03"), Decimal(30000)),
    ]  # fmt: skip
    assert (slip.amount, slip.base) == (Decimal("3900.00"), Decimal(230000))


def test_whole_the_tier_reached_pays_for_everything() -> None:
    # 80,000 + 150,000 = 230,000 reaches the third tier: 230,000 × 3 % = 2,400 + 4,500 = 6,900
    slip = paid(month(sale(5, "A", "80000"), sale(9, "B", "150000")), whole())
    assert amounts(slip) == [("commission", "A", "2400.00"), ("commission", "B", "4500.00")]
    assert slip.amount == Decimal("6900.00")


@pytest.mark.parametrize(
    ("amount", "marginal", "of_all"),
    [
        # 99,999.99 × 1 % = 999.9999 → 1,000.00 either way; a cent below the boundary is still the first tier.
        ("99999.99", "1000.00", "1000.00"),
        # On the boundary the second tier begins: its slice is empty (1,000), and whole it is 2 % of all (2,000).
        ("100000", "1000.00", "2000.00"),
        # 1,000.00 + 0.01 × 2 % = 0.0002 → 0.00; whole 100,000.01 × 2 % = 2,000.0002
        ("100000.01", "1000.00", "2000.00"),
        # 1,000 + 2,000 = 3,000; whole 200,000 × 3 % = 6,000
        ("200000", "3000.00", "6000.00"),
        ("0", "0", "0.00"),
    ],
)
def test_boundary_amounts(amount: str, marginal: str, of_all: str) -> None:
    one = month(sale(5, "A", amount))
    assert (paid(one, plan()).amount, paid(one, whole()).amount) == (Decimal(marginal), Decimal(of_all))


def test_a_first_tier_above_zero_pays_nothing_below_it() -> None:
    # 5 % of what is above 50,000: (70,000 − 50,000) × 5 % = 1,000; the first 50,000 is a line of 0.
    slip = paid(month(sale(5, "A", "70000")), plan(ladder((("50000", "0.05"),))))
    assert amounts(slip) == [("commission", "A", "0.00"), ("commission", "A", "1000.00")]
    assert paid(month(sale(5, "A", "-70000")), plan(ladder((("50000", "0.05"),)))).amount == 0


def test_accelerator_multiplies_what_is_above_the_share_of_the_target() -> None:
    # Target 100,000, from 120 % on ×1.5: 120,000 × 1 % … tiers: 100,000 × 1 % = 1,000; 20,000 × 2 % = 400;
    # the last 30,000 of 150,000: 30,000 × 2 % × 1.5 = 900. Together 2,300.
    boosted = {"accelerator_from": Decimal("1.2"), "accelerator": Decimal("1.5")}
    one = month(sale(5, "A", "150000"), target=Decimal(100000))
    slip = paid(one, plan(**boosted))
    assert amounts(slip) == [
        ("commission", "A", "1000.00"), ("commission", "A", "400.00"), ("commission", "A", "900.00"),
    ]  # fmt: skip
    # Whole: 150,000 ≥ 120,000, so 150,000 × 2 % × 1.5 = 4,500; at 119,999.99 no factor: 2,399.9998 → 2,400.00
    assert paid(one, whole(**boosted)).amount == Decimal("4500.00")
    assert paid(month(sale(5, "A", "119999.99"), target=Decimal(100000)), whole(**boosted)).amount == Decimal("2400.00")
    # At exactly 120 % the factor holds: 120,000 × 2 % × 1.5 = 3,600
    assert paid(month(sale(5, "A", "120000"), target=Decimal(100000)), whole(**boosted)).amount == Decimal("3600.00")
    # Without a target above 0 nobody knows the attainment: no factor. 1,000 + 50,000 × 2 % = 2,000
    for target in (None, Decimal(0)):
        assert paid(replace(one, target=target), plan(**boosted)).amount == Decimal("2000.00")


def test_a_category_or_class_with_a_rate_of_its_own_has_a_ladder_of_its_own() -> None:
    # Milk at 0.5 % flat, key accounts at 0.8 % flat, milk of key accounts as milk; the rest 1/2/3 %.
    # milk 60,000 × 0.5 % = 300; key 50,000 × 0.8 % = 400; milk of a key account 10,000 × 0.5 % = 50;
    # the rest 120,000: 1,000 + 20,000 × 2 % = 1,400. Together 2,150: milk does not lift the rest into a tier.
    ladders = (ladder(), ladder((("0", "0.005"),), "milk"), ladder((("0", "0.008"),), "", "key"))
    slip = paid(
        month(
            sale(2, "A", "60000", category="milk"), sale(3, "B", "50000", customer_class="key"),
            sale(4, "C", "10000", category="milk", customer_class="key"), sale(5, "D", "120000"),
        ),
        plan(*ladders),
    )  # fmt: skip
    assert amounts(slip) == [
        ("commission", "A", "300.00"), ("commission", "B", "400.00"), ("commission", "C", "50.00"),
        ("commission", "D", "1000.00"), ("commission", "D", "400.00"),
    ]  # fmt: skip


def test_cap_takes_away_what_is_above_it() -> None:
    # 230,000 → 3,900 as above; the plan pays at most 3,000: 3,900 − 900 = 3,000
    slip = paid(month(sale(5, "A", "230000")), plan(maximum=Decimal(3000)))
    assert amounts(slip)[-1] == ("maximum", "", "-900.00")
    assert slip.amount == Decimal("3000.00")
    # On the cap itself nothing is taken.
    assert PayLineKind.MAXIMUM not in {
        line.kind for line in paid(month(sale(5, "A", "230000")), plan(maximum=Decimal(3900))).lines
    }


def test_floor_fills_up_to_it() -> None:
    # 40,000 × 1 % = 400; at least 1,500: + 1,100. Without any document: + 1,500.
    slip = paid(month(sale(5, "A", "40000")), plan(minimum=Decimal(1500)))
    assert amounts(slip) == [("commission", "A", "400.00"), ("minimum", "", "1100.00")]
    assert paid(month(), plan(minimum=Decimal(1500))).amount == Decimal("1500.00")


def test_split_deal_counts_for_each_with_his_share() -> None:
    # Deal of 250,000, 60 : 40. R1: 150,000 → 1,000 + 50,000 × 2 % = 2,000. R2: 100,000 → 1,000. The shares, not the
    # deal, climb the tiers.
    first = paid(month(sale(5, "A", "250000", share=Decimal("0.6"))), plan())
    second = paid(month(sale(5, "A", "250000", share=Decimal("0.4"))), plan())
    assert (first.amount, second.amount) == (Decimal("2000.00"), Decimal("1000.00"))
    assert first.base + second.base == Decimal(250000)


def test_leader_is_paid_for_his_share_of_the_team() -> None:
    # Own 50,000; members 300,000 and 200,000 at 20 % = 60,000 and 40,000. 50,000 + 60,000 = 110,000: 1,000 + 200;
    # the next 40,000 × 2 % = 800. Together 2,000.
    one = month(sale(5, "A", "50000"), sale(6, "B", "300000", member="R2"), sale(7, "C", "200000", member="R3"))
    slip = paid(one, plan(team_share=Decimal("0.2")))
    assert slip.amount == Decimal("2000.00")
    assert {line.member for line in slip.lines} == {"", "R2", "R3"}
    # A plan without a team share pays for his own documents alone: 50,000 × 1 % = 500
    assert paid(one, plan()).amount == Decimal("500.00")


def test_hold_back_and_release() -> None:
    # 2 % of what is more than 30 days overdue. April's close: F1 open 10,000, 31 days late → 200 held.
    # May's close: F1 paid half, 5,000 open → 100 held: 100 released. F2 20,000, 45 days → 400 held. F3 exactly 30 days: not.
    slow = plan(hold_back_rate=Decimal("0.02"), hold_back_days=30)
    one = month(
        sale(5, "A", "40000"),
        overdue=(late("F1", "5000", 62), late("F2", "20000", 45, "C2"), late("F3", "90000", 30)),
        overdue_before=(late("F1", "10000", 31),), closed_before=APRIL_END,
    )  # fmt: skip
    slip = paid(one, slow)
    assert amounts(slip) == [("commission", "A", "400.00"), ("release", "F1", "100.00"), ("hold_back", "F2", "-400.00")]
    assert (slip.amount, slip.held, slip.earned) == (Decimal("100.00"), Decimal("500.00"), Decimal("400.00"))
    # Once everything is paid, all that was held is released: 500.
    june = month(overdue_before=one.overdue, closed_before=END)
    assert paid(june, slow).of_kind(PayLineKind.RELEASE) == Decimal("500.00")
    # Instalments of one document are held together: 2 % × (5,000 + 7,000) = 240
    parts = month(overdue=(late("F1", "5000", 62), late("F1", "7000", 31)))
    assert amounts(paid(parts, slow)) == [("hold_back", "F1", "-240.00")]


def test_bounds_and_hold_back_do_not_take_twice() -> None:
    # Earned 3,900, at most 3,000; 300 held in May and released in June, when nothing is sold: 2,700 + 300 = 3,000.
    slow = plan(maximum=Decimal(3000), hold_back_rate=Decimal("0.03"), hold_back_days=0)
    may = paid(month(sale(5, "A", "230000"), overdue=(late("A", "10000", 1),)), slow)
    june = paid(month(overdue_before=(late("A", "10000", 1),), closed_before=END), slow)
    assert (may.amount, june.amount) == (Decimal("2700.00"), Decimal("300.00"))


def test_returns_are_clawed_back_from_where_the_month_stands() -> None:
    # 230,000 → 3,900. A return of 50,000 leads back to 180,000: 30,000 × 3 % + 20,000 × 2 % = 1,300 less.
    # 180,000 alone: 1,000 + 80,000 × 2 % = 2,600 = 3,900 − 1,300.
    one = month(sale(5, "A", "230000"), sale(20, "T", "-50000"))
    slip = paid(one, plan())
    assert amounts(slip)[-2:] == [("clawback", "T", "-400.00"), ("clawback", "T", "-900.00")]
    assert slip.amount == paid(month(sale(5, "A", "180000")), plan()).amount == Decimal("2600.00")
    # A plan that leaves returns alone pays 3,900.
    assert paid(one, plan(claws_back=False)).amount == Decimal("3900.00")
    # Whole: 180,000 is in the second tier: 230,000 × 2 % − 50,000 × 2 % = 3,600
    assert paid(one, whole()).amount == Decimal("3600.00")


def test_negative_base_is_owed_back_unless_the_plan_has_a_floor() -> None:
    # 10,000 sold, 40,000 returned: −30,000 × 1 % = −300. With a floor of 0: 0.
    one = month(sale(5, "A", "10000"), sale(6, "T", "-40000"))
    assert paid(one, plan()).amount == Decimal("-300.00")
    assert paid(one, whole()).amount == Decimal("-300.00")
    floored = paid(one, plan(minimum=Decimal(0)))
    assert (floored.amount, amounts(floored)[-1]) == (Decimal(0), ("minimum", "", "300.00"))


def test_plan_change_within_a_month_prices_each_document_by_its_day() -> None:
    # Until the 15th 1/2/3 %, from the 16th 4 % below 100,000 and 6 % above. 90,000 on the 10th: 900.
    # 40,000 on the 16th, from 90,000 to 130,000: 10,000 × 4 % + 30,000 × 6 % = 2,200. Together 3,100.
    richer = plan(ladder((("0", "0.04"), ("100000", "0.06"))), id="P2", valid_from=date(2026, 5, 16))
    slip = paid(month(sale(10, "A", "90000"), sale(16, "B", "40000")), plan(), richer)
    assert amounts(slip) == [
        ("commission", "A", "900.00"),
        ("commission", "B", "400.00"),
        ("commission", "B", "1800.00"),
    ]
    assert [line.plan for line in slip.lines] == ["P1", "P2", "P2"]


def test_transfer_within_a_month_pays_each_day_by_the_post_of_that_day() -> None:
    # Rep (1 %) until the 14th, key account manager (0.5 %) from the 15th: 50,000 × 1 % + 80,000 × 0.5 % = 900.
    # From 21st to 25th without a post: what he sold then pays nothing.
    key = plan(ladder((("0", "0.005"),)), id="K", post="kam")
    postings = (
        Posting("rep", date(2025, 1, 1), date(2026, 5, 14)), Posting("kam", date(2026, 5, 15), date(2026, 5, 20)),
        Posting("kam", date(2026, 5, 26)),
    )  # fmt: skip
    one = month(sale(14, "A", "50000"), sale(15, "B", "80000"), sale(22, "C", "70000"))
    slip = paid(one, plan(ladder((("0", "0.01"),))), key, postings=postings)
    assert amounts(slip) == [("commission", "A", "500.00"), ("commission", "B", "400.00")]


def test_a_plan_pays_for_its_own_basis() -> None:
    # On collections: the receipt of 30,000 counts, the sale does not: 300.
    receipt = sale(8, "F1", "30000", basis=PayBasis.COLLECTIONS)
    cash = plan(basis=PayBasis.COLLECTIONS)
    assert paid(month(sale(5, "A", "90000"), receipt), cash).amount == Decimal("300.00")
    # On gross profit: a line without cost pays nothing yet and is named.
    margin = [sale(5, "A", "20000", basis=PayBasis.GROSS_PROFIT), sale(6, "B", None, basis=PayBasis.GROSS_PROFIT)]
    slip = paid(month(*margin), plan(basis=PayBasis.GROSS_PROFIT))
    assert (slip.amount, slip.unknown_documents) == (Decimal("200.00"), ("B",))


def test_each_line_is_rounded_once_and_half_a_cent_goes_away_from_zero() -> None:
    # 0.50 × 1 % = 0.005 → 0.01, twice: 0.02, although 1.00 × 1 % = 0.01. Taken back it is −0.01.
    assert paid(month(sale(5, "A", "0.50"), sale(6, "B", "0.50")), plan()).amount == Decimal("0.02")
    assert (to_cents(Decimal("0.005")), to_cents(Decimal("-0.005"))) == (Decimal("0.01"), Decimal("-0.01"))


def test_nobody_is_paid_without_a_plan() -> None:
    def none(_: date) -> CommissionPlan | None:
        return None

    slip = payslip(month(sale(5, "A", "90000")), none)
    assert not slip.lines
    assert slip.amount == 0
    assert not slip.plan


def test_replay_of_other_plans_says_who_would_earn_what() -> None:
    # 230,000: 3,900 marginal, 6,900 whole. R2 is paid 400 either way and is not named.
    small = replace(month(sale(5, "B", "40000")), rep="R2")
    big = month(sale(5, "A", "230000"))
    old, new = (PayStatement(big.month, (paid(big, each), paid(small, each))) for each in (plan(), whole()))
    assert pay_changes([old], [new]) == {("R1", big.month): Decimal("3000.00")}
    assert pay_changes([old], [old]) == {}
    assert old.amount == Decimal("4300.00")
