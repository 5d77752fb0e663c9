"""Receipts as a bank or a cash book exports them, without numbers: loaded, re-loaded, corrected and undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Query, Value
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.plan import Committed, Plan

MAY = """收款日期,客户编码,客户名称,收款金额,收款方式
2026-05-06,C1,华联,1000,电汇
2026-05-06,C1,华联,1000,电汇
2026-05-06,C2,永辉,300,承兑
2026-05-20,C1,华联,50.5,现金
"""
ALL = Decimal("2350.5")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    return Workspace.open(Settings(home=Home(tmp_path / "home").make()))


def plan(workspace: Workspace, tmp_path: Path, **texts: str) -> Plan:
    files = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        files.append((path.name, path))
    return workspace.uploads.plan(files, LOCAL_ADMIN)


def load(workspace: Workspace, tmp_path: Path, **texts: str) -> Committed:
    made = plan(workspace, tmp_path, **texts)
    assert made.ready, made.errors
    return workspace.uploads.commit(made.id, LOCAL_ADMIN, confirmed=True)


def collected(workspace: Workspace) -> Value:
    query = Query(("collections",), period=Period.parse("2026-05"))
    return workspace.figures.run(query, LOCAL_ADMIN).one()["collections"]


def test_a_file_without_numbers_loads_whole(workspace: Workspace, tmp_path: Path) -> None:
    made = plan(workspace, tmp_path, 回款=MAY)
    assert [q.id for q in made.questions] == []
    assert [p.code for p in made.errors] == []
    assert [p.code for p in made.warnings if p.code.startswith("W_DUP")] == ["W_DUP_ROWS"], (
        "two alike are said, and kept"
    )
    workspace.uploads.commit(made.id, LOCAL_ADMIN, confirmed=True)
    assert collected(workspace) == ALL


def test_the_same_file_again_replaces(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 回款=MAY)
    load(workspace, tmp_path, 回款=MAY)
    load(workspace, tmp_path, 五月回款=MAY.replace("收款方式", "结算方式"))
    assert collected(workspace) == ALL


def test_rows_in_another_order_are_the_same_receipts(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 回款=MAY)
    head, *lines = MAY.splitlines()
    load(workspace, tmp_path, 回款="\n".join([head, *reversed(lines)]))
    assert collected(workspace) == ALL


def test_a_corrected_file_replaces_the_customers_day(workspace: Workspace, tmp_path: Path) -> None:
    """One of C1's two receipts of 6 May was booked twice, the other was 900: what the day holds now is 900."""
    load(workspace, tmp_path, 回款=MAY)
    load(workspace, tmp_path, 更正="收款日期,客户编码,收款金额\n2026-05-06,C1,900\n")
    assert collected(workspace) == ALL - 2000 + 900


def test_files_of_other_customers_and_days_are_added(workspace: Workspace, tmp_path: Path) -> None:
    load(
        workspace, tmp_path,
        回款上海="收款日期,客户编码,收款金额\n2026-05-06,C1,1000\n2026-05-07,C1,10\n",
        回款北京="收款日期,客户编码,收款金额\n2026-05-06,C2,300\n",
    )  # fmt: skip
    load(workspace, tmp_path, 回款下旬="收款日期,客户编码,收款金额\n2026-05-21,C1,5\n")
    assert collected(workspace) == 1315


def test_two_files_of_one_drop_with_the_same_customers_day_say_that_the_later_counts(
    workspace: Workspace, tmp_path: Path
) -> None:
    made = plan(
        workspace, tmp_path,
        回款工行="收款日期,客户编码,收款金额\n2026-05-06,C1,1000\n",
        回款建行="收款日期,客户编码,收款金额\n2026-05-06,C1,70\n",
    )  # fmt: skip
    assert "W_LATER_FILE_WINS" in {p.code for p in made.warnings}
    workspace.uploads.commit(made.id, LOCAL_ADMIN, confirmed=True)
    assert collected(workspace) == 70


def test_undo_brings_back_what_was_replaced(workspace: Workspace, tmp_path: Path) -> None:
    first = load(workspace, tmp_path, 回款=MAY)
    second = load(workspace, tmp_path, 更正="收款日期,客户编码,收款金额\n2026-05-06,C1,900\n")
    workspace.uploads.undo(second.uploads[0].id, LOCAL_ADMIN)
    assert collected(workspace) == ALL
    third = load(workspace, tmp_path, 更正="收款日期,客户编码,收款金额\n2026-05-06,C1,900\n")
    workspace.uploads.undo(first.uploads[0].id, LOCAL_ADMIN)
    assert collected(workspace) == 900
    workspace.uploads.undo(third.uploads[0].id, LOCAL_ADMIN)
    assert not collected(workspace)


def test_numbered_and_unnumbered_rows_of_one_file(workspace: Workspace, tmp_path: Path) -> None:
    text = "收款单号,收款日期,客户编码,收款金额\nSK1,2026-05-06,C1,1000\n,2026-05-06,C1,70\n"
    load(workspace, tmp_path, 回款=text)
    load(workspace, tmp_path, 回款=text.replace("SK1,2026-05-06", "SK1,2026-05-07"))
    assert collected(workspace) == 1070


def test_an_unnumbered_receipt_pays_its_document(workspace: Workspace, tmp_path: Path) -> None:
    bills = "单据编号,开票日期,到期日,客户编码,应收金额\nFP1,2026-05-01,2026-05-31,C1,1500\n"
    paid = "收款日期,核销单据,收款金额\n2026-05-06,FP1,1000\n2026-05-06,FP1,200\n"
    load(workspace, tmp_path, 应收=bills, 回款=paid)
    open_now = workspace.figures.run(Query(("receivables_open",)), LOCAL_ADMIN).one()["receivables_open"]
    assert open_now == 300


def test_what_nothing_calls_receipts_is_not_taken_for_them(workspace: Workspace, tmp_path: Path) -> None:
    made = plan(workspace, tmp_path, 明细="日期,客户名称,金额\n2026-05-06,华联,1000\n")
    assert [load.dataset for load in made.loads] == ["sales"]
    assert "dataset" not in {q.id for q in made.questions}
