"""How stated rows become facts; every expectation is worked out in the test's own words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.stores import Rows, make_store, store_of

pytestmark = pytest.mark.slow


def test_a_transfer_does_not_rewrite_history(tmp_path: Path) -> None:
    # E1 sold in North until 30 April, in South from 1 May; one posting row each.
    snapshot = make_store(
        tmp_path,
        reps=[
            {
                "rep": "E1",
                "rep_name": "Ann",
                "region": "North",
                "branch": "N1",
                "valid_from": "2025-01-01",
                "valid_to": "2026-04-30",
            },
            {"rep": "E1", "rep_name": "Ann", "region": "South", "branch": "S1", "valid_from": "2026-05-01"},
        ],
        sales=[
            {"date": "2026-04-30", "rep": "E1", "amount": 10},
            {"date": "2026-05-01", "rep_name": "Ann", "amount": 20},
            {"date": "2024-12-31", "rep": "E1", "amount": 3},
        ],
        targets=[{"month": "2026-04", "rep": "E1", "target": 7}, {"month": "2026-05", "rep": "E1", "target": 8}],
    ).current()
    by_region = {r["region"]: r["a"] for r in snapshot.rows("SELECT region, sum(amount) a FROM sales GROUP BY 1")}
    # The line before the first posting belongs to the nearest posting.
    assert by_region == {"North": Decimal(13), "South": Decimal(20)}
    assert {r["branch"]: r["target"] for r in snapshot.rows("SELECT branch, target FROM targets")} == {"N1": 7, "S1": 8}
    (rep,) = snapshot.rows("SELECT name, region, branch FROM dim_rep")
    assert rep == {"name": "Ann", "region": "South", "branch": "S1"}
    assert [
        (r["valid_from"], r["valid_to"]) for r in snapshot.rows("SELECT * FROM rep_postings ORDER BY valid_from")
    ] == [
        (date(2025, 1, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(9999, 12, 31)),
    ]


def test_the_line_wins_over_the_posting_and_never_mixes_with_it(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        reps=[{"rep": "E1", "region": "East", "branch": "SH"}, {"rep": "E2", "region": "North", "branch": "BJ"}],
        sales=[
            {"date": "2026-05-01", "rep": "E1", "branch": "BJ", "amount": 1},  # BJ lies in North
            {"date": "2026-05-02", "rep": "E1", "region": "West", "amount": 2},  # no branch is known in West
            {"date": "2026-05-03", "rep": "E1", "amount": 4},
        ],
    ).current()
    found = [(r["region"], r["branch"]) for r in snapshot.rows("SELECT region, branch FROM sales ORDER BY date")]
    assert found == [("North", "BJ"), ("West", ""), ("East", "SH")]


def test_names_become_codes_only_when_one_code_has_the_name(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        customers=[
            {"customer": "C1", "customer_name": "Alpha", "channel": "KA", "rep": "E1", "customer_class": "A"},
            {"customer": "C2", "customer_name": "Twin"},
            {"customer": "C3", "customer_name": "Twin"},
            {"customer_name": "Nameless"},
        ],
        products=[{"product": "P1", "product_name": "Tea", "category": "Drinks", "unit_cost": 4}],
        sales=[
            {"date": "2026-05-01", "customer_name": "Alpha", "product_name": "Tea", "quantity": 2, "amount": 10},
            {"date": "2026-05-02", "customer_name": "Twin", "product": "P9", "product_name": "Nut", "amount": 10},
            {"date": "2026-05-03", "customer_name": "Nameless", "channel": "Web", "amount": 10},
        ],
    ).current()
    rows = snapshot.rows(
        "SELECT customer, channel, customer_class, rep, product, category, cost FROM sales ORDER BY date"
    )
    assert rows[0] == {
        "customer": "C1",
        "channel": "KA",
        "customer_class": "A",
        "rep": "E1",
        "product": "P1",
        "category": "Drinks",
        "cost": Decimal(8),
    }
    assert [r["customer"] for r in rows] == ["C1", "Twin", "Nameless"]
    assert rows[2]["channel"] == "Web"
    names = {r["product"]: r["name"] for r in snapshot.rows("SELECT product, name FROM dim_product")}
    assert names == {"P1": "Tea", "P9": "Nut"}
    assert {r["customer"] for r in snapshot.rows("SELECT customer FROM dim_customer")} == {
        "C1",
        "C2",
        "C3",
        "Twin",
        "Nameless",
    }


def test_cost_in_order_of_trust(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        products=[{"product": "P1", "unit_cost": 1}],
        sales=[
            {
                "date": "2026-05-01",
                "product": "P1",
                "quantity": 2,
                "amount": 10,
                "cost": 7,
                "unit_cost": 3,
                "profit": 5,
            },
            {"date": "2026-05-02", "product": "P1", "quantity": 2, "amount": 10, "unit_cost": 3, "profit": 5},
            {"date": "2026-05-03", "product": "P1", "quantity": 2, "amount": 10, "profit": 5},
            {"date": "2026-05-04", "product": "P1", "quantity": 2, "amount": 10},
            {"date": "2026-05-05", "product": "P2", "quantity": 2, "amount": 10},
            {"date": "2026-05-06", "product": "P2", "quantity": 2, "price": "4.5"},
        ],
    ).current()
    rows = snapshot.rows("SELECT cost, amount FROM sales ORDER BY date")
    assert [r["cost"] for r in rows] == [7, 6, 5, 2, None, None]
    assert rows[5]["amount"] == 9
    (day,) = snapshot.rows("SELECT sum(cost) c, sum(costed_amount) a, sum(amount) t FROM sales_day")
    assert day == {"c": Decimal(20), "a": Decimal(40), "t": Decimal(59)}


def test_currencies_by_the_latest_rate_on_or_before_the_day(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        exchange_rates=[
            {"date": "2026-04-01", "from_currency": "USD", "to_currency": "CNY", "rate": 7},
            {"date": "2026-05-01", "from_currency": "USD", "to_currency": "CNY", "rate": "7.2"},
            {"date": "2026-05-01", "from_currency": "CNY", "to_currency": "JPY", "rate": 20},
        ],
        sales=[
            {"date": "2026-04-30", "currency": "USD", "amount": 10},
            {"date": "2026-05-01", "currency": "USD", "amount": 10},
            {"date": "2026-05-02", "currency": "USD", "amount": 10, "exchange_rate": 8},
            {"date": "2026-05-03", "currency": "JPY", "amount": 100},
            {"date": "2026-05-04", "amount": 1},
        ],
    ).current()
    rows = snapshot.rows("SELECT amount, amount_stated, currency FROM sales ORDER BY date")
    assert [r["amount"] for r in rows] == [70, 72, 80, 5, 1]
    assert [r["currency"] for r in rows] == ["USD", "USD", "USD", "JPY", "CNY"]
    assert rows[3]["amount_stated"] == 100


def test_receivables_due_sign_and_receipts_of_a_document(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        customers=[
            {"customer": "C1", "customer_name": "Alpha", "term_days": 30, "branch": "SH", "region": "East", "rep": "E1"}
        ],
        receivables=[
            {"document": "D1", "date": "2026-05-01", "customer_name": "Alpha", "amount": 100},
            {"document": "D2", "date": "2026-05-01", "due": "2026-05-10", "customer": "C1", "amount": 100, "paid": 40},
            {"document": "D3", "date": "2026-05-02", "customer": "C9", "amount": 30, "document_type": "credit_note"},
        ],
        receipts=[
            {"receipt": "R1", "date": "2026-06-01", "document": "D1", "amount": 60},
            {"receipt": "R2", "date": "2026-06-02", "customer": "C1", "amount": 5},
        ],
    ).current()
    rows = snapshot.rows("SELECT * FROM receivables ORDER BY document")
    assert [r["due"] for r in rows] == [date(2026, 5, 31), date(2026, 5, 10), date(2026, 5, 2)]
    assert [r["amount"] for r in rows] == [100, 100, -30]
    assert rows[0]["branch"] == "SH"
    assert rows[0]["rep"] == "E1"
    receipts = snapshot.rows("SELECT customer, branch, rep, document FROM receipts ORDER BY receipt")
    assert receipts[0] == {"customer": "C1", "branch": "SH", "rep": "E1", "document": "D1"}
    assert receipts[1]["document"] == ""


def test_stock_value_and_expiry_from_the_product(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        products=[{"product": "P1", "unit_cost": 2, "shelf_life_days": 10, "min_quantity": 3, "brand": "B"}],
        stock=[
            {"date": "2026-05-31", "product": "P1", "quantity": 5, "made": "2026-05-01"},
            {"date": "2026-05-31", "product": "P2", "quantity": 4, "value": 10},
            {"date": "2026-05-31", "product": "P3", "quantity": 4},
        ],
    ).current()
    rows = snapshot.rows("SELECT value, unit_cost, expiry, min_quantity, brand FROM stock ORDER BY product")
    assert [r["value"] for r in rows] == [10, 10, None]
    assert rows[1]["unit_cost"] == Decimal("2.5")
    assert (rows[0]["expiry"], rows[0]["min_quantity"], rows[0]["brand"]) == (date(2026, 5, 11), 3, "B")


def test_one_sided_keys_are_all_in_the_dimensions(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        sales=[{"date": "2026-05-01", "rep": "only_sales", "branch": "B1", "region": "R1", "amount": 1}],
        targets=[{"month": "2026-05", "rep": "only_target", "branch": "B2", "region": "R2", "target": 1}],
        reps=[{"rep": "only_master"}],
    ).current()
    assert {r["rep"] for r in snapshot.rows("SELECT rep FROM dim_rep")} == {"only_sales", "only_target", "only_master"}
    assert {(r["branch"], r["region"]) for r in snapshot.rows("SELECT branch, region FROM dim_branch")} == {
        ("B1", "R1"),
        ("B2", "R2"),
    }


def test_as_of_ignores_the_future_and_prefers_sales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    rows: dict[str, Rows] = {
        "sales": [{"date": "2026-05-20", "amount": 1}, {"date": "2099-12-31", "amount": 1}],
        "stock": [{"date": "2026-05-31", "product": "P", "quantity": 1}],
    }
    assert store_of(tmp_path / "a", rows).current().as_of == date(2026, 5, 20)
    assert make_store(tmp_path / "b", stock=rows["stock"]).current().as_of == date(2026, 5, 31)
    nothing = make_store(tmp_path / "c").current()
    assert nothing.is_empty
    assert nothing.as_of == date(2026, 6, 10)


def test_large_amounts_fit(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        exchange_rates=[{"date": "2026-04-01", "from_currency": "USD", "to_currency": "CNY", "rate": "7.12345678"}],
        products=[{"product": "P", "unit_cost": "123456.7891"}],
        sales=[
            {"date": "2026-05-01", "product": "P", "quantity": 5000000, "price": "123456.7891", "list_price": "999999"},
            {"date": "2026-05-02", "currency": "USD", "amount": "12345678901.2345"},
        ],
    ).current()
    rows = snapshot.rows("SELECT amount, cost FROM sales ORDER BY date")
    assert rows[0] == {"amount": Decimal(617283945500), "cost": Decimal(617283945500)}
    assert rows[1]["amount"] == (Decimal("12345678901.2345") * Decimal("7.12345678")).quantize(Decimal("0.0001"))


def test_without_a_master_a_name_means_the_code_that_other_rows_give_it(tmp_path: Path) -> None:
    snapshot = make_store(
        tmp_path,
        sales=[
            {
                "date": "2026-05-01",
                "rep": "E1",
                "rep_name": "Ann",
                "customer": "C1",
                "customer_name": "Alpha",
                "amount": 1,
            },
            {
                "date": "2026-05-01",
                "rep": "E2",
                "rep_name": "Sam",
                "customer": "C2",
                "customer_name": "Twin",
                "amount": 1,
            },
            {
                "date": "2026-05-01",
                "rep": "E3",
                "rep_name": "Sam",
                "customer": "C3",
                "customer_name": "Twin",
                "amount": 1,
            },
        ],
        targets=[
            {"month": "2026-05", "rep_name": "Ann", "target": 5},
            {"month": "2026-05", "rep_name": "Sam", "target": 6},
        ],
        receivables=[
            {"document": "D1", "date": "2026-05-01", "customer_name": "Alpha", "amount": 1},
            {"document": "D2", "date": "2026-05-01", "customer_name": "Twin", "amount": 1},
        ],
    ).current()
    assert {r["rep"]: r["target"] for r in snapshot.rows("SELECT rep, target FROM targets")} == {"E1": 5, "Sam": 6}
    assert [r["customer"] for r in snapshot.rows("SELECT customer FROM receivables ORDER BY document")] == [
        "C1",
        "Twin",
    ]
