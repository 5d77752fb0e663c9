"""Views of Explore: whose they are, who else sees them, and what stands on the page that they are pinned to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.api import Ask, Chart, OpenBoard, Period, RecordForm, boards, pinned_views, saved_views
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.i18n import locales, t
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, RIGHTS, Right, Role, Scope, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

MAY = Period.month(2026, 5)
BOSS = Viewer("boss", Role.EXECUTIVE)
REP = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
BARS = {"metric": "net_sales", "split": "branch", "view": "bars"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("views"), **everything())


@pytest.fixture
def workspace(stage: Stage) -> Iterator[Workspace]:
    workspace = stage.workspace
    yield workspace
    for view in saved_views(workspace.records, LOCAL_ADMIN):
        workspace.records.move("saved_view", LOCAL_ADMIN, view.row.id, "deleted")
    for who in (BOSS, REP):
        for view in saved_views(workspace.records, who):
            if view.row.by == who.name:
                workspace.records.move("saved_view", who, view.row.id, "deleted")


def add(workspace: Workspace, viewer: Viewer, name: str, **values: object) -> int:
    return workspace.records.add("saved_view", viewer, "", {**BARS, "name": name, **values})  # type: ignore[dict-item]


def names(workspace: Workspace, viewer: Viewer) -> list[str]:
    return [view.name for view in saved_views(workspace.records, viewer)]


def test_ones_own_is_seen_by_nobody_else_until_it_is_shared(workspace: Workspace) -> None:
    number = add(workspace, BOSS, "Branches")
    assert names(workspace, BOSS) == ["Branches"]
    assert names(workspace, REP) == []
    assert names(workspace, LOCAL_ADMIN) == []
    with pytest.raises(UsageError):
        workspace.records.show("saved_view", REP, number)
    workspace.records.edit("saved_view", BOSS, number, {"shared": True, "name": "All branches"})
    assert names(workspace, REP) == ["All branches"]
    with pytest.raises(UsageError, match="belongs to boss"):
        workspace.records.edit("saved_view", REP, number, {"name": "mine"})
    with pytest.raises(UsageError, match="belongs to boss"):
        workspace.records.move("saved_view", REP, number, "deleted")
    workspace.records.move("saved_view", LOCAL_ADMIN, number, "deleted")
    assert names(workspace, BOSS) == names(workspace, REP) == []


def test_a_shared_view_stays_inside_the_rights_of_the_reader(workspace: Workspace) -> None:
    add(workspace, BOSS, "stock", shared=True, metric="stock_value", split="")
    add(workspace, BOSS, "of another", shared=True, filters="rep=E3")
    add(workspace, BOSS, "of mine", shared=True, filters="rep=E1")
    assert names(workspace, REP) == ["of mine"]
    assert names(workspace, Viewer("admin", Role.ADMIN, lens=(Right.VIEW_PERSONS,))) == []
    with pytest.raises(NotAllowedError):
        add(workspace, Viewer("reader", Role.VIEWER), "reads only")


def test_behind_a_lens_that_hides_names_ones_own_words_are_hidden_too(workspace: Workspace) -> None:
    """Whoever looks on while a screen is shared is told no customer by the name of a view."""
    add(workspace, BOSS, "what Acme owes")
    assert names(workspace, replace(BOSS, lens=(Right.VIEW_COST,))) == ["what Acme owes"]
    assert names(workspace, replace(BOSS, lens=(Right.VIEW_CUSTOMERS,))) == []
    nameless = replace(BOSS, rights=tuple(RIGHTS[BOSS.role] - {Right.VIEW_CUSTOMERS}))
    assert names(workspace, nameless) == ["what Acme owes"], "who is told no names typed it himself"


def test_what_is_pinned_is_drawn_inside_the_rights_of_the_reader(workspace: Workspace) -> None:
    add(workspace, BOSS, "Branches", shared=True, pinned="overview", split="rep")
    add(workspace, BOSS, "Margin", shared=True, pinned="targets", metric="margin")

    def pins(viewer: Viewer, page: str, *filters: Filter) -> dict[str, object]:
        found = pinned_views(Ask(viewer, 1, MAY, filters, {}, "en"), workspace, page)
        return {one.view.name: one.block for one in found}

    whole, own = pins(BOSS, "overview")["Branches"], pins(REP, "overview")["Branches"]
    assert isinstance(whole, Chart)
    assert isinstance(own, Chart)
    assert len(own.data[0]) < len(whole.data[0]), "a rep sees his own rows"
    filtered = pins(BOSS, "overview", Filter("rep", ("E1",)))["Branches"]
    assert isinstance(filtered, Chart)
    assert len(filtered.data[0]) == 1, "the filter of the page holds"
    assert pins(BOSS, "analysis") == {}


def test_what_the_figures_no_longer_have_is_not_drawn_as_something_else(workspace: Workspace) -> None:
    add(workspace, BOSS, "gone", pinned="overview", metric="a_metric_of_before")
    add(workspace, BOSS, "no such split", pinned="overview", metric="stock_value", split="rep")
    assert pinned_views(Ask(BOSS, 1, MAY, (), {}, "en"), workspace, "overview") == ()


def test_the_board_offers_views_and_saves_what_it_shows(workspace: Workspace) -> None:
    add(workspace, LOCAL_ADMIN, "Branches", filters="branch=SH")
    ask = Ask(LOCAL_ADMIN, 1, MAY, (Filter("branch", ("SH",)),), {"metric": "margin", "by": "rep"}, "en")
    form = OpenBoard(boards()["explore"], ask, workspace, strict=True).block("views")
    assert isinstance(form, RecordForm)
    (entry,) = form.entries
    assert dict(entry.choices) | {"branch": ("SH",)} == dict(entry.choices)
    given = {field.id: field.default for field in form.form.fields if field.is_given}
    assert given["metric"] == "margin"
    assert given["split"] == "rep"
    assert given["filters"] == "branch=SH"


def test_every_page_to_pin_to_is_one() -> None:
    pages = product().record("saved_view").field("pinned").choices
    assert set(pages) <= set(boards())
    assert all(t(f"page.{page}", locale) for page in pages for locale in locales())


def test_pages_draw_views(stage: Stage, workspace: Workspace, tmp_path: Path) -> None:
    del tmp_path
    add(workspace, LOCAL_ADMIN, "Branches of ours", pinned="overview")
    add(workspace, LOCAL_ADMIN, "As a table", pinned="overview", view="table")
    shown = stage.show("overview", locale="en")
    assert "Branches of ours" in words(shown)
    assert "As a table" in words(shown)
    explored = stage.show("explore", {"metric": "net_sales", "by": "branch"}, locale="en")
    assert {"As a table", "Branches of ours"} <= {button.label for button in explored.button}
    assert "As a table" not in words(stage.show("targets", locale="en"))
