"""White space on the page of customers: whom its first sentence names, what a picked cell shows, and who sees what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data.demo import TINY, build_world
from data.demo.company import CATEGORIES
from data.demo.spaces import lacking_customer
from sales_core.api import LOCAL_ADMIN, Ask, Chart, Narrative, OpenBoard, Period, Table, Viewer, boards
from sales_core.api.workspace import Workspace
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Filter
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage, sentence, table
from tests.pages.tiny import customers, sales
from tests.support.demo_company import whole_demo_home

MAY = Period.month(2026, 5)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("space"), sales=sales(), customers=customers())


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, filters: tuple[Filter, ...] = (), **choices: str) -> OpenBoard:
    ask = Ask(viewer, 1, MAY, filters, {"view": "space", **choices}, "en")
    return OpenBoard(boards()["customers"], ask, stage.workspace)


def amounts(found: Table) -> list[Decimal]:
    cells = [row["white_space"] for row in found.rows]
    return [cell.value for cell in cells if isinstance(cell, Figure) and isinstance(cell.value, Decimal)]


def test_the_customer_who_lacks_most_is_named_with_amount_and_action(stage: Stage) -> None:
    """C1 and C2 are KA: C1 buys tea for 2,400,010 a year and no juice, C2 juice for 1,440,000 and no tea."""
    said = sentence(opened(stage))
    assert said.startswith("百货大楼 (KA) bought Tea for ¥0 in twelve months, ¥1.2M below the median of its 2 peers")
    assert "E2 talks to them this week" in said
    listed = table(opened(stage), "space_calls")
    assert listed.keys == ("C2", "C1")
    assert amounts(listed) == [Decimal(1_200_005), Decimal(720_000)]
    places = table(opened(stage), "spaces")
    assert sum(amounts(places)) == sum(amounts(listed))
    matrix = opened(stage).block("matrix")
    assert isinstance(matrix, Chart)
    assert "KA, Tea" in matrix.title
    assert table(opened(stage, space=str(places.keys[1])), "space_calls").keys == ("C1",)


def test_a_product_in_the_filter_bar_does_not_hide_who_buys_none_of_it(stage: Stage) -> None:
    tea = opened(stage, filters=(Filter("category", ("Tea",)),))
    assert amounts(table(tea, "space_calls")) == [Decimal(1_200_005), Decimal(720_000)]


def test_customers_without_a_segment_have_no_white_space(stage: Stage) -> None:
    assert "no customer has a segment" in sentence(opened(stage, segment_by="segment")).lower()


def test_a_rep_sees_his_own_customers_among_themselves(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, Scope.of({"rep": ("E2",)}))
    assert table(opened(stage, seller), "space_calls").keys == ()
    assert "no white space" in sentence(opened(stage, seller))


def test_amounts_that_may_not_be_seen_rank_nobody(stage: Stage) -> None:
    bare = Viewer("bare", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_CUSTOMERS))
    for name in ("headline", "matrix", "spaces", "space_calls"):
        assert isinstance(opened(stage, bare).block(name), Narrative), name


def test_the_demo_company_s_first_sentence_names_who_lacks_most(tmp_path_factory: pytest.TempPathFactory) -> None:
    world, lines = build_world(TINY)
    customer, category, below = lacking_customer(world, lines)
    workspace = Workspace.open(Settings(home=Home(whole_demo_home(tmp_path_factory, "space"))))
    version = workspace.store.readable()[0].version
    ask = Ask(LOCAL_ADMIN, version, Period.month(2026, 10), (), {"view": "space"}, "zh")
    found = OpenBoard(boards()["customers"], ask, workspace)
    said = sentence(found)
    assert world.customers.names[customer] in said
    assert CATEGORIES[category].name in said
    assert float(amounts(table(found, "space_calls"))[0]) == pytest.approx(below, abs=0.01)
