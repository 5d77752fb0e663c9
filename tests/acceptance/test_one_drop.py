"""Several files in one drop: what one file brings, another one of the same drop is read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan


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


def test_a_new_rep_may_come_in_the_same_drop(workspace: Workspace, tmp_path: Path) -> None:
    reps = "工号,业务员,大区\nE1,张伟,华东\nE2,李娜,华北\n"
    first = plan(workspace, tmp_path, reps=reps)
    workspace.uploads.commit(first.id, LOCAL_ADMIN, confirmed=True)
    sales = "日期,工号,客户名称,产品名称,数量,金额\n2026-05-06,E3,华联,啤酒,1,10\n"
    assert [p.code for p in plan(workspace, tmp_path, sales=sales).errors] == ["E_UNKNOWN_REP"]
    both = plan(workspace, tmp_path, sales=sales, staff=reps + "E3,王芳,华南\n")
    assert both.errors == ()
    assert both.ready


def test_labels_without_a_header_are_what_the_other_file_calls_them(workspace: Workspace, tmp_path: Path) -> None:
    budget = ",2026-01,2026-02\n甲,10,20\n乙,30,40\n"
    sales = "日期,大区,客户名称,数量,金额\n2026-05-06,甲,华联,1,10\n2026-05-06,乙,永辉,1,10\n"
    (alone,) = (q for q in plan(workspace, tmp_path, 预算=budget).questions if q.id == "dimension")
    assert alone.default == "category"
    beside = plan(workspace, tmp_path, 预算=budget, sales=sales)
    assert "dimension" not in {q.id for q in beside.questions}, "every label is a region of the other file"
    (labels,) = (
        m for r in beside.readings for t in r.tables for m in t.matches if m.letter == "A" and t.dataset == "targets"
    )
    assert labels.field == "region"


def test_taxed_amounts_beside_unstated_ones_need_a_yes_once(workspace: Workspace, tmp_path: Path) -> None:
    row = "2026-0{m}-06,华联,啤酒,1,10\n"
    for month, header, warned in ((3, "金额", False), (4, "含税金额", True), (5, "含税金额", False)):
        text = f"日期,客户名称,产品名称,数量,{header}\n" + row.format(m=month)
        found = plan(workspace, tmp_path, **{f"sales{month}": text})
        assert ("W_TAX_BASIS" in {p.code for p in found.warnings}) is warned
        workspace.uploads.commit(found.id, LOCAL_ADMIN, confirmed=True)


def test_a_rep_in_another_branch_than_the_master_ever_said_is_told(workspace: Workspace, tmp_path: Path) -> None:
    first = plan(workspace, tmp_path, reps="工号,业务员,分公司\nE1,张伟,上海\nE2,李娜,北京\n")
    workspace.uploads.commit(first.id, LOCAL_ADMIN, confirmed=True)
    header = "日期,分公司,工号,客户名称,产品名称,数量,金额\n"
    found = plan(
        workspace, tmp_path, sales=header + "2026-05-06,上海,E1,华联,啤酒,1,10\n2026-05-06,上海,E2,华联,啤酒,1,10\n"
    )
    assert [p.facts["examples"] for p in found.problems if p.code == "N_OTHER_POSTING"] == ["E2: 上海 ≠ 北京"]
    assert found.ready


def test_an_invoice_that_lost_its_zeros_is_not_counted_twice_by_a_plain_yes(
    workspace: Workspace, tmp_path: Path
) -> None:
    header = "发票号,开票日期,到期日期,客户名称,金额\n"
    first = plan(
        workspace, tmp_path, 应收=header + "0012,2026-05-06,2026-06-05,华联,100\n0013,2026-05-07,2026-06-06,永辉,70\n"
    )
    workspace.uploads.commit(first.id, LOCAL_ADMIN, confirmed=True)
    again = (
        header
        + "12,2026-05-06,2026-06-05,华联,100\n13,2026-05-08,2026-06-07,永辉,70\n0014,2026-05-09,2026-06-08,华联,5\n"
    )
    (risk,) = plan(workspace, tmp_path, 应收=again).risks
    assert risk.id == "renumbered_documents"
    assert [int(figure.value) for figure in risk.figures] == [100]
    same = plan(workspace, tmp_path, 应收=again.replace("\n12,", "\n0012,"))
    assert not same.risks
