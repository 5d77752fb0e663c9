"""Records about a figure: who may see them, and that the figure of a scoped viewer is the same for everybody."""

from datetime import date, timedelta

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel import clock
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from sales_core.records.validation import InvalidRecordError
from sales_core.records.visibility import within_scope
from tests.pages.stage import Stage
from tests.pages.tiny import everything

YEAR = Query(("net_sales",), period=Period.year(2026))
SHANGHAI = Viewer("manager", Role.MANAGER, Scope.of({"branch": ("SH",)}))
REP = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Stage.of(tmp_path_factory.mktemp("figures"), **everything()).workspace


def decide(workspace: Workspace, viewer: Viewer, action: str, **more: str) -> int:
    query = within_scope(YEAR, viewer)
    code = workspace.figures.keep_code(query, "net_sales", viewer)
    return workspace.records.add("decision", viewer, code, {"action": action, "owner": "王芳", **more})


def seen(workspace: Workspace, viewer: Viewer) -> set[str]:
    return {str(one.row.values["action"]) for one in workspace.records.list("decision", viewer)}


def test_a_decision_is_seen_by_those_who_see_all_of_its_figure(workspace: Workspace) -> None:
    decide(workspace, LOCAL_ADMIN, "whole")
    decide(workspace, SHANGHAI, "branch")
    decide(workspace, REP, "own")
    assert seen(workspace, LOCAL_ADMIN) == {"whole", "branch", "own"}
    assert seen(workspace, SHANGHAI) == {"branch"}
    assert seen(workspace, REP) == {"own"}
    # What is typed may name anybody: not on a screen that is shared.
    shared = Viewer("admin", Role.ADMIN, lens=(Right.VIEW_CUSTOMERS,))
    assert seen(workspace, shared) == set()


def test_the_scope_of_the_viewer_is_part_of_the_figure(workspace: Workspace) -> None:
    inside = within_scope(YEAR, SHANGHAI)
    assert inside.filters == (Filter("branch", ("SH",)),)
    assert within_scope(inside, LOCAL_ADMIN) == inside
    figures = workspace.figures
    assert figures.run(inside, LOCAL_ADMIN).one() == figures.run(YEAR, SHANGHAI).one()
    assert figures.run(inside, LOCAL_ADMIN).one() != figures.run(YEAR, LOCAL_ADMIN).one()


def test_what_is_due_counts_from_today_and_not_from_the_data(workspace: Workspace) -> None:
    due = {field.id: field.default for field in workspace.records.form("decision").fields}["due"]
    assert due == clock.today() + timedelta(days=7)
    number = decide(workspace, LOCAL_ADMIN, "late", due="2026-12-31")
    assert workspace.records.show("decision", LOCAL_ADMIN, number).values["due"] == date(2026, 12, 31)
    workspace.records.move("decision", LOCAL_ADMIN, number, "done")
    workspace.records.edit("decision", LOCAL_ADMIN, number, {"owner": "李雷"})
    row = workspace.records.show("decision", LOCAL_ADMIN, number)
    assert (row.state, row.values["owner"]) == ("done", "李雷")


def test_without_an_owner_nothing_is_decided_and_nobody_without_the_right_decides(workspace: Workspace) -> None:
    with pytest.raises(InvalidRecordError):
        decide(workspace, LOCAL_ADMIN, "nobody's", owner="")
    with pytest.raises(NotAllowedError):
        decide(workspace, Viewer("auditor", Role.AUDITOR), "no right")


def test_a_watch_has_an_owner_and_an_end(workspace: Workspace) -> None:
    code = workspace.figures.keep_code(YEAR, "net_sales", LOCAL_ADMIN)
    number = workspace.records.add("watch", LOCAL_ADMIN, code, {"owner": "王芳"})
    (one,) = workspace.records.list("watch", LOCAL_ADMIN)
    assert (one.row.id, one.state, one.row.values["due"]) == (number, "active", clock.today() + timedelta(days=30))
    assert workspace.figures.resolve(one.row.subject, LOCAL_ADMIN).metric == "net_sales"
