"""No metric, label, row or code shows a viewer anything of another scope."""

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.semantic.company import compiled, figures_of, sales_rows, target_rows
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

APRIL = Period.parse("2026-04")
SCOPES: list[dict[str, tuple[str, ...]]] = [
    {"rep": ("R3",)},
    {"region": ("South",)},
    {"branch": ("B2",), "rep": ("R3", "R4")},
    {"rep": ()},
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[int, MetricService]:
    """Companies that hold nothing but what each scope may see."""
    made = {}
    for number, allowed in enumerate(SCOPES):
        folder = tmp_path_factory.mktemp(f"alone{number}")
        kept = [row for row in sales_rows() if all(row[d] in values for d, values in allowed.items())]
        made[number] = figures_of(folder, sales=kept, targets=target_rows())
    return made


@pytest.mark.parametrize("number", range(len(SCOPES)))
@pytest.mark.parametrize("by", [(), ("rep",), ("customer",), ("month",)])
def test_scoped_equals_a_company_of_only_those_rows(
    figures: MetricService, alone: dict[int, MetricService], number: int, by: tuple[str, ...]
) -> None:
    viewer = Viewer("v", Role.MANAGER, Scope.of(SCOPES[number]))  # who sees costs, so that margins are compared
    names = [n for n in ("net_sales", "margin", "order_count", "active_customers", "lost_customers", "net_sales_ytd",
                         "sales_share", "yoy") if supports_dimensions(product(), n, by)]  # fmt: skip
    query = Query(tuple(names), by, APRIL)
    mine = figures.run(query, viewer)
    only = alone[number].run(query, LOCAL_ADMIN)
    if any(row["net_sales"] for row in only):
        assert mine.rows == only.rows
    else:
        assert not any(row["net_sales"] for row in mine)


# Every metric in other scopes: tests/agreement/test_scope_agreement.py.
@pytest.mark.parametrize("metric_id", sampled(sorted(product().metrics), 3))
def test_no_metric_shows_anything_to_an_empty_scope(figures: MetricService, metric_id: str) -> None:
    nobody = Viewer("nobody", Role.MANAGER, Scope.of({"rep": ()}))
    value = figures.run(Query((metric_id,), period=APRIL), nobody).one()[metric_id]
    assert not value, "an empty scope must see nothing"
    assert figures.rows(Query((metric_id,), period=APRIL), metric_id, nobody).total == 0


@pytest.mark.parametrize("metric_id", sampled(sorted(product().metrics), 3))
def test_rows_behind_stay_in_scope(figures: MetricService, metric_id: str) -> None:
    viewer = Viewer("v", Role.MANAGER, Scope.of({"rep": ("R3",)}))
    for row in figures.rows(Query((metric_id,), period=APRIL), metric_id, viewer, limit=500):
        assert row.get("rep") == "R3"


def test_values_and_codes_stay_in_scope(figures: MetricService) -> None:
    viewer = Viewer("v", Role.REP, Scope.of({"rep": ("R3",)}))
    assert figures.values("rep", viewer) == [("R3", "R3")]
    assert figures.values("branch", viewer) == [("B2", "B2")]
    code = figures.keep_code(Query(("net_sales",), period=APRIL), "net_sales", LOCAL_ADMIN)
    number = figures.resolve(code, viewer)
    mine = figures.explain(number.query, number.metric, viewer, number.version).value
    scoped = Query(("net_sales",), period=APRIL, filters=(Filter("rep", ("R3",)),))
    assert mine == figures.run(scoped, LOCAL_ADMIN).one()["net_sales"]


def test_a_filter_cannot_widen_the_scope(figures: MetricService) -> None:
    viewer = Viewer("v", Role.REP, Scope.of({"rep": ("R3",)}))
    query = Query(("net_sales",), period=APRIL, filters=(Filter("rep", ("R1",)),))
    assert figures.run(query, viewer).one()["net_sales"] == 0


def test_the_cache_does_not_mix_scopes(figures: MetricService) -> None:
    query = Query(("net_sales",), period=APRIL)
    seen = {figures.run(query, Viewer("v", Role.REP, Scope.of({"rep": (rep,)}))).one()["net_sales"]
            for rep in ("R0", "R1", "R2", "R3", "R4", "R5")}  # fmt: skip
    assert len(seen) == 6


def test_a_role_without_the_right_is_told(figures: MetricService) -> None:
    with pytest.raises(NotAllowedError):
        figures.run(Query(("stock_value",), period=APRIL), Viewer("r", Role.REP))


def test_values_are_bound_never_spelled_out(figures: MetricService) -> None:
    evil = "x') OR 1=1 --"
    query = Query(("net_sales",), period=APRIL, filters=(Filter("rep", (evil,)),))
    assert figures.run(query, LOCAL_ADMIN).one()["net_sales"] == 0
    assert evil not in compiled(figures, query).sql
    for bad in (Query((evil,)), Query(("net_sales",), (evil,)), Query(("net_sales",), order_by=evil)):
        with pytest.raises(UsageError):
            figures.run(bad, LOCAL_ADMIN)
