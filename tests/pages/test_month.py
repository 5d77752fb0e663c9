"""The month page: what is there, what speaks against closing, closed and reopened with reasons; figures say it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sales_core.api import Ask, OpenBoard, Table, board, board_json, month_checks
from sales_core.appdb.records import MonthOwner
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from tests.pages.stage import Stage, workspace_of
from tests.support.company import Company

BRANCHES = (("SH", "李娜"), ("BJ", "王芳"))


def sales(day: str, amount: int, branch: str = "SH") -> dict[str, object]:
    rep = dict(BRANCHES)[branch]
    return {"date": day, "order_no": f"{branch}{day}", "branch": branch, "rep_name": rep, "customer_name": "甲公司",
            "product_name": "茶", "category": "茶", "quantity": 1, "amount": amount}  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Sales of April whole, of May until the 12th and of one branch only; receipts of April alone. It is June."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-06-09")
        root: Path = tmp_path_factory.mktemp("month")
        made = Company(root)
        april = [sales(f"2026-04-{day:02}", 100, branch) for day in range(1, 31) for branch in ("SH", "BJ")]
        made.load("sales.csv", april + [sales(f"2026-05-{day:02}", 100) for day in range(1, 13)])
        made.load("receipts.csv", [{"date": "2026-04-29", "receipt": "R1", "customer_name": "甲公司", "amount": 9}])
        yield made


@pytest.fixture(scope="module")
def stage(company: Company) -> Stage:
    made = workspace_of(company.store, company.appdb)
    made.uploads = company.uploads
    return Stage(made)


def opened(stage: Stage, month: str, viewer: Viewer = LOCAL_ADMIN, page: str = "month", **choices: str) -> OpenBoard:
    version = stage.workspace.store.current().version
    ask = Ask(viewer, version, Period.parse(month), choices=choices, locale="en")
    return OpenBoard(board(page), ask, stage.workspace)


def states(found: OpenBoard) -> dict[str, str]:
    table = board_json(found)["blocks"]
    (rows,) = [one for one in table if one["id"] == "datasets"]
    return dict(zip(rows["keys"], (row["state"] for row in rows["rows"]), strict=True))


def test_each_dataset_is_there_incomplete_or_missing(stage: Stage) -> None:
    april, may = states(opened(stage, "2026-04")), states(opened(stage, "2026-05"))
    assert april["sales"].startswith("✓")
    assert april["receipts"].startswith("✓")
    assert april["stock"].startswith("○")
    assert may["sales"].startswith("▼")
    assert "12" in may["sales"]
    assert may["receipts"].startswith("▼")


def test_the_sum_is_that_of_the_pages(stage: Stage) -> None:
    for_scope = Viewer("mei", Role.MANAGER, Scope((("branch", ("BJ",)),)))
    for viewer, figure, rows in ((LOCAL_ADMIN, "6,000", 60), (for_scope, "3,000", 30)):
        (table,) = [one for one in board_json(opened(stage, "2026-04", viewer))["blocks"] if one["id"] == "datasets"]
        (found,) = [row for row in table["rows"] if row["dataset"] == "Sales lines"]
        assert figure in found["sum"]
        assert found["rows"] == rows


def test_what_speaks_against_closing_is_named_with_its_page(stage: Stage) -> None:
    assert month_checks(opened(stage, "2026-04").context) == ()
    found = {one.id: one for one in month_checks(opened(stage, "2026-05").context)}
    assert set(found) == {"missing", "until_2026-05-12", "branches"}
    assert "Receipts" in found["missing"].text
    assert "BJ" in found["branches"].text
    assert {one.page for one in found.values()} == {"upload", "health"}


def test_a_month_that_still_runs_is_not_called_incomplete(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-13")
    assert [one.id for one in month_checks(opened(stage, "2026-05").context)] == ["running"]
    assert states(opened(stage, "2026-05"))["receipts"].startswith("○"), "it may still come"


def test_closed_on_the_page_with_a_reason_and_said_beside_every_figure(stage: Stage, company: Company) -> None:
    app = stage.show("month", {"month": "2026-05"}, locale="en")
    app.button(key="close").click().run()
    assert app.error, "it asks why it is closed all the same"
    assert not company.uploads.months.closed()
    app.text_input(key="close_reason_2026-05").set_value("branch BJ has left").run()
    app.button(key="close").click().run()
    assert company.uploads.months.closes()["2026-05"].reason == "branch BJ has left"
    for page in ("overview", "leaderboard", "month"):
        said = json.loads(json.dumps(board_json(opened(stage, "2026-05", page=page)), default=str))["finality"]
        assert (said["state"], said["by"]) == ("closed", LOCAL_ADMIN.name)
    app.text_input(key="reopen_reason_2026-05").set_value("it has not").run()
    app.button(key="reopen").click().run()
    assert not company.uploads.months.closed()


def test_an_owner_who_is_late_is_named(stage: Stage, company: Company) -> None:
    months = company.uploads.months
    months.assign(MonthOwner("2026-05", "receipts", "mei", Period.parse("2026-06-03").start), LOCAL_ADMIN)
    try:
        (late,) = [one for one in month_checks(opened(stage, "2026-05").context) if one.id == "late_receipts"]
        assert "mei" in late.text
    finally:
        months.assign(MonthOwner("2026-05", "receipts", "", None), LOCAL_ADMIN)


def test_who_sees_a_part_of_the_company_reads_and_closes_nothing(stage: Stage) -> None:
    app = stage.show("month", {"month": "2026-04"}, viewer=Viewer("mei", Role.MANAGER, Scope((("branch", ("BJ",)),))))
    assert not [one for one in app.button if one.key in {"close", "reopen"}]
    assert app.dataframe


def test_who_was_on_time_is_told_to_who_sees_the_company(company: Company, stage: Stage) -> None:
    closing = company.uploads.months
    assert opened(stage, "2026-05").block("punctuality") is None, "nobody was named with a day"
    closing.assign(MonthOwner("2026-05", "sales", "li", date(2026, 6, 5)), LOCAL_ADMIN)
    closing.assign(MonthOwner("2026-05", "receipts", "mei", date(2026, 6, 5)), LOCAL_ADMIN)
    table = opened(stage, "2026-05").block("punctuality")
    assert isinstance(table, Table)
    loaded = {one.dataset: one for one in company.appdb.history.uploads()}["sales"]
    late = (loaded.created.astimezone().date() - date(2026, 6, 5)).days
    rows = [(row["dataset"], row["owner"], row["came"], row["state"]) for row in table.rows]
    came = loaded.created.astimezone().date()
    assert rows == [
        ("Receipts", "mei", None, "overdue"), ("Sales lines", "li", came, "late" if late > 0 else "on time"),
    ]  # fmt: skip
    assert f"{int(late <= 0)} of 2 submissions on time" in table.title
    scoped = Viewer("mei", Role.MANAGER, Scope((("branch", ("BJ",)),)))
    assert opened(stage, "2026-05", scoped).block("punctuality") is None
