"""Logs of visits as field-sales programs export them are read as visits; what only looks like one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recognition.conftest import Read, write_csv

LOG_ZH = (
    ("拜访人", "客户名称", "签到时间", "签退时间", "拜访时长(分钟)", "拜访类型", "拜访总结"),
    ("张伟", "上海华联超市", "2026-05-18 09:10", "2026-05-18 09:45", "35", "例行拜访", "同意陈列"),
    ("李娜", "百货大楼", "2026-05-19 14:00", "2026-05-19 14:20", "20", "催收货款", "下周付款"),
)
PLAN_ZH = (
    ("业务员编码", "业务员", "客户编码", "客户名称", "计划日期", "拜访状态", "拜访目的"),
    ("E1", "张伟", "C1", "上海华联超市", "2026-05-18", "已完成", "订货"),
    ("E1", "张伟", "C2", "百货大楼", "2026-05-19", "计划", "新品推广"),
    ("E1", "张伟", "C3", "小卖部", "2026-05-19", "已取消", "订货"),
)
LOG_EN = (
    ("Assigned To", "Account", "Visit Date", "Status", "Subject", "Duration (minutes)", "Outcome"),
    ("Ann Lee", "Corner Shop", "2026-05-18", "Completed", "New listing", "30", "Agreed"),
    ("Ann Lee", "Big Store", "2026-05-19", "Planned", "Order", "", ""),
)


@pytest.mark.parametrize(
    ("name", "rows", "kinds"),
    [
        ("拜访记录.csv", LOG_ZH, None),
        ("5月拜访计划.csv", PLAN_ZH, ["done", "planned", "missed"]),
        ("visits.csv", LOG_EN, ["done", "planned"]),
        ("export.csv", PLAN_ZH, ["done", "planned", "missed"]),
    ],
)
def test_a_log_is_read_without_a_question(
    read: Read, tmp_path: Path, name: str, rows: tuple[tuple[str, ...], ...], kinds: list[str] | None
) -> None:
    path = tmp_path / name
    write_csv(path, [list(row) for row in rows])
    result = read(path)
    assert (result.table.dataset, result.open_questions) == ("visits", [])
    found = result.rows.to_pylist()
    assert len(found) == len(rows) - 1
    assert [row.get("kind") for row in found] == (kinds or ["done"] * len(found))
    assert {str(row["date"]) for row in found} == {"2026-05-18", "2026-05-19"}


@pytest.mark.parametrize(
    ("name", "rows", "dataset"),
    [
        (
            "巡店记录.csv",
            (
                ("拜访日期", "售点编码", "售点名称", "拜访人", "铺货得分", "排面得分"),
                ("2026-05-18", "C1", "华联", "张伟", "80", "70"),
            ),
            "outlet_audits",
        ),
        (
            "销售明细.csv",
            (
                ("单据日期", "单据编号", "客户名称", "业务员", "产品名称", "数量", "金额"),
                ("2026-05-18", "S1", "华联", "张伟", "乌龙茶", "2", "90"),
            ),
            "sales",
        ),
        (
            "费用报销.csv",
            (("报销日期", "报销人", "费用类型", "费用金额", "分公司"), ("2026-05-18", "张伟", "差旅费", "900", "上海")),
            "expenses",
        ),
    ],
)
def test_what_looks_like_a_log_is_not_one(
    read: Read, tmp_path: Path, name: str, rows: tuple[tuple[str, ...], ...], dataset: str
) -> None:
    path = tmp_path / name
    write_csv(path, [list(row) for row in rows])
    assert read(path).table.dataset == dataset


def test_an_order_list_without_amounts_is_no_log(read: Read, tmp_path: Path) -> None:
    """Day, customer and rep alone tell nothing of visits: it is not read as one without being asked."""
    path = tmp_path / "list.csv"
    write_csv(path, [["日期", "客户名称", "业务员"], ["2026-05-18", "华联", "张伟"], ["2026-05-19", "百货", "李娜"]])
    table = read(path).table
    assert table.rows_file is None or table.dataset != "visits"
