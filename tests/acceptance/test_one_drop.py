"""Several files in one drop: what one file brings, another one of the same drop is read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers


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


HEADS = "Order ID,Order Date,Customer,Sales Rep\n10248,2026-05-03,Alpha,Ann\n10249,2026-05-04,Beta,Bob\n"
LINES = "Order ID,Product,Quantity,Unit Price\n10248,Pen,2,10\n10248,Ink,1,5\n10249,Pen,3,10\n"


@pytest.mark.parametrize("order", [("orders", "order_details"), ("order_details", "orders")])
def test_orders_and_their_lines_in_two_files_are_sales_by_day_and_customer(
    workspace: Workspace, tmp_path: Path, order: tuple[str, str]
) -> None:
    texts = {"orders": HEADS, "order_details": LINES}
    found = plan(workspace, tmp_path, **{name: texts[name] for name in order})
    assert found.unanswered == ()
    workspace.uploads.commit(found.id, LOCAL_ADMIN, confirmed=True)
    rows = workspace.store.current().rows(
        "SELECT CAST(date AS VARCHAR) AS day, customer, rep, sum(amount) AS a FROM sales GROUP BY ALL ORDER BY 1"
    )
    assert [(*map(str, list(row.values())[:3]), int(row["a"])) for row in rows] == [
        ("2026-05-03", "Alpha", "Ann", 25),
        ("2026-05-04", "Beta", "Bob", 30),
    ]
    june = {
        "orders": HEADS.replace("-05-", "-06-").replace("1024", "1025"),
        "order_details": LINES.replace("1024", "1025"),
    }
    again = plan(workspace, tmp_path, **june)
    assert (again.questions, again.risks, again.errors) == ((), (), ())


def test_lines_of_orders_that_may_not_be_sold_yet_are_asked_with_their_money(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = "Order ID,Line Number,Product,Quantity,Unit Price\n10248,1,Pen,2,10\n10248,2,Ink,1,5\n10249,1,Pen,3,10\n"
    found = plan(workspace, tmp_path, orders=HEADS, rows=lines)
    (question,) = found.unanswered
    assert question.id == "dataset"
    assert [str(one.value) for one in question.figures["sales"]] == ["6.0000", "55.0000"]
    assert [str(one.value) for one in question.figures["order_lines"]] == ["6.0000"]
    for dataset, sold in (("sales", 55), ("order_lines", None)):
        given = Answers(answers={question.key: {"dataset": dataset}})
        files = [(name, tmp_path / name) for name in ("orders.csv", "rows.csv")]
        answered = workspace.uploads.plan(files, LOCAL_ADMIN, given)
        assert answered.ready
        totals = {one.measure: one.after for one in answered.headlines if one.by == "total"}
        assert totals.get("net_sales") == sold


def test_a_list_of_returned_orders_in_a_file_of_its_own_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    sales = (
        "Order ID,Order Date,Customer,Product,Quantity,Sales\n1,2026-05-03,Alpha,Pen,2,20\n2,2026-05-04,Beta,Pen,3,30\n"
    )
    found = plan(workspace, tmp_path, sales=sales, returns="Returned,Order ID\nYes,2\n")
    assert found.errors == ()
    assert [one.id for one in found.unanswered] == ["returned_documents"]
    files = [(name, tmp_path / name) for name in ("sales.csv", "returns.csv")]
    given = Answers(answers={"*": {"returned_documents": "subtract"}})
    answered = workspace.uploads.plan(files, LOCAL_ADMIN, given)
    assert {one.measure: one.after for one in answered.headlines if one.by == "total"}["net_sales"] == 20
    assert [p.code for p in plan(workspace, tmp_path, returns="Returned,Order ID\nYes,2\n").errors] == ["E_OTHER_KIND"]


@pytest.mark.parametrize("order", [("sales", "reps"), ("reps", "sales")])
def test_names_in_a_column_of_codes_are_those_of_the_master_in_the_drop(
    workspace: Workspace, tmp_path: Path, order: tuple[str, str]
) -> None:
    texts = {
        "sales": "Date,Rep ID,Customer,Product,Quantity,Amount\n2026-05-03,Ann Lee,Alpha,Pen,1,10\n2026-05-04,bob ray,Beta,Pen,1,20\n",
        "reps": "Rep ID,Rep Name,Region\nE1,Ann Lee,East\nE2,Bob Ray,West\n",
    }
    found = plan(workspace, tmp_path, **{name: texts[name] for name in order})
    workspace.uploads.commit(found.id, LOCAL_ADMIN, confirmed=True)
    rows = workspace.store.current().rows("SELECT rep, region, sum(amount) AS a FROM sales GROUP BY ALL ORDER BY 1")
    assert [(row["rep"], row["region"], row["a"]) for row in rows] == [("E1", "East", 10), ("E2", "West", 20)]


def test_targets_are_measured_by_the_sales_that_come_with_them(workspace: Workspace, tmp_path: Path) -> None:
    goals = "业务员,1月,2月\n张伟,12.7,13.6\n李娜,19.3,9.6\n"
    sales = "日期,业务员,客户名称,数量,金额\n" + "".join(f"2026-05-0{n},张伟,华联,1,{1000 * n}\n" for n in range(1, 7))
    assert "amount_unit" not in {q.id for q in plan(workspace, tmp_path, **{"2026年目标": goals}).questions}
    beside = plan(workspace, tmp_path, **{"2026年目标": goals, "sales": sales})
    (unit,) = (q for q in beside.unanswered if q.id == "amount_unit")
    assert {"10000", "1"} <= {value for value, _ in unit.choices}
