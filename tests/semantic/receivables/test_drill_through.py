"""DrillThroughPage what a customer owes and may owe stand the documents, the receipts and the master's row, with file and row."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of
from sales_core.catalogue.metrics.receivables_facts import BALANCES
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.lineage import DrillThroughPage
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.semantic.receivables.reference import items_on
from tests.semantic.receivables.test_random import DAYS, START, company
from tests.support.present import Cells, cells_of, decimal_of
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

EVERY = sorted(name for name in product().metrics if BALANCES in facts_of(product(), name))
D = Decimal
DAY = Period.parse("2024-01..2024-03")


@pytest.fixture(scope="module")
def random_company(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[MetricService, list[dict[str, object]], list[dict[str, object]]]:
    documents, receipts = company(3)
    limits = [
        {"customer": f"C{n}", "customer_name": f"C{n}", "credit_limit": 3000 * (n % 4), "region": "东"}
        for n in range(25)
    ]
    made = figures_of(tmp_path_factory.mktemp("behind"), customers=limits, receivables=documents, receipts=receipts)
    return made, documents, receipts


@pytest.fixture(scope="module")
def two() -> dict[str, list[dict[str, object]]]:
    """C1 owes 400 of 700 and may owe 300; its master was loaded twice. C2 owes 50, in another region, without limit."""
    return {
        "customers": [
            {"customer": "C1", "customer_name": "甲", "credit_limit": 900, "region": "东", "rep": "E1"},
            {"customer": "C1", "customer_name": "甲", "credit_limit": 300, "region": "东", "rep": "E1"},
            {"customer": "C2", "customer_name": "乙", "region": "西", "rep": "E2"},
        ],
        "receivables": [
            {"document": "A", "date": "2024-01-05", "due": "2024-02-04", "amount": 700, "customer": "C1", "region": "东", "rep": "E1"},
            {"document": "B", "date": "2024-01-06", "due": "2024-02-05", "amount": 80, "customer": "C1", "region": "东", "rep": "E1"},
            {"document": "C", "date": "2024-01-07", "due": "2024-02-06", "amount": 50, "customer": "C2", "region": "西", "rep": "E2"},
        ],
        "receipts": [
            {"receipt": "r1", "date": "2024-02-01", "document": "A", "amount": 300, "customer": "C1", "region": "东", "rep": "E1"},
            {"receipt": "r2", "date": "2024-02-02", "document": "B", "amount": 80, "customer": "C1", "region": "东", "rep": "E1"},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, two: dict[str, list[Cells]]) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("two"), **two)


def behind(
    figures: MetricService,
    metric: str,
    viewer: Viewer = LOCAL_ADMIN,
    period: Period = DAY,
    filters: tuple[Filter, ...] = (),
) -> DrillThroughPage:
    return figures.rows(Query((metric,), period=period, filters=filters), metric, viewer, limit=100_000)


def lines(rows: Iterable[Mapping[str, object]]) -> list[tuple[int, int]]:
    """Which source line each row names: upload 1 customers, 2 receivables, 3 receipts, rows counted from 2."""
    return sorted((int(str(row["upload_id"])), int(str(row["source_row"]))) for row in rows)


def test_the_lines_behind_who_owes_too_much(figures: MetricService) -> None:
    rows = behind(figures, "over_limit_amount")
    assert lines(rows) == [(1, 3), (2, 2), (3, 2)], "B is paid: it adds nothing; the master's later row counts"
    assert {row["fact"] for row in rows} == {"customers", "receivable_movements"}
    assert sum(decimal_of(row["amount"]) for row in rows if row["fact"] == "receivable_movements") == 400
    (master,) = [row for row in rows if row["fact"] == "customers"]
    assert (master["customer"], master["balance"], master["credit_limit"]) == ("C1", 400, 300)


def test_the_feeds_name_the_three_files(figures: MetricService) -> None:
    told = figures.explain(Query(("credit_utilisation",), period=DAY), "credit_utilisation", LOCAL_ADMIN)
    assert [(feed.upload, feed.rows) for feed in told.uploads] == [(1, 1), (2, 1), (3, 1)]
    assert told.row_count == 3


def test_what_was_open_on_an_earlier_day(figures: MetricService) -> None:
    rows = behind(figures, "debtors", period=Period.parse("2024-01-31"))
    assert lines(rows) == [(1, 3), (1, 4), (2, 2), (2, 3), (2, 4)]


def test_filters_and_scope_choose_the_customers(figures: MetricService) -> None:
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("西",)}))
    assert lines(behind(figures, "debtors", west)) == [(1, 4), (2, 4)]
    assert lines(behind(figures, "debtors", filters=(Filter("customer", ("C2",)),))) == [(1, 4), (2, 4)]
    assert behind(figures, "over_limit_amount", west).total == 0


def test_a_document_booked_in_another_region_stays_hidden(tmp_path: Path, two: dict[str, list[Cells]]) -> None:
    """The balance is the customer's; whoever sees one region sees only that region's documents of it."""
    moved = [*two["receivables"], {"document": "Z", "date": "2024-01-08", "due": "2024-02-07", "amount": 9, "customer": "C1",
                                   "region": "西", "rep": "E2"}]  # fmt: skip
    made = figures_of(tmp_path, **{**two, "receivables": moved})
    east = Viewer("e", Role.MANAGER, Scope.of({"region": ("东",)}))
    assert (2, 5) in lines(behind(made, "debtors"))
    assert (2, 5) not in lines(behind(made, "debtors", east))


def test_a_scope_balances_cannot_be_held_to_sees_nothing(figures: MetricService) -> None:
    viewer = Viewer("p", Role.MANAGER, Scope.of({"product": ("P1",)}))
    assert behind(figures, "debtors", viewer).total == 0


@pytest.mark.parametrize("metric", sampled(EVERY, 5))
def test_every_row_has_a_line_and_pages_meet(
    random_company: tuple[MetricService, list[Cells], list[Cells]], metric: str
) -> None:
    figures, _, _ = random_company
    found = behind(figures, metric, period=Period.parse("2025-06-30"))
    assert found.total == len(found) > 0
    assert all(row["upload_id"] and row["sheet"] == "test" and cells_of(row)["source_row"] >= 2 for row in found)
    query = Query((metric,), period=Period.parse("2025-06-30"))
    told = figures.explain(query, metric, LOCAL_ADMIN)
    assert (told.row_count, sum(feed.rows for feed in told.uploads)) == (found.total, found.total)
    paged = [row for at in range(0, found.total, 37) for row in figures.rows(query, metric, LOCAL_ADMIN, 37, at)]
    assert lines(paged) == lines(found)


def test_the_rows_add_up_to_what_each_customer_owes(
    random_company: tuple[MetricService, list[Cells], list[Cells]],
) -> None:
    """On random days, against balances worked out from the documents."""
    figures, documents, receipts = random_company
    dice = random.Random(11)
    for _ in range(8):
        at: date = START + timedelta(days=dice.randrange(60, DAYS))
        owed: dict[str, Decimal] = defaultdict(Decimal)
        for item in items_on(at, documents, receipts):
            owed[item.customer] += item.amount
        shown: dict[str, Decimal] = defaultdict(Decimal)
        for row in map(cells_of, behind(figures, "debtors", period=Period(at, at))):
            if row["fact"] == "receivable_movements":
                assert row["date"] <= at
                shown[row["customer"]] += row["amount"]
            else:
                assert row["balance"] == owed[row["customer"]]
                assert (row["credit_limit"] or 0) == 3000 * (int(row["customer"][1:]) % 4)
        assert shown == {name: amount for name, amount in owed.items() if amount > 0}, at
