"""The demo company's own spreadsheets as plain rows, read without the product: cells, dates and Decimals.

Every row carries the dimensions a figure can be split by, looked up in the master files by plain dictionaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from tests.support.present import Cells, present
from tests.support.sheets import sheet_rows

MEASURES = {"净销售额": "net_sales", "回款": "collections", "毛利": "gross_profit", "数量": "quantity"}
Row = Cells


@dataclass(eq=False)
class World:
    """What the files say. `targets` are as stated, per node; `stock` is own, `held` the distributors'."""

    lines: list[Row]
    targets: list[Row]
    documents: list[Row]
    receipts: list[Row]
    stock: list[Row]
    held: list[Row]
    audits: list[Row] = field(default_factory=list)
    expenses: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    customers: dict[str, Row] = field(default_factory=dict)
    products: dict[str, Row] = field(default_factory=dict)

    @cached_property
    def as_of(self) -> date:
        """The data's last day."""
        last: date = max(row["date"] for row in self.lines)
        return last


def table(path: Path) -> list[Row]:
    """One exported sheet from its header row down, without the total row; cells as written, blank = None."""
    rows: Sequence[Sequence[object]]
    if path.suffix == ".xlsx":
        rows = sheet_rows(path)
    else:
        rows = [line.split(",") for line in path.read_bytes().decode("gb18030").splitlines()]
    at = next(n for n, row in enumerate(rows) if sum(cell not in {None, ""} for cell in row) > 2)
    head = [str(cell) for cell in rows[at]]
    found = [dict(zip(head, (None if cell == "" else cell for cell in row), strict=False)) for row in rows[at + 1 :]]
    return [row | {"#unit": _unit(rows[:at])} for row in found if row[head[0]] not in {"合计", None}]


def _unit(top: Sequence[Sequence[object]]) -> int:
    return 10_000 if any("万元" in str(cell) for row in top for cell in row if cell) else 1


def day(cell: object) -> date | None:
    if cell is None or isinstance(cell, datetime):
        return cell.date() if cell else None
    return date.fromisoformat(str(cell))


def number(cell: object) -> Decimal | None:
    return None if cell is None else Decimal(str(cell))


def read_world(folder: Path) -> World:
    """Every file of the demo company."""

    def rows(*starts: str) -> list[Row]:
        paths = sorted(path for path in folder.iterdir() if path.name.startswith(starts))
        assert paths, starts
        return [row for path in paths for row in table(path)]

    customers = {row["客户编码"]: row for row in rows("客户档案")}
    products = {row["存货编码"]: row for row in rows("存货档案")}
    homes = {row["分公司"]: row["大区"] for row in rows("分公司档案")}

    def who(row: Row) -> Row:
        """Customer side of a row: what the row says itself, else the customer's master."""
        master = customers[row["客户编码"]]
        return {
            "customer": row["客户编码"], "region": row["大区"], "branch": row["分公司"],
            "rep": row.get("业务员编码") or master["业务员编码"], "channel": master["渠道"],
            "customer_class": master["客户等级"],
        }  # fmt: skip

    def what(row: Row) -> Row:
        master = products[row["存货编码"]]
        return {"product": row["存货编码"], "category": master["大类"], "brand": master["品牌"]}

    return World(
        lines=[
            who(row) | what(row) | {
                "date": day(row["单据日期"]), "order": row["单据编号"], "warehouse": row["仓库"], "promotion": row["促销编号"] or "",
                "quantity": number(row["数量"]), "amount": number(row["不含税金额"]), "cost": number(row["销售成本"]),
                "back": "退" in row["业务类型"],
            } for row in rows("销售明细")
        ],
        targets=_targets(folder, homes),
        documents=[
            who(row) | {
                "document": row["单据编号"], "original": row["对应发票"] or "", "date": day(row["开票日期"]),
                "due": day(row["到期日"]), "amount": number(row["价税合计"]),
            } for row in rows("应收单据")
        ],
        receipts=[
            who(row) | {
                "receipt": row["收款单号"], "date": day(row["收款日期"]), "document": row["核销单据"] or "",
                "amount": number(row["收款金额"]),
            } for row in rows("收款单")
        ],
        stock=[
            what(row) | {
                "date": day(row["截止日期"]), "region": row["大区"], "branch": row["分公司"], "warehouse": row["仓库"],
                "received": day(row["入库日期"]), "made": day(row["生产日期"]), "expiry": day(row["有效期至"]),
                "quantity": number(row["结存数量"]), "value": number(row["结存金额"]),
            } for row in rows("批次库存")
        ],
        held=[
            what(row) | {
                "date": day(row["截止日期"]), "region": row["大区"], "branch": row["分公司"], "holder": row["经销商编码"],
                "quantity": number(row["结存数量"]), "out": number(row["本期出库"]),
                "value": present(number(row["结存数量"])) * present(number(products[row["存货编码"]]["标准成本"])),
            } for row in rows("经销商进销存")
        ],
        audits=[
            who(row | {"客户编码": row["售点编码"]}) | {"date": day(row["检查日期"])} | {
                part: number(row[f"{name}得分"])
                for part, name in (("distribution", "铺货"), ("facing", "排面"), ("price", "价格"), ("display", "陈列"))
            } for row in rows("售点检查表")
        ],
        expenses=[
            {"date": day(row["发生日期"]), "region": row["大区"], "branch": row["分公司"], "kind": row["费用性质"],
             "amount": number(row["费用金额"])}
            for row in rows("费用与预算")
        ],
        visits=[
            who(row) | {
                "date": day(row["拜访日期"]), "done": row["拜访状态"] == "已完成",
                "planned": row["拜访状态"] != "已完成" or row["计划内"] == "是", "minutes": number(row["拜访时长(分钟)"]),
            } for row in rows("客户拜访记录")
        ],
        customers=customers,
        products=products,
    )  # fmt: skip


def _targets(folder: Path, homes: dict[str, str]) -> list[Row]:
    found = []
    for path in sorted(folder.glob("*目标.xlsx")):
        year = int(path.name[:4])
        for row in table(path):
            node = {"branch": row.get("分公司") or "", "rep": row.get("工号") or "", "category": row.get("品类") or ""}
            node["region"] = homes[node["branch"]] if node["branch"] else ""
            measure = MEASURES[row["指标"]] if "指标" in row else "net_sales"
            for month in range(1, 13):
                cell = row.get(f"{month}月")
                if cell is not None:
                    value = number(cell) * row["#unit"]
                    found.append(node | {"month": date(year, month, 1), "measure": measure, "target": value})
    return found
