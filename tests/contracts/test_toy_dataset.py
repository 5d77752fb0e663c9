"""A dataset is one declaration: a spreadsheet of it is read, previewed, locked, scoped, undone, explained, documented."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Viewer
from sales_core.loading.plan import Plan
from tests.contracts import toy
from tests.contracts.conftest import SHANGHAI, Command, Rows, csv_file, load, xlsx_file

MAY = Query(("tasting_cost",), period=Period.month(2026, 5))
#: May of Shanghai once more, dearer.
CORRECTED = (toy.TASTING_ROWS[0], ("2026-05-06", "华东", "上海", "T1", "Mei", 40, 500))


def cost(workspace: Workspace, viewer: Viewer = LOCAL_ADMIN, version: int | None = None) -> Value:
    """What the tastings of May cost, as the viewer sees it."""
    return workspace.figures.run(MAY, viewer, version).one()["tasting_cost"]


def plan_csv(workspace: Workspace, folder: Path, rows: tuple[tuple[object, ...], ...]) -> Plan:
    """The plan of a csv of tastings."""
    return workspace.uploads.plan([csv_file(folder / "again.csv", rows)], LOCAL_ADMIN)


@pytest.mark.parametrize("write", [csv_file, xlsx_file], ids=["csv", "xlsx"])
def test_a_spreadsheet_is_recognised_and_loaded(
    own_toys: Workspace, tmp_path: Path, write: Callable[[Path, Rows], tuple[str, Path]]
) -> None:
    june = (toy.TASTING_ROWS[0], ("2026-06-02", "华东", "上海", "T1", "Mei", 10, 77))
    plan = load(own_toys, write(tmp_path / f"any.{'csv' if write is csv_file else 'xlsx'}", june))
    (table,) = plan.readings[0].tables
    assert table.dataset == "tastings"
    assert {match.field for match in table.matches} == set(toy.TASTINGS.column_ids)
    asked = Query(("tasting_cost",), period=Period.month(2026, 6))
    assert own_toys.figures.run(asked, LOCAL_ADMIN).one()["tasting_cost"] == Decimal(77)


def test_its_figures_stand_before_and_after_in_the_preview(own_toys: Workspace, tmp_path: Path) -> None:
    plan = plan_csv(own_toys, tmp_path, CORRECTED)
    shown = {(one.measure, one.by, one.group): (one.before, one.after) for one in plan.headlines}
    assert shown["tasting_cost", "total", ""] == (Decimal("910.5"), Decimal(1000))
    assert shown["tasting_cost", "month", "2026-05"] == (Decimal("610.5"), Decimal(700))
    assert shown["tasting_guests", "total", ""] == (Decimal(90), Decimal(90))
    assert cost(own_toys) == Decimal("610.5"), "a plan changes nothing"


def test_a_closed_month_is_held_against_load_and_undo(own_toys: Workspace, tmp_path: Path) -> None:
    made_before = plan_csv(own_toys, tmp_path, CORRECTED)
    own_toys.uploads.months.close("2026-05", LOCAL_ADMIN)
    with pytest.raises(RefusedError):
        own_toys.uploads.commit(made_before.id, LOCAL_ADMIN, confirmed=True)
    assert [problem.code for problem in plan_csv(own_toys, tmp_path, CORRECTED).errors] == ["E_CLOSED_MONTH"]
    (upload,) = {one.id for one in own_toys.appdb.history.uploads() if one.dataset == "tastings"}
    assert [problem.code for problem in own_toys.uploads.plan_undo(upload, LOCAL_ADMIN).errors] == ["E_CLOSED_MONTH"]
    with pytest.raises(RefusedError):
        own_toys.uploads.undo(upload, LOCAL_ADMIN)
    assert cost(own_toys) == Decimal("610.5")


def test_it_obeys_row_scope_in_figures_and_loads(own_toys: Workspace, tmp_path: Path) -> None:
    assert cost(own_toys, SHANGHAI) == Decimal("410.5")
    assert cost(own_toys, LOCAL_ADMIN) == Decimal("610.5")
    foreign = (toy.TASTING_ROWS[0], ("2026-05-07", "华南", "广州", "T2", "Tom", 20, 999))
    plan = own_toys.uploads.plan([csv_file(tmp_path / "foreign.csv", foreign)], SHANGHAI)
    assert "E_SCOPE" in {problem.code for problem in plan.errors}
    shown = own_toys.uploads.plan([csv_file(tmp_path / "own.csv", CORRECTED)], SHANGHAI)
    totals = {one.measure: (one.before, one.after) for one in shown.headlines if one.by == "total"}
    assert totals["tasting_cost"] == (Decimal("710.5"), Decimal(800)), "the figures of his rows"


def test_a_load_is_undone(own_toys: Workspace, tmp_path: Path) -> None:
    load(own_toys, csv_file(tmp_path / "again.csv", CORRECTED))
    assert cost(own_toys) == Decimal(700)
    newest = max(one.id for one in own_toys.appdb.history.uploads())
    own_toys.uploads.undo(newest, LOCAL_ADMIN)
    assert cost(own_toys) == Decimal("610.5")


def test_a_figure_of_it_is_explained_to_file_and_row(toys: Workspace, command: Command) -> None:
    rows = toys.figures.rows(MAY, "tasting_cost", LOCAL_ADMIN)
    assert {(row["file"], row["source_row"], row["cost"]) for row in rows.rows} == {
        ("tastings.csv", 3, Decimal("410.5000")), ("tastings.csv", 4, Decimal("200.0000")),
    }  # fmt: skip
    code, out, _ = command("explain", "tasting_cost", "--period", "2026-05", "--rows", "5")
    assert code == 0
    assert "tastings.csv" in out
    assert "Sum of the cost of tastings" in out


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_it_has_a_template_that_reads_back(own_toys: Workspace, tmp_path: Path, locale: str) -> None:
    path = tmp_path / "template.xlsx"
    own_toys.documents.template("tastings", path, locale)
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book.worksheets[0][1]]
    assert head == [column.label.in_(locale) for column in toy.TASTINGS.columns]
    plan = own_toys.uploads.plan([("template.xlsx", path)], LOCAL_ADMIN)
    assert not plan.errors
    assert {one.dataset for one in plan.loads} == {"tastings"}


def test_it_has_a_documentation_page(command: Command) -> None:
    code, page, _ = command("dataset", "tastings")
    assert code == 0
    assert page.startswith("# Tastings (`tastings`)\n\nA day of one promoter\n")
    for column in toy.TASTINGS.columns:
        assert f"| `{column.id}` | {column.label.in_('en')} |" in page
    assert "- A second load replaces the rows of the same: Tasting date (by month) + Branch" in page
    assert "- The preview shows, before → after: Tasting cost, Guests" in page
    assert "品鉴费用" in command("dataset", "tastings", lang="zh")[1]
    assert "tastings" in command("dataset")[1]
