"""Five hundred random documents: every figure against the slow reference, and ageing that adds up on 1,000 days."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sales_core.analysis.receivables.open_items import open_items
from sales_core.analysis.receivables.statement import customer_statement
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.semantic.receivables.reference import items_on, summary
from tests.support.present import Cells, cells_of, decimal_of
from tests.support.readers import reader_of
from tests.support.stores import make_store

pytestmark = pytest.mark.slow

START, DAYS = date(2023, 7, 1), 1000  # spans 29 February 2024
DUE = ("1_30", "31_60", "61_90", "91_120", "over_120")
Both = tuple[Store, list[Cells], list[Cells]]
AGE = ("0_30", "31_60", "61_90", "91_120", "over_120", "none")


def money(dice: random.Random, low: int, high: int) -> Decimal:
    return Decimal(dice.randint(low * 100, high * 100)) / 100


def company(seed: int) -> tuple[list[Cells], list[Cells]]:  # noqa: C901 - one dice through all that may happen to an invoice
    """Invoices, instalments, credit notes with and without original, stated payments, receipts early, partial, late,
    beyond the document, reversed and unapplied."""
    dice = random.Random(seed)
    documents: list[Cells] = []
    receipts: list[Cells] = []

    def receipt(day: date, number: str, amount: Decimal, customer: str) -> None:
        receipts.append(
            {"receipt": f"r{len(receipts):04}", "date": day, "document": number, "amount": amount, "customer": customer,
             "region": "东"}
        )  # fmt: skip

    for n in range(450):
        day = START + timedelta(days=dice.randrange(DAYS - 60))
        customer, amount = f"C{dice.randrange(25)}", money(dice, 0, 5000)
        base = {"document": f"F{n:04}", "date": day, "customer": customer, "region": "东"}
        parts = dice.choice((1, 1, 1, 2, 3))
        for part in range(parts):
            due = day + timedelta(days=dice.choice((0, 15, 30, 60)) + 30 * part)
            instalment = {"instalment": str(part + 1)} if parts > 1 else {}
            documents.append(base | instalment | {"due": due, "amount": amount})
        way = dice.random()
        later = day + timedelta(days=dice.randrange(-10, 200))
        if way < 0.15:
            documents[-1]["settled"] = max(later, day)
        elif way < 0.25:
            documents[-1]["paid"] = (amount * Decimal("0.4")).quantize(Decimal("0.01"))
        elif way < 0.75:
            for _ in range(dice.randrange(1, 4)):
                receipt(later, f"F{n:04}", money(dice, 1, 6000), customer)
                later += timedelta(days=dice.randrange(40))
            if dice.random() < 0.15:
                receipt(later, f"F{n:04}", -receipts[-1]["amount"], customer)
        if dice.random() < 0.15:
            noted = day + timedelta(days=dice.randrange(90))
            original = {"original": f"F{n:04}"} if dice.random() < 0.7 else {}
            documents.append(
                {"document": f"K{n:04}", "date": noted, "due": noted, "customer": customer, "region": "东",
                 "amount": -money(dice, 1, 4000), "document_type": "credit_note"} | original
            )  # fmt: skip
    for _ in range(30):
        receipt(
            START + timedelta(days=dice.randrange(DAYS)),
            dice.choice(("", "?")),
            money(dice, 1, 900),
            f"C{dice.randrange(25)}",
        )
    receipt(START + timedelta(days=DAYS - 1), "", Decimal(1), "C1")
    return documents, receipts


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=pytest.mark.endure)])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    documents, receipts = company(request.param)
    store = make_store(
        tmp_path_factory.mktemp("random"),
        receivables=documents,
        receipts=receipts,
        customers=[
            {"customer": f"C{n}", "customer_name": f"客户{n}", "credit_limit": 3000 * (n % 4)} for n in range(25)
        ],
    )
    return store, documents, receipts


def days(count: int, seed: int = 7) -> list[date]:
    return sorted({START + timedelta(days=random.Random(seed + n).randrange(DAYS)) for n in range(count)})


def test_ageing_adds_up_on_a_thousand_days(
    both: Both,
) -> None:
    store, _, _ = both
    names = [f"receivables_{name}" for name in ("open", "not_due", "overdue", *DUE, *(f"age_{a}" for a in AGE))]
    rows = ask(store, *names, by=("date",), period=Period(START, START + timedelta(days=DAYS - 1))).rows
    assert len(rows) >= DAYS - 30
    for row in map(cells_of, rows):
        open_ = row["receivables_open"]
        assert row["receivables_not_due"] + row["receivables_overdue"] == open_, row
        assert sum(row[f"receivables_{name}"] for name in DUE) == row["receivables_overdue"], row
        assert sum(row[f"receivables_age_{name}"] for name in AGE) == open_, row


def test_every_bucket_equals_the_reference_on_random_days(
    both: Both,
) -> None:
    store, documents, receipts = both
    names = ("open", "not_due", "overdue", *DUE, *(f"age_{a}" for a in AGE))
    for at in days(25):
        got = ask(store, *(f"receivables_{name}" for name in names), period=Period(at, at)).one()
        expected = summary(items_on(at, documents, receipts), at)
        assert {name: got[f"receivables_{name}"] for name in names} == {name: expected[name] for name in names}, at


def test_by_customer_and_open_items_agree_with_the_reference(
    both: Both,
) -> None:
    store, documents, receipts = both
    for at in days(6, seed=99):
        expected: dict[str, Decimal] = defaultdict(Decimal)
        for item in items_on(at, documents, receipts):
            expected[item.customer] += item.amount
        rows = ask(store, "receivables_open", by=("customer",), period=Period(at, at)).rows
        assert {row["customer"]: row["receivables_open"] for row in rows if row["receivables_open"]} == {
            name: amount for name, amount in expected.items() if amount
        }
        listed: dict[str, Decimal] = defaultdict(Decimal)
        for one in open_items(reader_of(store), at):
            listed[one.customer] += one.open
        assert {name: amount for name, amount in listed.items() if amount} == {n: a for n, a in expected.items() if a}


def test_limits_against_balances(
    both: Both,
) -> None:
    store, documents, receipts = both
    for at in days(8, seed=5):
        balance: dict[str, Decimal] = defaultdict(Decimal)
        for item in items_on(at, documents, receipts):
            balance[item.customer] += item.amount
        over = {
            n: b - 3000 * (int(n[1:]) % 4) for n, b in balance.items() if int(n[1:]) % 4 and b > 3000 * (int(n[1:]) % 4)
        }
        got = ask(store, "over_limit_customers", "over_limit_amount", "no_limit_customers", period=Period(at, at)).one()
        assert got["over_limit_customers"] == len(over)
        assert got["over_limit_amount"] == sum(over.values())
        assert got["no_limit_customers"] == sum(1 for n, b in balance.items() if b > 0 and int(n[1:]) % 4 == 0)


def countback(at: date, open_: Decimal, documents: list[Cells]) -> float:
    """Walks back month by month, as the definition says."""
    left, total, first = open_, 0.0, at.replace(day=1)
    end, earliest = at, min(row["date"] for row in documents)
    for _ in range(18):
        if left <= 0 or end < earliest:
            break
        sold = sum(row["amount"] for row in documents if first <= row["date"] <= end)
        span = (end - first).days + 1
        if sold <= 0 or left >= sold:
            total += span
            left -= sold
        else:
            return total + span * float(left / sold)
        end = first - timedelta(days=1)
        first = end.replace(day=1)
    return total


def test_dso_three_ways_and_cei(
    both: Both,
) -> None:
    store, documents, receipts = both
    for month in Period.parse("2023-09..2025-12").months():
        got = ask(store, "dso_simple", "dso_best_possible", "dso_countback", "cei", period=month).one()
        end = summary(items_on(month.end, documents, receipts), month.end)
        before = summary(items_on(month.start - timedelta(days=1), documents, receipts), month.start)
        sold = sum((row["amount"] for row in documents if month.contains(row["date"])), Decimal(0))
        if sold > 0:
            assert got["dso_simple"] == pytest.approx(float(end["open"] / sold) * month.days)
            assert got["dso_best_possible"] == pytest.approx(float(end["not_due"] / sold) * month.days)
        else:
            assert got["dso_simple"] is None
        assert got["dso_countback"] == pytest.approx(countback(month.end, end["open"], documents), abs=1e-6), month
        base = before["open"] + sold - end["not_due"]
        if base > 0:
            assert got["cei"] == pytest.approx(float((before["open"] + sold - end["open"]) / base))
        else:
            assert got["cei"] is None


def test_the_trend_by_month_says_what_each_month_says(
    both: Both,
) -> None:
    store, _, _ = both
    names = ("receivables_open", "receivables_overdue", "dso_simple", "dso_countback", "cei", "collections", "invoiced")
    trend = ask(store, *names, by=("month",), period="2024-01..2024-06").rows
    for row in map(cells_of, trend):
        alone = ask(store, *names, period=Period.month_of(row["month"])).one()
        assert {name: row[name] for name in names} == pytest.approx(alone), row["month"]


def test_collections_are_all_cash(
    both: Both,
) -> None:
    store, documents, receipts = both
    with_receipts = {row["document"] for row in receipts}
    for month in Period.parse("2023-09..2024-12").months():
        cash = sum((row["amount"] for row in receipts if month.contains(row["date"])), Decimal(0))
        for row in documents:
            if row.get("settled") and month.contains(row["settled"]) and row["document"] not in with_receipts:
                credit = sum(
                    (k["amount"] for k in documents if k.get("original") == row["document"]), Decimal(0)
                ) if "instalment" not in row else Decimal(0)  # fmt: skip
                cash += row["amount"] + credit
        assert ask(store, "collections", period=month).one()["collections"] == cash


def test_days_late_against_the_day_each_item_reached_nothing(
    both: Both,
) -> None:
    store, documents, _ = both
    singles = [
        row for row in documents if row["document"].startswith("F") and "instalment" not in row and row["amount"] > 0
    ]
    simple = [r for r in singles if "settled" in r and not any(k.get("original") == r["document"] for k in documents)]
    late = [max(0, (row["settled"] - row["due"]).days) for row in simple]
    store_rows = store.current().rows("SELECT document, days_late FROM receivable_settlements")
    found = {row["document"]: row["days_late"] for row in store_rows}
    last = START + timedelta(days=DAYS - 1)
    assert [max(0, found[row["document"]]) for row in simple] == late
    everything = ask(store, "settled_documents", "days_late_average", "late_share", period=Period(START, last)).one()
    inside = [
        row["days_late"]
        for row in store.current().rows("SELECT days_late, date FROM receivable_settlements")
        if row["date"] <= last
    ]
    assert everything["settled_documents"] == len(inside)
    assert everything["days_late_average"] == pytest.approx(sum(max(0, d) for d in inside) / len(inside))
    assert everything["late_share"] == pytest.approx(sum(d > 0 for d in inside) / len(inside))


def test_statements_run_from_opening_to_closing(
    both: Both,
) -> None:
    store, documents, _ = both
    period = Period.parse("2024-02..2024-05")
    for customer in ("C1", "C7", "C13"):
        statement = customer_statement(reader_of(store), customer, period)
        own = Filter("customer", (customer,))
        opening, closing = (
            decimal_of(
                ask(store, "receivables_open", period=Period(day, day), filters=(own,)).one()["receivables_open"]
            )
            for day in (period.start - timedelta(days=1), period.end)
        )
        assert (statement.opening, statement.closing) == (opening, closing)
        assert closing == opening + sum(line.debit - line.credit for line in statement.lines)
        assert sum(statement.ageing.values()) == closing
        billed = sum(
            r["amount"]
            for r in documents
            if r["customer"] == customer and period.contains(r["date"]) and r["amount"] > 0
        )
        assert sum(line.debit for line in statement.lines if line.source == "invoice") == billed
