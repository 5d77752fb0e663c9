"""Reports that are written by themselves: each period once while it is open, once more when its months are closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sales_core.api import Ask, Downloads, OpenBoard, OwnTemplates, Period, Table, board
from sales_core.api.workspace import Workspace
from sales_core.catalogue.report_settings import REPORTS_FOLDER, REPORTS_FORMS, REPORTS_SCHEDULED, REPORTS_TEMPLATES
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Viewer
from sales_core.loading.month_closing import MonthClosing
from sales_core.schedule.due import Daily
from sales_core.schedule.jobs import SCHEDULED_JOBS
from tests.support.company import Company
from tests.support.pdf import bare, pdf_text

pytestmark = pytest.mark.slow

ROWS: list[dict[str, object]] = [
    {
        "date": f"2026-{month:02d}-{day:02d}",
        "rep": "E1",
        "product": "P1",
        "customer": "C1",
        "amount": "1234.50",
        "quantity": 3,
    }
    for month in (3, 4, 5)
    for day in (4, 11, 29)
] + [{"date": "2026-05-31", "rep": "E1", "product": "P1", "customer": "C1", "amount": "0.50", "quantity": 1}]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Company(tmp_path / "work")
    made.load("sales.csv", ROWS)
    made.appdb.close()
    return Workspace(Settings(made.settings.home))


def run(workspace: Workspace) -> int:
    return int(workspace.schedule.run("reports", LOCAL_ADMIN).outcome == "done")


def names(workspace: Workspace) -> list[str]:
    folder = workspace.settings.home.reports
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_nothing_is_written_until_it_is_asked_for(workspace: Workspace) -> None:
    job = next(one for one in SCHEDULED_JOBS if one.id == "reports")
    settings = workspace.appdb.company
    assert run(workspace)
    assert names(workspace) == []
    settings.set(REPORTS_TEMPLATES.id, "off", LOCAL_ADMIN)
    assert job.due(settings) is None
    settings.set(REPORTS_SCHEDULED.id, "monthly", LOCAL_ADMIN)
    assert job.due(settings) == Daily("07:30")


def test_each_period_is_written_once_and_once_more_when_it_is_closed(workspace: Workspace) -> None:
    workspace.appdb.company.set(REPORTS_SCHEDULED.id, "daily,monthly", LOCAL_ADMIN)
    assert run(workspace)
    written = names(workspace)
    assert [name[:22] for name in written] == ["daily_2026-05-31_open_", "monthly_2026-05_open_a"]
    (monthly,) = (name for name in written if name.startswith("monthly"))
    assert bare("¥3,704") in pdf_text((workspace.settings.home.reports / monthly).read_bytes())  # 3 × 1,234.50 + 0.50
    before = {name: (workspace.settings.home.reports / name).stat().st_mtime_ns for name in written}
    assert run(workspace)
    assert {name: (workspace.settings.home.reports / name).stat().st_mtime_ns for name in names(workspace)} == before
    for month in ("2026-03", "2026-04"):
        MonthClosing(workspace.appdb, workspace.catalogue).close(month, LOCAL_ADMIN, "")
    workspace.figures.finality.forget()
    assert run(workspace)
    added = sorted(set(names(workspace)) - set(written))
    assert [name[:22] for name in added] == ["monthly_2026-03_final_", "monthly_2026-04_final_"]
    (event, *_) = workspace.appdb.audit.events(what="report_written")
    assert Path(str(event.details["file"])).name in names(workspace)


def test_what_was_written_at_the_closing_stays_as_it_was_written(workspace: Workspace) -> None:
    """A month that is opened again, changed and closed again has the file of its first closing, to the byte."""
    workspace.appdb.company.set(REPORTS_SCHEDULED.id, "monthly", LOCAL_ADMIN)
    closing = MonthClosing(workspace.appdb, workspace.catalogue)
    closing.close("2026-04", LOCAL_ADMIN, "")
    workspace.figures.finality.forget()
    assert run(workspace)
    (final,) = (path for path in workspace.settings.home.reports.iterdir() if "2026-04_final" in path.name)
    before = final.read_bytes()
    closing.reopen("2026-04", LOCAL_ADMIN, "a late file")
    changed = [{**row, "amount": "9999.00"} if "2026-04" in str(row["date"]) else row for row in ROWS]
    made = Company(workspace.settings.home.root.parent)
    made.load("sales.csv", changed)
    made.appdb.close()
    again = Workspace(Settings(workspace.settings.home))
    MonthClosing(again.appdb, again.catalogue).close("2026-04", LOCAL_ADMIN, "")
    assert run(again)
    assert final.read_bytes() == before
    assert [path.name for path in workspace.settings.home.reports.iterdir() if "2026-04_final" in path.name] == [
        final.name
    ]


def opened_reports(workspace: Workspace, viewer: Viewer) -> OpenBoard:
    version = workspace.appdb.current_version()
    return OpenBoard(board("reports"), Ask(viewer, version, Period.month(2026, 5), locale="en"), workspace)


def test_written_reports_are_listed_for_who_may_see_all_of_them(workspace: Workspace) -> None:
    workspace.appdb.company.set(REPORTS_SCHEDULED.id, "monthly", LOCAL_ADMIN)
    assert opened_reports(workspace, LOCAL_ADMIN).block("written") is None
    assert run(workspace)
    (file,) = names(workspace)
    found = opened_reports(workspace, LOCAL_ADMIN)
    listed, files = found.block("written"), found.block("written_files")
    assert isinstance(listed, Table)
    assert isinstance(files, Downloads)
    (row,) = listed.rows
    assert (row["period"], row["state"], row["form"], row["by"]) == ("May 2026", "months still open", "PDF", "local")
    (document,) = files.documents
    assert document.name == file
    assert document.make() == (workspace.settings.home.reports / file).read_bytes()
    part = Viewer("mei", Role.MANAGER, Scope.of({"branch": ("SH",)}))
    shared = Viewer("admin", Role.ADMIN, lens=(Right.VIEW_COST,))
    for other in (part, shared, Viewer("v", Role.VIEWER)):
        assert opened_reports(workspace, other).block("written") is None
        assert opened_reports(workspace, other).block("written_files") is None
    (workspace.settings.home.reports / file).unlink()
    assert opened_reports(workspace, LOCAL_ADMIN).block("written") is None


def test_forms_and_folder_are_settings(workspace: Workspace, tmp_path: Path) -> None:
    settings = workspace.appdb.company
    settings.set(REPORTS_SCHEDULED.id, "weekly", LOCAL_ADMIN)
    settings.set(REPORTS_FORMS.id, "xlsx,html", LOCAL_ADMIN)
    settings.set(REPORTS_FOLDER.id, str(tmp_path / "shared"), LOCAL_ADMIN)
    assert run(workspace)
    assert sorted(path.suffix for path in (tmp_path / "shared").iterdir()) == [".html", ".xlsx"]
    assert not names(workspace)


def test_a_template_of_ones_own_is_filled_once_a_month_and_once_more_when_it_is_closed(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["B2"] = "{{net_sales|month}}"
    book.save(tmp_path / "own.xlsx")
    sheet["B2"] = "{{no_such_figure}}"
    book.save(tmp_path / "wrong.xlsx")
    templates = OwnTemplates(workspace, workspace.settings.home.blobs, LOCAL_ADMIN)
    templates.keep("月报", tmp_path / "own.xlsx")
    templates.keep("Wrong", tmp_path / "wrong.xlsx")
    assert run(workspace)
    (name,) = names(workspace)
    assert name == "template-1_2026-05_open_月报_2026-05.xlsx"
    assert run(workspace)
    assert names(workspace) == [name]
    MonthClosing(workspace.appdb, workspace.catalogue).close("2026-04", LOCAL_ADMIN, "")
    workspace.figures.finality.forget()
    assert run(workspace)
    (final,) = set(names(workspace)) - {name}
    assert final.startswith("template-1_2026-04_final_")
    filled: Any = openpyxl.load_workbook(workspace.settings.home.reports / final).active
    assert filled["B2"].value == pytest.approx(3 * 1234.50)
    ask = Ask(LOCAL_ADMIN, workspace.appdb.current_version(), Period.month(2026, 5), locale="en")
    listed = OpenBoard(board("reports"), ask, workspace).block("written")
    assert isinstance(listed, Table)
    assert {row["report"] for row in listed.rows} == {"Template: 月报"}
