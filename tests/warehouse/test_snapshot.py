"""What a snapshot lets through, and what it does not."""

import threading
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import UnhealthyError, UsageError
from sales_core.kernel.settings import Home
from sales_core.warehouse import build as building
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, Rows, make_store, store_of, table_of

pytestmark = pytest.mark.slow

SALES = [
    {
        "date": f"2026-0{m}-1{m}",
        "rep": f"E{m % 3}",
        "customer": f"C{m}",
        "product": "P",
        "branch": "B",
        "amount": m * 10,
        "quantity": m,
    }
    for m in range(1, 7)
]


def test_values_are_bound_and_decimals_stay(tmp_path: Path) -> None:
    snapshot = make_store(tmp_path, sales=SALES).current()
    table = snapshot.query("SELECT amount FROM sales WHERE rep = $rep ORDER BY date", {"rep": "E1"})
    assert table.schema.field("amount").type == pa.decimal128(18, 4)
    assert table["amount"].to_pylist() == [Decimal(10), Decimal(40)]
    assert snapshot.rows("SELECT count(*) n FROM sales WHERE rep = ?", ["E1' OR true --"]) == [{"n": 0}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY sales TO '/tmp/out.csv'",
        "ATTACH '/tmp/x.db'",
        "INSERT INTO sales (amount) VALUES (1)",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT * FROM secrets_of_python",
    ],
)
def test_sql_reaches_nothing_but_the_snapshot(tmp_path: Path, sql: str) -> None:
    secrets_of_python = pa.table({"a": [1]})
    snapshot = make_store(tmp_path, sales=SALES).current()
    with pytest.raises(Exception, match=r"(?i)error"):
        snapshot.query(sql)
    assert secrets_of_python.num_rows == 1
    assert snapshot.rows("SELECT count(*) n FROM sales") == [{"n": 6}]


def test_threads_share_a_snapshot(tmp_path: Path) -> None:
    store = make_store(tmp_path, sales=SALES)
    wrong = []

    def ask() -> None:
        for _ in range(50):
            if store.current().rows("SELECT sum(amount) a FROM sales WHERE amount > ?", [10]) != [{"a": Decimal(200)}]:
                wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_unknown_and_lost_versions_are_told_apart(tmp_path: Path) -> None:
    store = make_store(tmp_path, sales=SALES)
    with pytest.raises(UsageError):
        store.snapshot(7)
    (tmp_path / "home" / "versions" / "000001.duckdb").unlink()
    with pytest.raises(UnhealthyError):
        store.snapshot(1)


@pytest.mark.endure  # every table and view, whichever way it came about: below
def test_a_month_at_a_time_equals_all_at_once(tmp_path: Path) -> None:
    masters: dict[str, Rows] = {
        "customers": [{"customer": "C1", "channel": "KA"}],
        "reps": [{"rep": "E1", "region": "R"}],
    }
    whole = store_of(tmp_path / "whole", masters | {"sales": SALES})
    home = Home(tmp_path / "steps").make()
    book = FixedBook({})
    store = Store(home, book, product())
    loads: list[tuple[str, Rows]] = [
        ("customers", masters["customers"]),
        *(("sales", [row]) for row in SALES),
        ("reps", masters["reps"]),
    ]
    for number, (name, rows) in enumerate(loads, start=1):
        load = Load(number, name, table_of(product().dataset(name), rows), precedence=number)
        store.build(number - 1, home.root / "versions" / f"{number}.duckdb", number, Change(add=(load,)))
        book.files[number] = f"{number}.duckdb"
    ask = "SELECT * EXCLUDE (upload_id, source_row) FROM {} ORDER BY ALL"
    for table in (
        "sales",
        "sales_day",
        "sales_month_customer",
        "sales_month_product",
        "first_sale",
        "dim_rep",
        "dim_customer",
    ):
        sql = ask.format(table) if table == "sales" else f"SELECT * FROM {table} ORDER BY ALL"
        assert store.current().rows(sql) == whole.current().rows(sql), table


def test_rollups_add_up_to_the_lines(tmp_path: Path) -> None:
    rows = [
        *SALES,
        {
            "date": "2026-01-11",
            "rep": "E1",
            "customer": "C1",
            "product": "P",
            "branch": "B",
            "amount": "-4.5",
            "quantity": -1,
        },
    ]
    snapshot = make_store(tmp_path, sales=rows).current()
    for rollup in ("sales_day", "sales_month_customer", "sales_month_product"):
        (sums,) = snapshot.rows(
            f"SELECT sum(amount) a, sum(gross_amount) g, sum(return_amount) r, sum(return_quantity) q, sum(lines) n FROM {rollup}"
        )
        assert sums == {"a": Decimal("205.5"), "g": Decimal(210), "r": Decimal("-4.5"), "q": Decimal(-1), "n": 7}
        types = snapshot.rows(
            f"SELECT DISTINCT data_type t FROM duckdb_columns() WHERE table_name = '{rollup}' AND column_name = 'amount'"
        )
        assert types == [{"t": "DECIMAL(18,4)"}]


def test_a_file_of_an_older_release_is_derived_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path, sales=SALES)
    monkeypatch.setattr("sales_core.warehouse.store.format_hash", lambda catalogue: "newer")
    monkeypatch.setattr("sales_core.warehouse.build.format_hash", lambda catalogue: "newer")
    snapshot = store.current()
    assert snapshot.path.name == "000001-newer.derived.duckdb"
    assert snapshot.rows("SELECT sum(amount) a FROM sales_day") == [{"a": Decimal(210)}]


def test_a_later_load_that_gives_a_name_its_code_re_resolves_earlier_rows(tmp_path: Path) -> None:
    home = Home(tmp_path).make()
    book = FixedBook({})
    store = Store(home, book, product())
    for number, (name, row) in enumerate(
        [
            ("receivables", {"document": "D1", "date": "2026-05-01", "customer_name": "Alpha", "amount": 1}),
            ("sales", {"date": "2026-05-01", "customer": "C1", "customer_name": "Alpha", "amount": 1}),
        ],
        start=1,
    ):
        load = Load(number, name, table_of(product().dataset(name), [row]), precedence=number)
        store.build(number - 1, home.root / "versions" / f"{number}.duckdb", number, Change(add=(load,)))
        book.files[number] = f"{number}.duckdb"
    assert [store.snapshot(n).rows("SELECT customer c FROM receivables") for n in (1, 2)] == [
        [{"c": "Alpha"}],
        [{"c": "C1"}],
    ]


def test_every_table_and_view_is_the_same_however_it_came_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, load by load, and resolved as many rows are."""
    datasets: dict[str, Rows] = {
        "customers": [{"customer": "C1", "channel": "KA", "term_days": 30}],
        "products": [{"product": "P", "unit_cost": 2}],
        "stock": [{"date": "2026-05-31", "product": "P", "quantity": 9, "branch": "B"}],
        "receivables": [
            {"document": "D1", "date": "2026-05-01", "customer": "C1", "amount": 50},
            {"document": "D2", "date": "2026-05-09", "customer": "C2", "amount": 7},
        ],
        "targets": [{"month": "2026-05", "rep": "E1", "target": 100}],
        "sales": SALES,
        "receipts": [{"receipt": "R1", "date": "2026-06-01", "document": "D1", "amount": 20}],
        "expenses": [{"date": "2026-05-31", "branch": "B", "amount": 3}],
    }
    whole = store_of(tmp_path / "whole", datasets)
    home = Home(tmp_path / "steps").make()
    book = FixedBook({})
    store = Store(home, book, product())
    for number, (name, rows) in enumerate(datasets.items(), start=1):
        load = Load(number, name, table_of(product().dataset(name), rows), precedence=number)
        store.build(number - 1, home.root / "versions" / f"{number}.duckdb", number, Change(add=(load,)))
        book.files[number] = f"{number}.duckdb"
    assert store.content_hash(len(datasets)) == whole.content_hash(1)

    monkeypatch.setattr(building, "is_small", lambda _: False)
    loads = [
        Load(n, name, table_of(product().dataset(name), rows), n) for n, (name, rows) in enumerate(datasets.items(), 1)
    ]
    building.build(product(), whole.path(0), home.root / "versions" / "many.duckdb", 1, Change(add=tuple(loads)))
    assert Store(home, FixedBook({1: "many.duckdb"}), product()).content_hash(1) == whole.content_hash(1)
