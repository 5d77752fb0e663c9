"""Only the columns that say something are stored, and only rollups that are short: neither may be noticed."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Home
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, Rows, make_store, table_of

pytestmark = pytest.mark.slow

PLAIN = {"date": "2026-01-05", "rep": "E1", "customer": "C1", "product": "P1", "amount": 100, "quantity": 2}
#: Each fills columns that no row before it did.
STEPS = [
    [PLAIN],
    [PLAIN | {"date": "2026-02-05", "channel": "KA", "region": "R", "branch": "B"}],
    [PLAIN | {"date": "2026-03-05", "amount": -30, "quantity": -1}],
    [PLAIN | {"date": "2026-04-05", "cost": 60, "list_price": 55, "brand": "X", "order_no": "N1"}],
    [PLAIN | {"date": "2026-05-05", "warehouse": "W", "promotion": "618"}, PLAIN | {"date": "2026-05-06", "amount": 7}],
]
TABLES = (
    "sales",
    "sales_day",
    "sales_day_customer",
    "sales_month_customer",
    "sales_month_product",
    "first_sale",
    "raw_sales",
)
SUMS = ("quantity", "amount", "gross_amount", "return_amount", "return_quantity", "cost", "costed_amount", "lines")


def stepwise(tmp_path: Path, steps: Sequence[Rows]) -> Store:
    """A store with one version a step."""
    home, book = Home(tmp_path).make(), FixedBook({})
    store = Store(home, book, product())
    for number, rows in enumerate(steps, start=1):
        load = Load(number, "sales", table_of(product().dataset("sales"), rows), precedence=number)
        store.build(number - 1, home.root / "versions" / f"{number}.duckdb", number, Change(add=(load,)))
        book.files[number] = f"{number}.duckdb"
    return store


def content(store: Store, table: str) -> list[dict[str, object]]:
    lineage = {"sales": "upload_id, source_row", "raw_sales": "upload_id, source_row"}.get(table)
    kept = f"* EXCLUDE ({lineage})" if lineage else "*"
    return store.current().rows(f"SELECT {kept} FROM {table} ORDER BY ALL")


@pytest.mark.parametrize("table", TABLES)
def test_columns_that_come_later_read_as_if_they_had_always_been_there(tmp_path: Path, table: str) -> None:
    grown = stepwise(tmp_path / "grown", STEPS)
    at_once = make_store(tmp_path / "once", sales=[row for step in STEPS for row in step])
    assert content(grown, table) == content(at_once, table)


def test_a_column_nobody_fills_is_not_stored_and_reads_as_blank(tmp_path: Path) -> None:
    store = make_store(tmp_path, sales=[PLAIN])
    stored = {row["column_name"] for row in store.current().rows("DESCRIBE sales_stored")}
    assert {"date", "amount", "customer"} <= stored
    assert not stored & {"channel", "cost", "is_return", "promotion", "source_col"}
    (row,) = store.current().rows("SELECT channel, cost, is_return, promotion, source_col FROM sales")
    assert row == {"channel": "", "cost": None, "is_return": False, "promotion": "", "source_col": ""}
    (row,) = store.current().rows("SELECT channel, promotion, source_col FROM raw_sales")
    assert row == {"channel": None, "promotion": None, "source_col": ""}


def many(days: int, customers: int) -> list[dict[str, int | str | None]]:
    """Rows of one rep; with few customers a month's rollup is short, with many it is as long as the lines."""
    return [
        {
            "date": f"2026-{month:02d}-{day:02d}",
            "rep": "E1",
            "customer": f"C{(day * 31 + month) % customers}",
            "product": f"P{(day * 17 + month) % customers}",
            "amount": -day if day % 5 == 0 else day * 10,
            "quantity": -1 if day % 5 == 0 else day,
            "cost": None if day % 3 == 0 else day * 6,
        }
        for month in (1, 2, 3)
        for day in range(1, days + 1)
    ]


@pytest.mark.parametrize(("customers", "is_stored"), [(2, True), (1000, False)])
@pytest.mark.parametrize("by", ["customer", "product"])
def test_a_rollup_sums_alike_whether_stored_or_not(tmp_path: Path, customers: int, is_stored: bool, by: str) -> None:
    rows = many(28, customers)
    snapshot = make_store(tmp_path, sales=rows).current()
    rollup = f"sales_month_{by}"
    tables = {row["table_name"] for row in snapshot.rows("SELECT table_name FROM duckdb_tables()")}
    assert (f"{rollup}_stored" in tables) is is_stored
    assert snapshot.rows(f"SELECT count(*) n FROM {rollup}") == [{"n": 6 if is_stored else len(rows)}]
    lines = pd.DataFrame(rows)
    returned, costed = lines["amount"] < 0, lines["cost"].notna()
    lines = lines.assign(
        month=lines["date"].str[:7],
        gross_amount=lines["amount"].where(~returned, 0),
        return_amount=lines["amount"].where(returned, 0),
        return_quantity=lines["quantity"].where(returned, 0),
        costed_amount=lines["amount"].where(costed, 0),
        cost=lines["cost"].fillna(0),
        lines=1,
    )
    expected = lines.groupby(["month", by])[list(SUMS)].sum()
    sums = ", ".join(f"sum({name}) AS {name}" for name in SUMS)
    found = snapshot.rows(f"SELECT strftime(month, '%Y-%m') AS month, {by}, {sums} FROM {rollup} GROUP BY 1, 2")
    assert len(found) == len(expected)
    for row in found:
        for name in SUMS:
            assert Decimal(row[name]) == Decimal(str(expected.loc[(row["month"], row[by]), name])), (row, name)


def test_a_rollup_that_becomes_short_holds_the_earlier_months_too(tmp_path: Path) -> None:
    long, short = many(3, 1000), [row | {"date": str(row["date"]).replace("2026", "2027")} for row in many(28, 1)]
    store = stepwise(tmp_path, [long, short])
    assert store.snapshot(1).rows(
        "SELECT count(*) n FROM duckdb_tables() WHERE table_name LIKE '%month_customer_stored'"
    ) == [{"n": 0}]
    (row,) = store.current().rows("SELECT sum(lines) n, sum(amount) a FROM sales_month_customer_stored")
    assert row == {"n": len(long) + len(short), "a": Decimal(sum(int(str(r["amount"])) for r in (*long, *short)))}


def test_the_content_hash_does_not_tell_how_a_version_came_about(tmp_path: Path) -> None:
    long, short = many(3, 1000), [row | {"date": str(row["date"]).replace("2026", "2027")} for row in many(28, 1)]
    grown = stepwise(tmp_path / "grown", [long, short])
    swapped = stepwise(tmp_path / "swapped", [short, long])
    assert grown.content_hash(2) == swapped.content_hash(2)
    other = stepwise(tmp_path / "other", [long, [short[0] | {"amount": 1}, *short[1:]]])
    assert grown.content_hash(2) != other.content_hash(2)


def test_raw_tables_of_an_older_release_are_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path, sales=STEPS[1])
    expected = content(store, "sales"), content(store, "raw_sales")
    path = store.current().path
    store.current().close()
    with duckdb.connect(str(path)) as con:
        con.execute("DROP VIEW raw_sales; ALTER TABLE raw_sales_stored RENAME TO raw_sales")
        con.execute("DROP VIEW sales; CREATE TABLE sales AS SELECT * FROM sales_stored; DROP TABLE sales_stored")
        con.execute("UPDATE meta SET value = 'older' WHERE key = 'format'")
    store = Store(Home(tmp_path / "home"), FixedBook({1: path.name}), product())
    assert (content(store, "sales"), content(store, "raw_sales")) == expected


def test_rows_of_one_load_are_seen_by_names_while_they_are_written(tmp_path: Path) -> None:
    """The sales of a single load are resolved before they stand in their raw table."""
    rows = [PLAIN | {"customer_name": "Acme"}, PLAIN | {"customer": None, "customer_name": "Acme", "amount": 5}]
    store = make_store(tmp_path, sales=rows)
    assert store.current().rows("SELECT customer, sum(amount) a FROM sales GROUP BY 1") == [
        {"customer": "C1", "a": Decimal(105)}
    ]
    assert store.current().rows("SELECT count(*) n, count(DISTINCT upload_id) u FROM raw_sales") == [{"n": 2, "u": 1}]


@pytest.mark.parametrize("later", [STEPS[2], STEPS[1][:1] + STEPS[3]])
def test_a_load_on_top_of_an_older_release(tmp_path: Path, later: Rows) -> None:
    store = stepwise(tmp_path, [STEPS[1]])
    path = store.current().path
    store.current().close()
    with duckdb.connect(str(path)) as con:
        con.execute("DROP VIEW raw_sales; ALTER TABLE raw_sales_stored RENAME TO raw_sales")
        con.execute("ALTER TABLE raw_sales ADD COLUMN list_price DECIMAL(18,4)")
        con.execute("DROP VIEW sales; CREATE TABLE sales AS SELECT * FROM sales_stored; DROP TABLE sales_stored")
        con.execute("UPDATE meta SET value = 'older' WHERE key = 'format'")
    store = Store(Home(tmp_path), FixedBook({1: path.name}), product())
    after = path.with_name("2.duckdb")
    store.build(1, after, 2, Change(add=(Load(2, "sales", table_of(product().dataset("sales"), later), precedence=2),)))
    fresh = stepwise(tmp_path / "fresh", [STEPS[1], later])
    ask = "SELECT * EXCLUDE (upload_id, source_row) FROM sales ORDER BY ALL"
    assert store.preview(after, 2).rows(ask) == fresh.current().rows(ask)
