"""Targets are typed, looked at as a load, committed, undone; closed months hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api import LOCAL_ADMIN, MonthGrid, Period, Query, TargetEntry, Viewer
from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Role, Scope
from sales_core.loading.month_grid import grown
from tests.pages.stage import Stage, words
from tests.support.inline_reader import read_inline

D = Decimal
SALES = "date,region,branch,rep,customer,amount\n2025-01-10,East,SH,E1,C1,100\n2025-02-10,East,SH,E1,C1,300\n2026-01-10,East,SH,E1,C1,50\n"
TARGETS = "month,measure,region,branch,target\n2025-01,net_sales,East,SH,900\n2025-02,net_sales,East,SH,1100\n2026-01,net_sales,East,SH,700\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    read_inline(monkeypatch)
    made = Workspace.open(Settings(Home(tmp_path / "home")))
    files = {"sales.csv": SALES, "targets.csv": TARGETS}
    for name, body in files.items():
        (tmp_path / name).write_text(body, encoding="utf-8")
    plan = made.uploads.plan([(name, tmp_path / name) for name in files], LOCAL_ADMIN)
    made.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    return made


def entry(workspace: Workspace, year: int = 2026, viewer: Viewer = LOCAL_ADMIN) -> TargetEntry:
    return TargetEntry(workspace, viewer, workspace.appdb.current_version(), year, "net_sales")


def targets(workspace: Workspace, year: int) -> dict[int, Decimal]:
    query = Query(("target",), by=("month",), period=Period.year(year))
    result = workspace.figures.run(query, LOCAL_ADMIN)
    return {row["month"].month: row["target"] for row in result if row["target"] is not None}  # type: ignore[union-attr, misc]


def committed(workspace: Workspace, grid: MonthGrid, year: int = 2026) -> int:
    plan = workspace.uploads.open_plan(entry(workspace, year).plan(grid), LOCAL_ADMIN)
    assert not plan.errors
    assert not [one for one in plan.questions if one.answer is None and one.default is None]
    done = workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    return done.uploads[0].id


def test_typed_targets_are_what_figures_say_until_they_are_undone(workspace: Workspace) -> None:
    stands = entry(workspace).stated()
    assert targets(workspace, 2026) == {1: D(700)}
    (node,) = stands.lines
    months = (D("71.25"), D(20), *(None,) * 10)
    upload = committed(
        workspace, replace(stands, lines={node: months, ("West", "CD", ""): (None, D(5), *(None,) * 10)})
    )
    assert targets(workspace, 2026) == {1: D("71.25"), 2: D(25)}
    workspace.uploads.undo(upload, LOCAL_ADMIN)
    assert targets(workspace, 2026) == {1: D(700)}


def test_last_year_with_growth_and_a_year_spread_by_its_months(workspace: Workspace) -> None:
    this = entry(workspace)
    committed(workspace, grown(this.stated(2025), 2026, D("0.1")))
    assert targets(workspace, 2026) == {1: D(990), 2: D(1210)}
    assert list(this.weights())[:3] == [D(100), D(300), D(0)]


def test_nothing_typed_is_no_plan_and_closed_months_hold(workspace: Workspace) -> None:
    stands = entry(workspace).stated()
    with pytest.raises(UsageError):
        entry(workspace).plan(stands)
    workspace.uploads.months.close("2026-01", LOCAL_ADMIN)
    changed = replace(stands, lines={node: (D(1), *months[1:]) for node, months in stands.lines.items()})
    plan = workspace.uploads.open_plan(entry(workspace).plan(changed), LOCAL_ADMIN)
    assert plan.errors


def test_who_may_not_upload_or_sees_a_part_sets_no_targets(workspace: Workspace) -> None:
    for viewer in (Viewer("v", Role.VIEWER), Viewer("m", Role.MANAGER, Scope.of({"branch": ("SH",)}))):
        with pytest.raises(NotAllowedError):
            entry(workspace, viewer=viewer).stated()


def test_the_page_shows_what_stands(workspace: Workspace) -> None:
    app = Stage(workspace).show("target_entry", locale="en", period="2026-01")
    assert "Set targets" in words(app)
    assert [button.disabled for button in app.button if button.key == "target_look"] == [True]
    app.button(key="target_copy").click().run()
    assert not app.exception
    assert [button.disabled for button in app.button if button.key == "target_look"] == [False]
