"""A manager's figure is the administrator's figure filtered to his rows, or a refusal; for every metric there is."""

from collections.abc import Callable

import pytest

from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of, leaves, supports_dimensions
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from tests.agreement.conftest import EAST
from tests.agreement.test_agreement import EVERY, same

SCOPES = [
    EAST,
    {"rep": ("E1", "E2"), "region": ("East",)},
    {"rep": ()},
    pytest.param({"branch": ("BJ",)}, marks=pytest.mark.endure),
    pytest.param({"rep": ("E1",)}, marks=pytest.mark.endure),
]


@pytest.mark.parametrize("allowed", SCOPES, ids=str)
@pytest.mark.parametrize(
    ("period", "every"),
    [("2026-05", 2), *(pytest.param(period, 1, marks=pytest.mark.endure) for period in ("2026-05", "2026-Q1"))],
)
def test_every_metric_in_scope_is_the_filtered_one(
    workspace: Workspace, allowed: dict[str, tuple[str, ...]], period: str, every: int
) -> None:
    """Of every second metric, in another scope of the others."""
    viewer = Viewer("m", Role.MANAGER, Scope.of(allowed))
    filters = tuple(Filter(name, values) for name, values in sorted(allowed.items()))
    span = Period.parse(period)
    for name in EVERY[sum(map(len, allowed.values())) % every :: every]:
        query = Query((name,), period=span)
        mine = workspace.figures.run(query, viewer).one()[name]
        if any(leaf.ignore_filters for leaf in leaves(product(), name)):
            continue  # a share of all that the viewer may see: his own whole, see below
        if supports_dimensions(product(), name, list(allowed)):
            whole = Query((name,), period=span, filters=filters)
            assert same(mine, workspace.figures.run(whole, LOCAL_ADMIN).one()[name]), name
        else:
            assert not mine, f"{name} does not know whose its rows are, so it may show none"


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.endure)])
@pytest.mark.parametrize("allowed", SCOPES, ids=str)
def test_rows_and_totals_of_everything_stay_in_scope(
    workspace: Workspace, allowed: dict[str, tuple[str, ...]], every: int
) -> None:
    viewer = Viewer("m", Role.MANAGER, Scope.of(allowed))
    span = Period.parse("2026-05")
    for name in EVERY[sum(map(len, allowed.values())) % every :: every]:
        for row in workspace.figures.rows(Query((name,), period=span), name, viewer, limit=1000):
            for dimension, values in allowed.items():
                assert row.get(dimension) in values, (name, row)
    filters = tuple(Filter(name, values) for name, values in sorted(allowed.items()))
    mine = workspace.figures.run(Query(("net_sales_all",), period=span), viewer).one()["net_sales_all"]
    own = workspace.figures.run(Query(("net_sales",), period=span, filters=filters), LOCAL_ADMIN).one()["net_sales"]
    assert (mine or 0) == (own or 0)


@pytest.mark.parametrize("name", EVERY)
def test_a_rep_is_refused_what_his_role_may_not_see(workspace: Workspace, name: str) -> None:
    viewer = Viewer("r", Role.REP, Scope.of({"rep": ("E1",)}))
    rights = {fact.right for fact in facts_of(product(), name)}
    query = Query((name,), period=Period.parse("2026-05"))
    if all(viewer.may(right) for right in rights):
        workspace.figures.run(query, viewer)
        return
    for ask in (
        lambda: workspace.figures.run(query, viewer),
        lambda: workspace.figures.explain(query, name, viewer),
        lambda: workspace.figures.rows(query, name, viewer),
        lambda: workspace.figures.code(query, name, viewer),
    ):
        with pytest.raises(SalesError) as refused:
            ask()
        assert refused.value.exit_code == 4


def test_the_command_line_as_a_manager(workspace: Workspace, cli: Callable[..., str]) -> None:
    told = cli("query", "net_sales", "--period", "2026-05", "--by", "region", "--as", "east", "--format", "csv")
    assert [line.split(",")[0] for line in told.splitlines()] == ["region", "East"]
