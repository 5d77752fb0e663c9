"""The core metrics of a small company, computed by a real PostgreSQL, are DuckDB's to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.list import ListSpec
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.query import Compare, ListQuery, Query, Result, Value
from sales_core.kernel.terms import EVERYTHING, Period, Scope
from sales_core.semantic.engine import Engine
from sales_core.semantic.list_runner import run_list
from tests.pages import tiny
from tests.support import postgresql
from tests.support.postgresql_rows import PostgresqlRows, tables_of
from tests.support.stores import store_of

pytestmark = pytest.mark.slow

#: What a company would see first if another engine counted differently.
CORE = (
    "net_sales", "gross_sales", "returns", "quantity", "gross_profit", "margin", "active_customers", "yoy", "target",
    "achievement", "gap", "expected_to_date", "pace", "collections", "receivables_open", "receivables_overdue",
    "overdue_share", "stock_quantity", "stock_value", "near_expiry_value",
)  # fmt: skip
SPLITS: tuple[tuple[str, ...], ...] = ((), ("month",), ("rep",), ("region",), ("region", "month"))
PERIODS = ("2026-05", "2026-01..2026-05", "2025-Q2")
RETURN = {
    "date": "2026-05-06", "order_no": "back", "rep": "E2", "branch": "SH", "region": "East", "customer": "C2",
    "product": "P2", "category": "Juice", "quantity": -5, "amount": "-50.3701", "cost": -35,
}  # fmt: skip
#: A customer who buys in some months, not in December, returns in others, and has bought less since.
IRREGULAR = [
    {
        "date": f"{month}-09", "order_no": month, "rep": "E2", "branch": "SH", "region": "East", "customer": "C4",
        "product": "P2", "category": "Juice", "quantity": amount, "amount": amount, "cost": amount // 2,
    }
    for month, amount in (
        ("2025-05", 90), ("2025-07", -30), ("2025-09", 700), ("2025-10", 5100), ("2025-11", 820), ("2026-01", 640),
        ("2026-02", 3300), ("2026-03", -10), ("2026-04", 5120), ("2026-05", 7),
    )
]  # fmt: skip
#: What a distributor reports of its stock, which does not balance.
REPORTED = {
    "date": "2026-05-18", "holder": "C1", "product": "P2", "batch": "B3", "expiry": "2026-06-01", "quantity": 70,
    "value": 490, "opening": 100, "inbound": 20, "outbound": 60, "branch": "SH", "region": "East",
}  # fmt: skip
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The same version in DuckDB and, copied, in PostgreSQL."""
    if reason := postgresql.missing():
        pytest.skip(reason)
    server = postgresql.Server()
    try:
        rows = tiny.everything()
        rows["sales"] = [*rows["sales"], RETURN, *IRREGULAR]
        rows["stock"] = [*rows["stock"], REPORTED]
        rows["commission_plans"] = [{"date": "2025-01-01", "post": "", "tier_start": 0, "commission_rate": "0.02"}]
        rows["kpi_schemes"] = [
            {"date": "2025-01-01", "post": "", "kpi": kpi, "weight": weight}
            for kpi, weight in (("net_sales", "0.6"), ("collections", "0.4"))
        ]
        snapshot = store_of(tmp_path_factory.mktemp("company"), rows).current()
        copied = PostgresqlRows(server.new_database(), snapshot)
        assert copied.copy(tables_of(product())) > 100
        duckdb, other = (Engine(one, CalendarRules(), product()) for one in (snapshot, copied))
        yield duckdb, other
        copied.close()
    finally:
        server.stop()


def by_key(result: Result) -> dict[tuple[Value, ...], dict[str, Value]]:
    """The rows by their keys, figures to the cent; an order that only a collation decides is no difference."""
    keys = result.query.by
    return {tuple(row[key] for key in keys): {name: shown(row[name]) for name in row} for row in result}


def shown(value: Value) -> Value:
    """A figure to the cent, a ratio to nine digits."""
    if isinstance(value, Decimal):
        return value.quantize(CENT, ROUND_HALF_UP)
    return float(f"{value:.9g}") if isinstance(value, float) else value


#: Every metric by one of the splits, the next by the next; by all of them in the long run.
ASKED = [
    pytest.param(
        metric, by, marks=[pytest.mark.endure] * bool((at + of) % len(SPLITS)), id=f"{metric} {' '.join(by) or 'total'}"
    )
    for at, metric in enumerate(CORE)
    for of, by in enumerate(SPLITS)
]


@pytest.mark.parametrize(("metric_id", "by"), ASKED)
def test_postgresql_counts_as_duckdb_does(metric_id: str, by: tuple[str, ...], engines: tuple[Engine, Engine]) -> None:
    if not supports_dimensions(product(), metric_id, by):
        pytest.skip(f"{metric_id} is not split so")
    known = False
    for text in PERIODS:
        for scope in (EVERYTHING, Scope.of({"region": ("East",)})):
            query = Query((metric_id,), by, Period.parse(text), compare=Compare.LAST_YEAR)
            ours, theirs = (by_key(engine.run(query, scope)) for engine in engines)
            assert theirs == ours, (text, scope)
            known |= any(row[metric_id] for row in ours.values())
    assert known, "a comparison of nothing"


def test_both_know_the_same_days(engines: tuple[Engine, Engine]) -> None:
    for fact in product().facts.values():
        spans = [engine.coverage(fact) for engine in engines]
        assert spans[0] == spans[1], fact.id
    assert isinstance(engines[1].snapshot.as_of, date)


def _asked(spec: ListSpec) -> Iterator[ListQuery]:
    """The list by itself, with each option of its parameters, and of a part of the company."""
    options = [((one.id, option),) for one in spec.parameters for option in one.options]
    for chosen in [(), *options]:
        yield ListQuery(spec.id, parameters=chosen, period=Period.parse("2026-05"))
    yield ListQuery(spec.id, period=Period.parse("2025-12"))
    yield ListQuery(spec.id)


def _rows(engine: Engine, query: ListQuery, scope: Scope) -> list[dict[str, Value]]:
    found = run_list(engine, engine.catalogue.list(query.list_id), query, scope)
    rows = [{name: shown(row[name]) for name in row} for row in found]
    return sorted(rows, key=repr)


@pytest.mark.parametrize("spec", product().lists.values(), ids=lambda spec: spec.id)
def test_postgresql_lists_the_same_rows(spec: ListSpec, engines: tuple[Engine, Engine]) -> None:
    known = 0
    for query in _asked(spec):
        for scope in (EVERYTHING, Scope.of({"region": ("East",)})):
            ours, theirs = (_rows(engine, query, scope) for engine in engines)
            assert theirs == ours, (query, scope)
            known += len(ours)
    assert known, "a comparison of nothing"
