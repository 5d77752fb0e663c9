"""Targets are typed, looked at as a load, committed, undone; closed months hold."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pages.data.target_draft import Sheet, typed
from sales_core.api import (
    LOCAL_ADMIN,
    MonthGrid,
    Period,
    Query,
    RefusedError,
    TargetEntry,
    TargetsFile,
    Viewer,
    make_export,
    plan_targets,
    read_target_file,
    recipe_as_json,
)
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


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with these sales and targets; its state directory, to be copied."""
    root = tmp_path_factory.mktemp("targets")
    files = {"sales.csv": SALES, "targets.csv": TARGETS}
    for name, body in files.items():
        (root / name).write_text(body, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        read_inline(patch)
        made = Workspace.open(Settings(Home(root / "home")))
        plan = made.uploads.plan([(name, root / name) for name in files], LOCAL_ADMIN)
        made.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
        made.appdb.close()
    return root / "home"


@pytest.fixture
def workspace(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    read_inline(monkeypatch)
    return Workspace.open(Settings(Home(Path(shutil.copytree(loaded, tmp_path / "home")))))


def entry(workspace: Workspace, year: int = 2026, viewer: Viewer = LOCAL_ADMIN) -> TargetEntry:
    return TargetEntry(workspace, viewer, workspace.appdb.current_version(), year, "net_sales")


def targets(workspace: Workspace, year: int) -> dict[int, Decimal]:
    query = Query(("target",), by=("month",), period=Period.year(year))
    result = workspace.figures.run(query, LOCAL_ADMIN)
    return {row["month"].month: row["target"] for row in result if row["target"] is not None}  # type: ignore[union-attr, misc]


def committed(workspace: Workspace, *grids: MonthGrid) -> int:
    plan = workspace.uploads.open_plan(plan_targets(entry(workspace), grids), LOCAL_ADMIN)
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
        plan_targets(entry(workspace), [stands])
    workspace.uploads.months.close("2026-01", LOCAL_ADMIN)
    changed = replace(stands, lines={node: (D(1), *months[1:]) for node, months in stands.lines.items()})
    plan = workspace.uploads.open_plan(plan_targets(entry(workspace), [changed]), LOCAL_ADMIN)
    assert plan.errors


def test_who_may_not_upload_or_sees_a_part_sets_no_targets(workspace: Workspace) -> None:
    for viewer in (Viewer("v", Role.VIEWER), Viewer("m", Role.MANAGER, Scope.of({"branch": ("SH",)}))):
        with pytest.raises(NotAllowedError):
            entry(workspace, viewer=viewer).stated()


def test_two_measures_and_years_are_one_version_and_the_history_names_every_change(workspace: Workspace) -> None:
    this = entry(workspace)
    (node,) = this.stated().lines
    quantity = replace(this.stated(), measure="quantity", lines={node: (None, D(5), *(None,) * 10)})
    year = replace(this.stated(), year=2027, lines={node: (D(8), *(None,) * 11)})
    first = workspace.appdb.current_version()
    upload = committed(workspace, replace(this.stated(), lines={node: (D(750), *(None,) * 11)}), quantity, year)
    assert workspace.appdb.current_version() == first + 1
    again = entry(workspace)
    assert again.of(2026, "quantity").stated().lines == quantity.lines
    assert again.of(2027, "net_sales").stated().lines == year.lines
    workspace.uploads.undo(upload, LOCAL_ADMIN)
    told = [
        (one.version.id - first, one.version.kind, one.change.month, one.change.before, one.change.after)
        for one in entry(workspace).history()
    ]
    assert told == [(2, "undo", 1, D(750), D(700)), (1, "load", 1, D(700), D(750)), (0, "load", 1, None, D(700))]
    assert {one.version.by for one in entry(workspace).history()} == {LOCAL_ADMIN.name}
    assert not entry(workspace, 2024).history()


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_workbook_of_a_year_comes_back_unchanged_and_its_edits_are_a_draft(
    workspace: Workspace, tmp_path: Path, locale: str
) -> None:
    this = entry(workspace)
    (node,) = this.stated().lines
    more = {node: (D("700.25"), D(0), None, *(D(1),) * 9), ("West", "CD", ""): (None, D(5), *(None,) * 10)}
    quantity = replace(this.stated(), measure="quantity", lines={node: (D(3), *(None,) * 11)})
    committed(workspace, replace(this.stated(), lines=more), quantity)
    version = workspace.appdb.current_version()
    recipe = recipe_as_json(TargetsFile(version, 2026, locale))
    body = make_export(workspace, recipe, LOCAL_ADMIN)
    found = read_target_file(entry(workspace), "book1.xlsx", body)
    assert {grid.measure for grid in found.grids} == {"net_sales", "quantity"}
    assert [entry(workspace).of(grid.year, grid.measure).changes(grid) for grid in found.grids] == [[], []]
    assert found.kept == 0

    path = tmp_path / "book1.xlsx"
    path.write_bytes(body)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["E2"], sheet["F2"] = 800, None  # January of the first line, then its February
    sheet.delete_rows(3)
    book.save(path)
    found = read_target_file(entry(workspace), "book1.xlsx", path.read_bytes())
    changes = [one for grid in found.grids for one in entry(workspace).of(grid.year, grid.measure).changes(grid)]
    assert [(one.node, one.month, one.before, one.after) for one in changes] == [
        (node, 1, D("700.25"), D(800)),
        (node, 2, D(0), None),
    ]
    assert found.kept == 1, "a line that the file does not name stays"


def test_a_file_that_is_no_target_is_refused_with_its_problems(workspace: Workspace) -> None:
    with pytest.raises(RefusedError):
        read_target_file(entry(workspace), "note.csv", b"hello\nworld\n")


def test_a_year_falls_by_the_seasons_of_three_years_of_the_line_or_of_the_company(tmp_path: Path) -> None:
    made = Workspace.open(Settings(Home(tmp_path / "home")))
    lines = [f"2025-{month:02d}-10,East,SH,E1,C1,{100 * month}" for month in range(1, 13)]
    lines += [f"2025-{month:02d}-11,West,CD,E2,C2,{50}" for month in range(3, 13)]
    path = tmp_path / "sales.csv"
    path.write_text("date,region,branch,rep,customer,amount\n" + "\n".join(lines) + "\n", encoding="utf-8")
    plan = made.uploads.plan([("sales.csv", path)], LOCAL_ADMIN)
    made.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    columns = ("region", "branch", "rep")
    own = entry(made).seasons(columns, ("East", "", ""))
    assert own is not None
    assert (own.is_company, own.seasons.years) == (False, 1)
    assert [round(share * 7800) for share in own.seasons.shares] == [100 * month for month in range(1, 13)]
    short = entry(made).seasons(columns, ("West", "", ""))
    assert short is not None
    assert short.is_company


def test_the_page_gathers_a_draft_and_shows_what_stands(workspace: Workspace) -> None:
    app = Stage(workspace).show("target_entry", locale="en", period="2026-01")
    assert "Set targets" in words(app)
    app.button(key="target_look").click().run()
    assert "Nothing is typed that differs" in str(app.info[0].value)
    app.button(key="target_copy").click().run()
    assert not app.exception
    assert "2 values typed and not loaded" in words(app)
    assert "2026-01 · East / SH · Net sales\\: ¥700.00 → ¥990.00" in words(app)
    app.selectbox(key="target_measure").set_value("quantity").run()
    assert "2 values typed and not loaded" in words(app), "another measure keeps the draft"
    app.toggle(key="target_history").set_value(True).run()
    assert not app.exception
    app.button(key="target_forget").click().run()
    assert "typed and not loaded" not in words(app)


def test_what_is_typed_in_the_lines_of_a_level_leaves_the_others_as_they_are() -> None:
    """The browser tells edited, added and deleted rows by their place among the lines shown."""
    exact = D("700.1234")
    lines: dict[tuple[str, ...], tuple[Decimal | None, ...]] = {
        ("East", "", ""): (D(9), *(None,) * 11),
        ("East", "SH", ""): (exact, D(5), *(None,) * 10),
        ("East", "HZ", ""): (D(1), *(None,) * 11),
        ("East", "NJ", ""): (D(2), *(None,) * 11),
    }
    grid = MonthGrid(("region", "branch", "rep"), 2026, "net_sales", lines)
    sheet = Sheet(grid, tuple(lines)[1:], "key")
    state = {
        "edited_rows": {0: {"m02": 6.005}, "1": {"branch": " WX ", "m01": None, "m03": 4}},
        "added_rows": [{"branch": "CD", "m12": 8}, {"branch": "no value"}, {"m01": 3}],
        "deleted_rows": [2],
    }
    assert typed(sheet, state).lines == {
        ("East", "", ""): lines["East", "", ""],
        ("East", "SH", ""): (exact, D("6.01"), *(None,) * 10),
        ("East", "WX", ""): (None, None, D(4), *(None,) * 9),
        ("", "CD", ""): (*(None,) * 11, D(8)),
    }
    assert typed(sheet, {}) == grid


def test_a_line_is_of_the_level_that_it_names_last_and_a_name_of_its_code(workspace: Workspace) -> None:
    grid = MonthGrid(
        ("region", "branch", "rep", "rep_name", "category"), 2026, "net_sales",
        dict.fromkeys(
            (("East", "", "", "", ""), ("", "SH", "", "", ""), ("", "SH", "E1", "", ""), ("", "", "", "Ann", ""),
             ("East", "", "", "", "Tea")),
            (D(1),) * 12,
        ),
    )  # fmt: skip
    counts = {level: len(nodes) for level, nodes in entry(workspace).levels(grid).items()}
    assert counts == {"region": 1, "branch": 1, "rep": 2, "category": 1}


def test_the_page_shows_a_level_under_the_columns_that_its_lines_fill(workspace: Workspace) -> None:
    app = Stage(workspace).show("target_entry", locale="en", period="2026-01")
    shown = app.dataframe[0].value
    assert list(shown.columns)[:3] == ["region", "branch", "m01"]
    level = next(one for one in app.button_group if one.key and one.key.startswith("target_level"))
    level.set_value("").run()
    assert not app.exception
    assert list(app.dataframe[0].value.columns)[:4] == ["region", "branch", "rep", "m01"]


def test_the_history_on_the_page_is_that_of_the_line_and_month_picked(workspace: Workspace) -> None:
    committed(workspace, grown(entry(workspace).stated(2025), 2026, D(0)))
    app = Stage(workspace).show("target_entry", locale="en", period="2026-01")
    app.toggle(key="target_history").set_value(True).run()
    told = app.dataframe[-1].value
    assert list(told["after"]) == ["¥900.00", "¥1,100.00", "¥700.00"]
    app.selectbox(key="target_history_month").set_value(2).run()
    assert list(app.dataframe[-1].value["before"]) == ["—"]
