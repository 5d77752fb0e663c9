"""Declared lists: rows, rights, scope, filters, parameters, order, lineage, drill."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.list import ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Compare, Filter, ListQuery
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from sales_core.kernel.units import Unit
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.present import decimal_of

EAST = {"region": "东", "branch": "上海", "rep": "E1"}
WEST = {"region": "西", "branch": "成都", "rep": "E2"}
REP = Viewer("e2", Role.REP, Scope((("rep", ("E2",)),)))


def document(number: str, day: str, due: str, amount: int, customer: str = "C1", **more: object) -> dict[str, object]:
    where = EAST if customer == "C1" else WEST
    return {"document": number, "date": day, "due": due, "amount": amount, "customer": customer} | where | more


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(
        tmp_path_factory.mktemp("lists"),
        customers=[
            {"customer": "C1", "customer_name": "甲"} | EAST,
            {"customer": "C2", "customer_name": "乙"} | WEST,
        ],
        receivables=[
            document("A", "2024-01-01", "2024-01-31", 600, instalment="1"),
            document("A", "2024-01-01", "2024-02-29", 400, instalment="2"),
            document("B", "2024-01-10", "2024-02-09", 50, settled="2024-02-12"),
            document("K", "2024-02-10", "2024-02-10", -100, document_type="credit_note", original="A"),
            document("X", "2024-02-01", "2024-03-02", 100, "C2"),
            document("P", "2024-02-15", "2024-03-16", 70, "C2", paid=70),
        ],
        receipts=[
            {"receipt": "r1", "date": "2024-01-20", "amount": 700, "document": "A", "customer": "C1"} | EAST,
            {"receipt": "r3", "date": "2024-03-02", "amount": 40, "document": "", "customer": "C1"} | EAST,
            {"receipt": "r5", "date": "2024-02-25", "amount": 20, "document": "P", "customer": "C2"} | WEST,
        ],
    )


def test_a_period_is_read_on_its_last_day_that_is_over(service: MetricService) -> None:
    result = service.run_list(ListQuery("open_items", Period.parse("2024-02")), LOCAL_ADMIN)
    assert result.period == Period.parse("2024-02")
    assert [row["document"] for row in result] == ["A", "X", "P"]
    running = service.run_list(ListQuery("open_items", Period.parse("2024-03")), LOCAL_ADMIN)
    assert running.partial
    assert running.period.end == running.as_of == date(2024, 3, 2)


def test_filters_and_scope_narrow_every_scan(service: MetricService) -> None:
    east = service.run_list(ListQuery("open_items", filters=(Filter("customer", ("C1",)),)), LOCAL_ADMIN)
    assert {row["customer"] for row in east} == {"C1"}
    assert {row["customer"] for row in service.run_list(ListQuery("open_items"), REP)} == {"C2"}
    warehouse = Viewer("w", Role.ADMIN, Scope((("warehouse", ("W1",)),)))
    assert not service.run_list(ListQuery("open_items"), warehouse).rows


def test_order_limit_and_parameters(service: MetricService) -> None:
    first = service.run_list(ListQuery("open_items", order_by="-open", limit=1), LOCAL_ADMIN)
    assert [row["open"] for row in first] == [Decimal(200)]
    large = service.run_list(ListQuery("open_items", parameters=(("smallest", Decimal(100)),)), LOCAL_ADMIN)
    assert {abs(decimal_of(row["open"])) >= 100 for row in large} == {True}


@pytest.mark.parametrize(
    "query",
    [
        ListQuery("open_item"),
        ListQuery("open_items", filters=(Filter("product", ("P",)),)),
        ListQuery("open_items", filters=(Filter("nothing", ("P",)),)),
        ListQuery("open_items", parameters=(("least", 1),)),
        ListQuery("open_items", order_by="-price"),
    ],
)
def test_what_a_list_does_not_have_is_refused(service: MetricService, query: ListQuery) -> None:
    with pytest.raises(UsageError):
        service.run_list(query, LOCAL_ADMIN)


def test_a_role_without_the_right_is_refused(service: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sales_core.kernel.terms.RIGHTS", {Role.REP: frozenset()})
    with pytest.raises(NotAllowedError):
        service.run_list(ListQuery("open_items"), REP)


def test_a_cell_leads_to_the_metric_with_its_key(service: MetricService) -> None:
    result = service.run_list(ListQuery("open_items", Period.parse("2024-02")), LOCAL_ADMIN)
    query = result.drill_query(result.rows[0], "customer_name")
    assert query is not None
    assert query.filters == (Filter("customer", ("C1",)),)
    assert service.run(query, LOCAL_ADMIN).one()["receivables_open"] == sum(
        decimal_of(row["open"]) for row in result if row["customer"] == "C1"
    )
    assert result.drill_query(result.rows[0], "open") is None


def test_rows_tell_where_they_come_from(service: MetricService) -> None:
    result = service.run_list(ListQuery("open_items"), LOCAL_ADMIN)
    assert all(row["upload_id"] and row["source_row"] for row in result)
    assert service.list_files(result, LOCAL_ADMIN) == {}


def test_every_list_runs_and_every_drill_exists(service: MetricService) -> None:
    for list_id, spec in product().lists.items():
        result = service.run_list(ListQuery(list_id), LOCAL_ADMIN)
        assert result.columns
        for drill in spec.drill:
            dimension = drill.dimension or spec.column(drill.column).dimension
            assert supports_dimensions(product(), drill.metric, [dimension]), (list_id, drill)


GROWTH = ListSpec(
    id="toy_growth",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(
        MetricScan("now", ("invoiced",), ("customer",), by_parameters=("level", "path")),
        MetricScan("earlier", ("invoiced",), ("customer",), on_compared=Compare.LAST_MONTH),
    ),
    columns=(
        ListColumn("part", dimension="branch"),
        ListColumn("now", Unit.MONEY),
        ListColumn("earlier", Unit.MONEY),
    ),
    sql="""
    SELECT {sql:part} AS part, sum(n.invoiced) AS now, sum(e.invoiced) AS earlier
    FROM {metrics:now} AS n LEFT JOIN {metrics:earlier} AS e ON e.customer = n.customer WHERE {param:path}
    GROUP BY {sql:part}
    """,
    order=("part",),
    parameters=(
        ListParameter("level", "branch", {"branch": {"part": "n.branch"}, "rep": {"part": "n.rep"}}),
        ListParameter("path", ()),
    ),
)


def test_a_list_over_metrics_is_compiled_like_them(service: MetricService) -> None:
    toys = MetricService(service._store, service._appdb, product().extended(lists=(GROWTH,)))
    query = ListQuery("toy_growth", Period.parse("2024-02"))
    assert toys.run_list(query, LOCAL_ADMIN).rows == (
        {"part": "上海", "now": Decimal(-100), "earlier": Decimal(1050)},
        {"part": "成都", "now": Decimal(170), "earlier": None},
    )
    assert [row["part"] for row in toys.run_list(query, REP)] == ["成都"]
    narrowed = replace(query, parameters=(("level", "rep"), ("path", (Filter("region", ("东",)),))))
    assert [row["part"] for row in toys.run_list(narrowed, LOCAL_ADMIN)] == ["E1"]
    with pytest.raises(UsageError):
        toys.run_list(replace(query, filters=(Filter("product", ("P",)),)), LOCAL_ADMIN)
