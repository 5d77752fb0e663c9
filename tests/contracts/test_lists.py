"""What every declared list keeps: types, rights, scope, an empty store, drills that lead somewhere."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import list_dimensions, supports_dimensions
from sales_core.catalogue.list import ColumnKind
from sales_core.i18n.catalogue import catalogue as texts
from sales_core.i18n.catalogue import locales
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from sales_core.kernel.units import Unit
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store
from tests.support.readers import reader_of
from tests.support.stores import make_store

LISTS = sorted(product().lists)
#: Lists whose rows neither come from one row of a file nor lead to one metric → how they are explained.
EXPLAINED_BY_THEIR_METRICS = {
    "growth_cells": "each cell is net_sales of two questions, which the list names",
    "customer_cohorts": "a cell is a count of many customers and their net_sales, which the list names",
    "expense_usage": "each row is expense and expense_budget of the part that the question chose, which the list names",
    "price_volume_mix": "the effects are of gross_sales, gross_quantity and returns, which the list names",
    "segment_penetration": "a median over customers and a count of them; their net_sales is in the list white_space",
    "paying_habits": "a median over settlements; its figure is the metric days_late",
}
EAST: dict[str, object] = {"country": "CN", "region": "East", "branch": "SH", "rep": "E1"}
WEST: dict[str, object] = {"country": "CN", "region": "West", "branch": "CD", "rep": "E2"}
WEST_MANAGER = Viewer("west", Role.MANAGER, Scope.of({"region": ("West",)}))
NUMBERS = {
    Unit.MONEY: (Decimal,),
    Unit.QUANTITY: (Decimal, float, int),
    Unit.PERCENT: (float, Decimal),
    Unit.RATIO: (float, Decimal),
    Unit.DAYS: (int, float, Decimal),
    Unit.COUNT: (int,),
}
KINDS = {
    ColumnKind.TEXT: (str,),
    ColumnKind.CODE: (str,),
    ColumnKind.DATE: (dt.date,),
    ColumnKind.FLAG: (bool,),
    ColumnKind.NUMBER: (int, float, Decimal),
}


#: Lists about a stretch and the one before it say nothing of all days together.
PERIODS = {"lapsed_customers": Period.parse("2026-05")}


def asked(list_id: str, filters: tuple[Filter, ...] = ()) -> ListQuery:
    """The list as somebody asks for it who chooses nothing that he need not choose."""
    return ListQuery(list_id, PERIODS.get(list_id), filters)


class Rightless(Viewer):
    """Somebody whose role carries no right at all."""

    def may(self, right: Right) -> bool:
        """Never."""
        return False


def _sale(day: str, product_id: str, quantity: int, place: dict[str, object], customer: str) -> dict[str, object]:
    row = {"date": day, "product": product_id, "quantity": quantity, "amount": quantity * 10, "customer": customer}
    return row | {"order_no": f"S-{day}-{customer}"} | place


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A company of two regions with something for every list to say."""
    days = [f"2026-0{month}-{day}" for month in range(1, 6) for day in ("05", "20")]
    stock: dict[str, object] = {
        "quantity": 40,
        "value": 400,
        "expiry": "2026-06-15",
        "made": "2025-12-01",
        "warehouse": "W",
    }
    return make_store(
        tmp_path_factory.mktemp("lists"),
        customers=[
            {"customer": "C1", "customer_name": "Alpha", "channel": "KA", "credit_limit": 50, "term_days": 30, **EAST},
            {"customer": "C2", "customer_name": "Beta", "channel": "KA", **WEST},
        ],
        reps=[{"rep": place["rep"], "role": "rep", "valid_from": "2026-01-01", **place} for place in (EAST, WEST)],
        kpi_schemes=[{"date": "2026-01-01", "post": "rep", "kpi": "net_sales", "weight": "1"}],
        commission_plans=[{"date": "2026-01-01", "post": "rep", "tier_start": 0, "commission_rate": "0.01"}],
        products=[{"product": "P1", "product_name": "Tea", "category": "Tea", "shelf_life_days": 200}],
        sales=[_sale(day, "P1", 3, EAST, "C1") for day in days] + [_sale(day, "P1", 1 if day == days[-2] else 2, WEST, "C2") for day in days[:-1]]
        + [_sale("2026-04-20", "P1", 4, place, who) for place, who in ((EAST, "C3"), (WEST, "C4"))],
        receivables=[
            {"document": f"D{n}", "date": day, "due": day, "amount": 100, "customer": "C1" if n % 2 else "C2"}
            | (EAST if n % 2 else WEST)
            for n, day in enumerate(days)
        ],
        receipts=[
            {"receipt": f"R{n}", "date": f"2026-0{n + 1}-25", "document": f"D{n}", "amount": 100, "customer": who} | place
            for n, (who, place) in enumerate([("C2", WEST), ("C1", EAST), ("C2", WEST), ("C1", EAST)])
        ],
        expenses=[
            {"date": "2026-05-20", "kind": kind, "type": "travel", "amount": 5, "region": "East", "branch": "SH"}
            for kind in ("actual", "budget")
        ],
        # Nobody has visited C1 and C2 since January; what is planned for May is no visit.
        visits=[
            {
                "date": day, "customer": who, "kind": kind, "purpose": "order", "minutes": 20, "result": "agreed",
                "order_no": "S", **place,
            }
            for day, kind in (("2026-01-07", "done"), ("2026-05-07", "planned"))
            for who, place in (("C1", EAST), ("C2", WEST))
        ],
        stock=[
            {"date": f"2026-0{month}-28", "product": "P1", "region": place["region"], "branch": place["branch"]} | stock
            for month in (3, 4, 5)
            for place in (EAST, WEST)
        ]
        + [
            {
                "date": f"2026-0{month}-28", "holder": "C2", "product": "P1", "quantity": 5, "value": 50,
                "opening": 4, "inbound": 3, "outbound": 2,
            } | {"region": "West", "branch": "CD"}
            for month in (3, 4, 5)
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def reader(store: Store) -> FigureReader:
    """Who may see everything of the company; it computes each list once for all tests."""
    return reader_of(store)


@pytest.fixture(scope="module")
def western(store: Store) -> FigureReader:
    """The manager of one of the two regions."""
    return reader_of(store, WEST_MANAGER)


@pytest.fixture(scope="module")
def service(store: Store, tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """The figures of the company, with an application database that knows its uploads."""
    return MetricService(store, AppDatabase(tmp_path_factory.mktemp("appdb") / "ledger.sqlite"), product())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store without a row."""
    return make_store(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("list_id", LISTS)
def test_delivers_what_its_columns_promise(list_id: str, reader: FigureReader) -> None:
    found = reader.run_list(asked(list_id))
    assert found.rows, "the company of this test has rows for every list"
    for row in found:
        for column in found.spec.columns:
            types = NUMBERS[column.unit] if column.unit else KINDS[column.kind]
            assert row[column.id] is None or isinstance(row[column.id], types), (column.id, row[column.id])


@pytest.mark.parametrize("list_id", LISTS)
def test_values_with_words_have_them(list_id: str, reader: FigureReader) -> None:
    found = reader.run_list(asked(list_id))
    for column in found.spec.columns:
        if column.value_texts:
            for value in {row[column.id] for row in found}:
                assert all(f"{column.value_texts}.{value}" in texts(locale) for locale in locales())


@pytest.mark.parametrize("list_id", LISTS)
def test_is_empty_on_an_empty_store(list_id: str, empty: Store) -> None:
    rows = reader_of(empty).run_list(asked(list_id)).rows
    assert all(row.get("customer") is None and not any(isinstance(v, Decimal) for v in row.values()) for row in rows)


@pytest.mark.parametrize("list_id", LISTS)
def test_needs_its_right(list_id: str, store: Store) -> None:
    with pytest.raises(NotAllowedError):
        reader_of(store, Rightless("x")).run_list(asked(list_id))


@pytest.mark.parametrize("list_id", LISTS)
def test_a_scoped_viewer_sees_what_a_filter_shows(
    list_id: str, store: Store, reader: FigureReader, western: FigureReader
) -> None:
    spec = product().list(list_id)
    assert "region" in list_dimensions(product(), spec), "a manager of a region could never see it"
    filtered = reader.run_list(asked(list_id, filters=(Filter("region", ("West",)),)))
    scoped = western.run_list(asked(list_id))
    assert scoped.rows == filtered.rows
    nobody = Viewer("x", Role.MANAGER, Scope.of({"promotion": ("none",)}))
    if "promotion" not in list_dimensions(product(), spec):
        hidden = reader_of(store, nobody).run_list(asked(list_id)).rows
        assert all(
            row.get("customer") is None and not any(isinstance(v, Decimal) for v in row.values()) for row in hidden
        )


@pytest.mark.parametrize("list_id", LISTS)
def test_every_row_is_explained(list_id: str, service: MetricService) -> None:
    """To the file's row it comes from, or to the rows behind the metric it leads to."""
    found = service.run_list(asked(list_id), LOCAL_ADMIN)
    if found.spec.has_lineage:
        origins = [row for row in found if row["upload_id"] is not None]
        assert origins
        assert all(isinstance(row["source_row"], int) for row in origins)
        return
    assert bool(found.spec.drill) is (list_id not in EXPLAINED_BY_THEIR_METRICS), "name the figure that a row is of"
    for drill in found.spec.drill[:1]:
        row = next(row for row in found if row[drill.column] is not None)
        query = found.drill_query(row, drill.column)
        assert query is not None
        behind = service.rows(query, drill.metric, LOCAL_ADMIN)
        assert behind.total
        assert all(one["source_row"] is not None for one in behind)


@pytest.mark.parametrize("list_id", LISTS)
def test_is_computed_once(list_id: str, reader: FigureReader) -> None:
    assert reader.run_list(asked(list_id)) is reader.run_list(asked(list_id))
    other = FigureReader(reader.service, WEST_MANAGER, reader.version)
    assert other.run_list(asked(list_id)) is not reader.run_list(asked(list_id)), "scope is in the key"


@pytest.mark.parametrize("list_id", LISTS)
def test_every_drill_leads_to_a_figure(list_id: str, reader: FigureReader) -> None:
    found = reader.run_list(asked(list_id))
    for drill in found.spec.drill:
        dimension = drill.dimension or found.spec.column(drill.column).dimension
        assert supports_dimensions(product(), drill.metric, [dimension])
        query = found.drill_query(found.rows[0], drill.column)
        assert query is not None
        assert drill.metric in reader.run(query).one()


@pytest.mark.parametrize("list_id", LISTS)
def test_a_column_of_a_metric_has_its_unit(list_id: str) -> None:
    spec = product().list(list_id)
    for column in spec.columns:
        assert not column.metric or column.unit is product().metric(column.metric).unit, column.id
        assert not column.flag or spec.column(column.flag).kind is ColumnKind.FLAG, column.id
        assert not (column.hides_zero or column.is_whole) or column.unit is not None, column.id
