"""What somebody puts into a filter, a scope or a name is a value: it is never run, and the file opens no other file."""

from pathlib import Path

import duckdb
import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.row_scope import in_scope
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store
from tests.support.stores import make_store

ATTACKS = (
    "x' OR '1'='1",
    "x'; DROP TABLE sales; --",
    "x' UNION SELECT content FROM read_text('/etc/passwd') --",
    '"; SELECT 1; --',
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    row = {"date": "2026-05-01", "region": "East", "rep": "R1", "customer": "C1", "product": "P1", "quantity": 1}
    return make_store(tmp_path, sales=[row | {"amount": 100}, row | {"customer": ATTACKS[0], "amount": 7}])


@pytest.fixture
def figures(store: Store, tmp_path: Path) -> MetricService:
    return MetricService(store, AppDatabase(tmp_path / "home" / "ledger.sqlite"), product())


@pytest.mark.parametrize("text", ATTACKS)
def test_a_filter_value_is_a_value(figures: MetricService, store: Store, text: str) -> None:
    query = Query(("net_sales",), filters=(Filter("customer", (text,)),))
    expected = 7 if text == ATTACKS[0] else 0
    assert (figures.run(query, LOCAL_ADMIN).one()["net_sales"] or 0) == expected
    assert len(figures.rows(query, "net_sales", LOCAL_ADMIN)) == bool(expected)
    scoped = Viewer("v", Role.MANAGER, Scope.of({"region": (text,)}))
    assert not figures.run(Query(("net_sales",), by=("customer",)), scoped).rows
    assert store.current().rows("SELECT count(*) AS n FROM sales") == [{"n": 2}]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_name_that_nobody_declared_is_refused_or_hides_everything(
    figures: MetricService, store: Store, text: str
) -> None:
    for asked in (
        Query((text,)),
        Query(("net_sales",), by=(text,)),
        Query(("net_sales",), filters=(Filter(text, ("x",)),)),
        Query(("net_sales",), by=("customer",), order_by=text),
    ):
        with pytest.raises(UsageError):
            figures.run(asked, LOCAL_ADMIN)
    with pytest.raises(UsageError):
        figures.values(text, LOCAL_ADMIN)
    scoped = Viewer("v", Role.MANAGER, Scope.of({text: ("x",)}))
    assert figures.run(Query(("net_sales",)), scoped).one()["net_sales"] in {None, 0}
    assert figures.values("customer", scoped) == []
    assert in_scope(store.current(), "sales", scoped.scope).text == "FALSE"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT content FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "COPY sales TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "DELETE FROM sales",
        "SELECT * FROM store",
    ],
)
def test_even_a_statement_that_got_through_reaches_nothing(store: Store, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        store.current().rows(sql)


def test_names_of_others_are_not_told_by_their_code(tmp_path: Path) -> None:
    rows = [
        {"date": "2026-05-01", "region": region, "customer": code, "customer_name": name, "amount": 1, "quantity": 1}
        for region, code, name in (("East", "C1", "One"), ("West", "C9", "Nine"))
    ]
    store = make_store(tmp_path, sales=rows)
    figures = MetricService(store, AppDatabase(tmp_path / "home" / "ledger.sqlite"), product())
    east = Viewer("e", Role.MANAGER, Scope.of({"region": ("East",)}))
    assert figures.labels("customer", ("C1", "C9"), None, east) == {"C1": "One", "C9": "C9"}
    assert figures.labels("customer", ("C9",), None, LOCAL_ADMIN) == {"C9": "Nine"}


def test_a_code_is_opened_with_the_openers_eyes(figures: MetricService) -> None:
    query = Query(("net_sales",), filters=(Filter("customer", ("C1",)),))
    code = figures.keep_code(query, "net_sales", LOCAL_ADMIN)
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("West",)}))
    number = figures.resolve(code, west)
    found = figures.explain(number.query, number.metric, west, number.version)
    assert (found.value or 0, found.row_count, found.uploads) == (0, 0, ())
    assert len(figures.rows(number.query, number.metric, west, version=number.version)) == 0
