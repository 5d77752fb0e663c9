"""The page of visits: whom its first sentence names, what its tables count, and what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.demo import TINY, build_world
from data.demo.visits import unvisited_customer
from sales_core.api import LOCAL_ADMIN, Ask, Chart, Narrative, OpenBoard, Period, Table, Viewer, boards
from sales_core.api.workspace import Workspace
from sales_core.kernel.figure import Figure
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage, sentence, table, words
from tests.pages.tiny import everything, sales
from tests.support.demo_company import whole_demo_home

MAY = Period.month(2026, 5)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("visits"), **everything())


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, period: Period = MAY, **choices: str) -> OpenBoard:
    return OpenBoard(boards()["visits"], Ask(viewer, 1, period, (), choices, "en"), stage.workspace)


def values(found: Table, column: str) -> list[object]:
    cells = [row[column] for row in found.rows]
    return [cell.value if isinstance(cell, Figure) else cell for cell in cells]


def test_the_customer_nobody_visits_is_named_with_amount_and_action(stage: Stage) -> None:
    said = sentence(opened(stage))
    assert "华联超市" in said
    assert "for 110 days" in said  # 10 February to 31 May: the calendar says that May is over
    assert "张伟 goes there this week" in said
    listed = table(opened(stage, view="unvisited"), "unvisited")
    assert listed.keys == ("C1",)
    assert values(listed, "days_unvisited") == [110]
    assert table(opened(stage, view="unvisited", days="180"), "unvisited").rows == ()


def test_plan_and_done_on_the_calendar_by_class_and_by_rep(stage: Stage) -> None:
    """C2, planned on two days of May, was seen on one of them and once off plan."""
    chart = opened(stage).block("calendar")
    assert isinstance(chart, Chart)
    assert chart.title.startswith("2 visits done of 2 planned")
    cells = {cell.detail: cell.value for cell in chart.data[2]}
    assert sorted(cells.values(), key=str) == [0.0, 1.0, None]
    reps = table(opened(stage), "reps")
    seen = dict(
        zip(reps.keys, zip(values(reps, "visits_planned"), values(reps, "visits_done"), strict=True), strict=True)
    )
    assert seen["E2"] == (2, 2)
    late = dict(zip(reps.keys, values(reps, "late"), strict=True))
    assert late["E2"] == 0
    classes = table(opened(stage), "classes")
    assert sum(int(str(value)) for value in values(classes, "visits")) == 2
    assert isinstance(opened(stage).block("orders"), Narrative)
    logged = table(opened(stage, view="visits"), "log")
    assert values(logged, "kind") == ["missed", "done", "done", "planned"]


def test_a_rep_who_may_not_see_others_sees_his_own(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, Scope.of({"rep": ("E2",)}))
    found = opened(stage, seller, view="visits")
    assert set(values(table(found, "log"), "rep")) == {"李娜"}
    assert "华联超市" not in sentence(found)


def test_amounts_that_may_not_be_seen_are_not_said(stage: Stage) -> None:
    bare = Viewer("bare", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_CUSTOMERS))
    for found in (opened(stage, bare), opened(stage, bare, view="unvisited")):
        for name in ("headline", "unvisited"):
            block = found.block(name)
            assert block is None or isinstance(block, Narrative), "who is named first would tell who buys most"


def test_without_visits_the_page_says_which_file_fills_it(tmp_path: Path) -> None:
    stage = Stage.of(tmp_path, sales=sales())
    shown = words(stage.show("visits", locale="en", period="2026-05"))
    assert "Customer visits" in shown
    assert "nobody" not in shown.lower().replace("whom does nobody visit", "")


def test_the_story_of_the_demo_company_is_among_the_unvisited(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of the small company the story's customer is of class B: its one distributor buys most of all."""
    world, lines = build_world(TINY)
    lonely = world.customers.codes[unvisited_customer(world, lines)]
    workspace = Workspace.open(Settings(home=Home(whole_demo_home(tmp_path_factory, "visits"))))
    version = workspace.store.readable()[0].version
    ask = Ask(LOCAL_ADMIN, version, Period.month(2026, 10), (), {"view": "unvisited", "class": "B"}, "zh")
    listed = table(OpenBoard(boards()["visits"], ask, workspace), "unvisited")
    assert lonely in listed.keys
    waited = dict(zip(listed.keys, values(listed, "days_unvisited"), strict=True))
    assert int(str(waited[lonely])) > 100
