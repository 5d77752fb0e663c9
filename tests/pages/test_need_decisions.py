"""Overdue decisions on Overview: those of the viewer, open and past their day; none on a screen that is shared."""

from dataclasses import replace
from typing import Any

import pytest

from sales_core.api import Ask, board
from sales_core.api import OpenBoard as Opened
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Viewer
from tests.pages.stage import Stage
from tests.pages.tiny import everything

WANG = replace(LOCAL_ADMIN, name="王芳")
SHARED = replace(WANG, lens=(Right.VIEW_CUSTOMERS,))


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    return Stage.of(tmp_path_factory.mktemp("late"), **everything())


def decide(stage: Stage, action: str, due: str, owner: str = "王芳") -> int:
    code = stage.workspace.figures.keep_code(Query(("net_sales",), period=Period.year(2026)), "net_sales", LOCAL_ADMIN)
    return stage.workspace.records.add("decision", LOCAL_ADMIN, code, {"action": action, "owner": owner, "due": due})


def shown(stage: Stage, viewer: Viewer, **choices: str) -> Opened:
    version = stage.workspace.store.current().version
    ask = Ask(viewer, version, Period.parse("2026-05"), choices=choices, locale="en")
    return Opened(board("overview"), ask, stage.workspace)


def line(stage: Stage, viewer: Viewer) -> Any:
    found: Any = shown(stage, viewer).block("needs")
    return dict(zip(found.keys, found.rows, strict=True)).get("late_decisions")


def test_the_owner_reads_what_is_past_its_day_until_it_is_done(stage: Stage) -> None:
    assert line(stage, WANG) is None, "nothing was decided"
    decide(stage, "today", "2026-06-10")
    decide(stage, "other's", "2026-06-01", owner="李雷")
    assert line(stage, WANG) is None, "a decision is not late on its day, nor another's mine"
    first, second = decide(stage, "visit", "2026-06-03"), decide(stage, "call", "2026-06-07")
    assert line(stage, WANG)["text"] == "2 of your decisions overdue, the longest: visit (by 3 Jun 2026)"
    assert line(stage, WANG)["at_stake"].value is None, "unknown is not zero"
    assert line(stage, LOCAL_ADMIN) is None
    assert line(stage, SHARED) is None
    cases: Any = shown(stage, WANG, need="late_decisions").block("need_cases")
    assert [(row["name"], row["detail"]) for row in cases.rows] == [("visit", "7 days late"), ("call", "3 days late")]
    stage.workspace.records.move("decision", LOCAL_ADMIN, first, "done")
    assert line(stage, WANG)["text"].startswith("1 of your decisions overdue, the longest: call")
    stage.workspace.records.move("decision", LOCAL_ADMIN, second, "dropped")
    assert line(stage, WANG) is None
