"""A set small enough to work out by hand.

Customer C1, limit 300, term 30 days. Customer C2, no limit (0).

  A  invoice 2024-01-01, instalment 1: 600 due 2024-01-31, instalment 2: 400 due 2024-02-29 (leap day)
  B  invoice 2024-01-10, 50, due 2024-02-09, no receipt; settled 2024-02-12 as stated
  D  invoice 2024-01-10, 80, due 2024-02-09, stated paid 30, no date
  K  credit note 2024-02-10, -100 for A
  N  credit note 2024-02-05, -30, no original, due 2024-02-05
  X  invoice 2024-02-01, 100, due 2024-03-02 (C2); credit note Y 2024-02-20 of -130 for X: 30 beyond it
  P  invoice 2024-02-15, 70, due 2024-03-16 (C2), stated paid 70 but a receipt says 20: the receipt wins

  r1 2024-01-20 A 700      instalment 1 in full, 100 of instalment 2
  r2 2024-03-01 A 300      instalment 2 still owes 400-100-100 (K) = 200, so 100 is over-paid
  r3 2024-03-02 -  40      unapplied (C1)
  r4 2024-03-03 ZZ  5      for a document nobody knows: unapplied (C1)
  r5 2024-02-25 P  20
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.receivables.cash import expected_cash, paying_habits
from sales_core.analysis.receivables.credit import concentration, credit_lines
from sales_core.analysis.receivables.open_items import open_items
from sales_core.analysis.receivables.overdue import overdue_customers
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.catalogue.lists.credit_lines import CreditState
from sales_core.catalogue.lists.overdue_customers import Action, next_action
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import Role, Scope, Viewer
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.support.readers import reader_of
from tests.support.stores import make_store

pytestmark = pytest.mark.slow

EAST = {"region": "东", "branch": "上海", "rep": "E1"}
WEST = {"region": "西", "branch": "成都", "rep": "E2"}


def document(number: str, day: str, due: str, amount: int, customer: str = "C1", **more: object) -> dict[str, object]:
    where = EAST if customer == "C1" else WEST
    return {"document": number, "date": day, "due": due, "amount": amount, "customer": customer} | where | more


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_store(
        tmp_path_factory.mktemp("tiny"),
        customers=[
            {"customer": "C1", "customer_name": "甲", "credit_limit": 300, "term_days": 30} | EAST,
            {"customer": "C2", "customer_name": "乙", "credit_limit": 0} | WEST,
        ],
        receivables=[
            document("A", "2024-01-01", "2024-01-31", 600, instalment="1"),
            document("A", "2024-01-01", "2024-02-29", 400, instalment="2"),
            document("B", "2024-01-10", "2024-02-09", 50, settled="2024-02-12"),
            document("D", "2024-01-10", "2024-02-09", 80, paid=30),
            document("K", "2024-02-10", "2024-02-10", -100, document_type="credit_note", original="A"),
            document("N", "2024-02-05", "2024-02-05", -30, document_type="credit_note"),
            document("X", "2024-02-01", "2024-03-02", 100, "C2"),
            document("Y", "2024-02-20", "2024-02-20", -130, "C2", document_type="credit_note", original="X"),
            document("P", "2024-02-15", "2024-03-16", 70, "C2", paid=70),
        ],
        receipts=[
            {"receipt": "r1", "date": "2024-01-20", "document": "A", "amount": 700, "customer": "C1"} | EAST,
            {"receipt": "r2", "date": "2024-03-01", "document": "A", "amount": 300, "customer": "C1"} | EAST,
            {"receipt": "r3", "date": "2024-03-02", "amount": 40, "customer": "C1"} | EAST,
            {"receipt": "r4", "date": "2024-03-31", "document": "ZZ", "amount": 5, "customer": "C1"} | EAST,
            {"receipt": "r5", "date": "2024-02-25", "document": "P", "amount": 20, "customer": "C2"} | WEST,
        ],
    )


def one(
    store: Store, *metrics: str, day: str | None = None, period: str | None = None, scope: Scope | None = None
) -> list[Value]:
    span = period or f"{day}..{day}"
    return [ask(store, name, period=span, scope=scope).one()[name] for name in metrics]


@pytest.mark.parametrize(
    "day,open_,not_due,overdue",
    [
        ("2023-12-31", None, None, None),  # before the first document: nothing is known, not 0
        ("2024-01-01", 1000, 1000, 0),
        ("2024-01-10", 1100, 1100, 0),  # + B 50 + D 80 - 30
        ("2024-01-31", 400, 400, 0),  # - r1 700; due today is not overdue
        ("2024-02-05", 470, 470, 0),  # + X 100 - N 30, N due today
        ("2024-02-10", 370, 300, 70),  # K -100 on A/2; overdue: B 50 + D 50 - N 30
        ("2024-02-12", 320, 300, 20),  # B settled
        ("2024-02-29", 240, 220, 20),  # X 0, Y beyond it -30, P 70-20; A/2 200 due today
        ("2024-03-01", -60, -80, 20),  # r2 300: A/2 0 and -100 over-paid; not due: P 50 - 100 - 30
        ("2024-03-02", -100, -120, 20),
        ("2024-03-31", -105, -175, 70),  # P overdue since 17 March
    ],
)
def test_open_not_due_and_overdue_on_any_day(
    store: Store, day: str, open_: int | None, not_due: int | None, overdue: int | None
) -> None:
    got = one(store, "receivables_open", "receivables_not_due", "receivables_overdue", day=day)
    assert got == [open_, not_due, overdue]


def test_buckets_by_due_date_at_the_end(store: Store) -> None:
    # 31 March: D 50 due 9 February = 51 days late; N -30 due 5 February = 55; P 50 due 16 March = 15.
    names = ("1_30", "31_60", "61_90", "91_120", "over_120")
    got = one(store, *(f"receivables_{name}" for name in names), day="2024-03-31")
    assert got == [50, 20, 0, 0, 0]


def test_buckets_by_document_date_at_the_end(store: Store) -> None:
    # D is 81 days old, N 55, P 45; over-payment -100, credit beyond X -30, unapplied -45 have no age.
    names = ("0_30", "31_60", "61_90", "91_120", "over_120", "none")
    got = one(store, *(f"receivables_age_{name}" for name in names), day="2024-03-31")
    assert got == [0, 20, 50, 0, 0, -175]
    assert one(store, "receivables_unapplied", day="2024-03-31") == [-175]


def test_beyond_term_counts_only_customers_with_a_term(store: Store) -> None:
    # Term 30 of C1: A is beyond it from 1 February on (30 days after 1 January is the 31st), D from 10 February.
    assert one(store, "over_term", day="2024-01-31") == [0]
    assert one(store, "over_term", day="2024-02-01") == [300]
    assert one(store, "over_term", day="2024-03-31") == [50 - 30]  # D and, since 7 March, N


def test_flows_of_february(store: Store) -> None:
    # invoiced: X 100 + P 70 - K 100 - N 30 - Y 130 = -90; collected: B 50 + r5 20.
    assert one(store, "invoiced", "collections", period="2024-02") == [-90, 70]
    # settled in February: B (3 days late) and X (by its credit note, 11 days early).
    assert one(store, "settled_documents", period="2024-02") == [2]
    assert one(store, "days_late_average", "late_share", period="2024-02") == pytest.approx([1.5, 0.5])
    # March: A/2 on 1 March, one day after the leap day it was due.
    assert one(store, "days_late_average", "late_share", period="2024-03") == pytest.approx([1.0, 1.0])


def test_days_sales_outstanding_of_january(store: Store) -> None:
    # January: open 400 of 1130 invoiced, 31 days; count-back uses the same single month.
    expected = 400 / 1130 * 31
    assert one(store, "dso_simple", "dso_countback", "dso_best_possible", period="2024-01") == pytest.approx(
        [expected] * 3
    )


def test_countback_walks_over_a_month_of_net_credits(store: Store) -> None:
    # 29 February: open 240. February invoiced -90: no sales, its 29 days count. January: (240 + 90) / 1130 of 31 days.
    assert one(store, "dso_countback", day="2024-02-29") == pytest.approx([29 + 31 * 330 / 1130])
    assert one(store, "dso_simple", period="2024-02") == [None]


def test_nothing_owed_counts_back_no_days(store: Store) -> None:
    assert one(store, "dso_countback", day="2024-03-31") == [0]


def test_collection_effectiveness(store: Store) -> None:
    # January: opening nothing, invoiced 1130, end 400 of which not due 400: (0+1130-400)/(0+1130-400).
    assert one(store, "receivables_opening", period="2024-01") == [0]
    assert one(store, "cei", period="2024-01") == pytest.approx([1.0])
    # January to February, 2 months: invoiced 1040, 520 a month; (0+520-240)/(0+520-220).
    assert one(store, "cei", period="2024-01..2024-02") == pytest.approx([280 / 300])


def test_limits(store: Store) -> None:
    # 20 January to 9 February C1 owes 400, 370: over 300. 10 February 270 (100 of K): within. C2 has no limit.
    assert one(store, "over_limit_customers", "over_limit_amount", day="2024-01-31") == [1, 100]
    assert one(store, "over_limit_customers", "over_limit_amount", day="2024-02-10") == [0, 0]
    assert one(store, "no_limit_customers", "debtors", day="2024-02-10") == [1, 2]
    assert one(store, "credit_utilisation", day="2024-02-10") == pytest.approx([270 / 300])


def test_split_by_customer_keeps_everybody(store: Store) -> None:
    rows = ask(store, "receivables_open", by=("customer",), period="2024-02-29..2024-02-29").rows
    assert {row["customer"]: row["receivables_open"] for row in rows} == {"C1": 220, "C2": 20}


def test_scope_shows_only_own_rows(store: Store) -> None:
    west = Scope.of({"region": ("西",)})
    assert one(store, "receivables_open", day="2024-02-29", scope=west) == [20]
    assert one(store, "collections", period="2024-02", scope=west) == [20]
    assert one(store, "receivables_open", day="2024-02-29", scope=Scope.of({"region": ()})) == [0]


def test_open_items_explain_the_balance(store: Store) -> None:
    items = open_items(reader_of(store), date(2024, 3, 31))
    found = {(item.document, item.kind): item.open for item in items}
    assert found == {
        ("D", "invoice"): 50, ("N", "credit_note"): -30, ("P", "invoice"): 50, ("A", "over_payment"): -100,
        ("X", "over_payment"): -30, ("r3", "unapplied"): -40, ("r4", "unapplied"): -5,
    }  # fmt: skip
    late = {item.document: item.days_overdue for item in items if item.due}
    assert late == {"D": 51, "N": 55, "P": 15}
    assert next(item for item in items if item.document == "D").source_row == 5


def test_a_receipt_before_its_document_is_a_prepayment(tmp_path: Path) -> None:
    store = make_store(
        tmp_path,
        receivables=[
            document("Z", "2024-02-01", "2024-03-02", 10),
            document("A", "2024-03-10", "2024-04-09", 100),
        ],
        receipts=[
            {"receipt": "r0", "date": "2024-02-10", "document": "Z", "amount": 10, "customer": "C1"},
            {"receipt": "r1", "date": "2024-03-01", "document": "A", "amount": 60, "customer": "C1"},
        ],
    )
    assert one(store, "receivables_open", "receivables_not_due", day="2024-01-31") == [None, None], "nothing reaches it"
    assert one(store, "receivables_open", "receivables_not_due", day="2024-03-05") == [-60, -60]
    assert open_items(reader_of(store), date(2024, 3, 5))[0].kind == "prepayment"
    assert one(store, "receivables_open", day="2024-03-10") == [40]


def test_a_bounced_receipt_opens_the_document_again(tmp_path: Path) -> None:
    receipt = {"receipt": "r1", "document": "A", "customer": "C1"}
    store = make_store(
        tmp_path,
        receivables=[document("A", "2024-03-01", "2024-03-31", 100)],
        receipts=[
            receipt | {"date": "2024-03-10", "amount": 150},
            receipt | {"receipt": "r2", "date": "2024-03-20", "amount": -150},
        ],
    )
    assert one(store, "receivables_open", "receivables_unapplied", day="2024-03-15") == [-50, -50]
    assert one(store, "receivables_open", "receivables_unapplied", day="2024-03-20") == [100, 0]


def test_a_refund_of_what_was_credited_too_much_leaves_nothing_open(tmp_path: Path) -> None:
    credit = document("K", "2024-03-20", "2024-03-20", -40, document_type="credit_note", original="A")
    store = make_store(
        tmp_path,
        receivables=[document("A", "2024-03-01", "2024-03-31", 100), credit],
        receipts=[
            {"receipt": "r1", "document": "A", "date": "2024-03-10", "amount": 100, "customer": "C1"},
            {"receipt": "r2", "document": "K", "date": "2024-03-25", "amount": -40, "customer": "C1"},
        ],
    )
    assert [item.open for item in open_items(reader_of(store), date(2024, 3, 20))] == [-40]
    assert open_items(reader_of(store), date(2024, 3, 25)) == ()


def test_overdue_list_names_the_next_step(store: Store) -> None:
    lines = overdue_customers(reader_of(store), date(2024, 3, 31))
    # Both are large (5 % of 100 overdue); C2 is visited. C1 has paid more than it owes: that cash is matched first.
    assert [(line.customer, line.overdue, line.days, line.action) for line in lines] == [
        ("C2", Decimal(50), 15, Action.VISIT),
        ("C1", Decimal(20), 51, Action.OFFSET),
    ]
    assert lines[1].open == Decimal(-125)


def test_next_action_steps_by_age() -> None:
    steps = [next_action(days, large=False).value for days in (1, 7, 8, 30, 31, 61, 91, 400)]
    assert steps == ["remind", "remind", "call", "call", "visit", "hold", "escalate", "escalate"]
    assert next_action(400, large=True) is Action.ESCALATE


def test_credit_lines(store: Store) -> None:
    lines = {line.customer: line for line in credit_lines(reader_of(store), date(2024, 1, 31))}
    assert lines["C1"].state is CreditState.OVER
    assert (lines["C1"].over, lines["C1"].headroom) == (Decimal(100), Decimal(-100))
    later = {line.customer: line for line in credit_lines(reader_of(store), date(2024, 2, 10))}
    assert later["C1"].state is CreditState.NEAR
    assert (later["C2"].credit_limit, later["C2"].utilisation, later["C2"].state) == (None, None, CreditState.NO_LIMIT)


def test_concentration_by_hand() -> None:
    found = concentration([("a", Decimal(50)), ("b", Decimal(30)), ("c", Decimal(20)), ("d", Decimal(-9))], top=2)
    assert (found.total, found.debtors, found.top_share) == (Decimal(100), 3, 0.8)
    assert found.hhi == pytest.approx(0.25 + 0.09 + 0.04)
    assert concentration([]).hhi is None


def test_expected_cash_adds_up_to_what_is_owed(store: Store) -> None:
    at = date(2024, 2, 15)
    habits = paying_habits(reader_of(store), at)
    # Settled by then: A/1 11 days early, B 3 late: too few each, the median of all is -4.
    assert habits.days_for("C1") == -4
    weeks = expected_cash(reader_of(store), at)
    # A/2 200 due 29 Feb -> 25 Feb; X 100 due 2 Mar -> 27 Feb; P 70 due 16 Mar -> 12 Mar; D 50 overdue: no date.
    assert [(week.week, week.amount) for week in weeks] == [
        (date(2024, 2, 19), Decimal(200)), (date(2024, 2, 26), Decimal(100)), (date(2024, 3, 11), Decimal(70)), (None, Decimal(50)),
    ]  # fmt: skip


def test_only_those_with_the_right_and_scope(store: Store) -> None:
    plan = Viewer("E1", Role.REP, Scope.of({"rep": ("E1",)}))
    with pytest.raises(NotAllowedError):
        stock_plan(reader_of(store, plan), date(2024, 3, 31))
    rep = Viewer("E2", Role.REP, Scope.of({"rep": ("E2",)}))
    assert {item.customer for item in open_items(reader_of(store, rep), date(2024, 3, 31))} == {"C2"}
    assert not open_items(reader_of(store, rep), date(2024, 3, 31), filters=(Filter("customer", ("C1",)),))
