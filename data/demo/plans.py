"""Files of targets with months across, and the expense ledger with its budget."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.demo.company import CATEGORIES, COMPANY, EXPENSE_TYPES
from data.demo.days import MONTHS, Ints, last_day
from data.demo.exports import branch_names, place
from data.demo.files import Column, Export, counts, days, money, picked, texts
from data.demo.people import OPEN_END
from data.demo.sales import World, promotion_code
from data.demo.targets import PLAN_MONTHS, Expenses, Targets

GROSS_SHARE = 31
"""Per cent of net sales that branches are to keep as gross profit."""


def _year_months(year: int) -> list[int]:
    """Positions of the year's months that have a plan."""
    return [m for m in range(PLAN_MONTHS) if 2023 + (m + 9) // 12 == year]


def _title(year: int, what: str, unit: str) -> tuple[str, ...]:
    return (f"{year}年度{what}", f"编制单位：{COMPANY}", f"单位：{unit}")


def _across(values: Ints, months: list[int], *, tens_of_thousands: bool = False, total: bool = True) -> list[Column]:
    """One column a month and 合计; zero is an empty cell; amounts in 万元 keep two decimals."""
    columns = []
    for header, cells in [
        *((f"{(m + 9) % 12 + 1}月", values[:, k]) for k, m in enumerate(months)),
        ("合计", values.sum(axis=1)),
    ]:
        empty = (cells == 0) & (header != "合计")
        if tens_of_thousands:
            columns.append(money(header, cells // 100, total=total, empty=empty))
        else:
            columns.append(counts(header, cells, total=total, empty=empty))
    return columns


def target_exports(world: World, targets: Targets) -> Iterator[Export]:
    """Reps by year (2025 in 万元), branches for four measures, categories for the current year."""
    for year in (2023, 2024, 2025, 2026):
        yield _rep_targets(world, targets, year)
    for year in (2025, 2026):
        yield _branch_targets(world, targets, year)
    months = _year_months(2026)
    names = np.arange(len(CATEGORIES), dtype=np.int64)
    columns = (
        picked("品类", [c.name for c in CATEGORIES], names),
        *_across(targets.category_sales[:, months], months),
    )
    title = _title(2026, "品类销售目标", "元")
    yield Export("2026年品类销售目标.xlsx", columns, title, has_total=True, sheet="品类目标")


def _rep_targets(world: World, targets: Targets, year: int) -> Export:
    people, months = world.people, _year_months(year)
    rows, cells = [], []
    for posting in people.postings:
        until = PLAN_MONTHS if posting.until >= OPEN_END else posting.until
        held = [m if posting.first <= m < until else -1 for m in months]
        line = [int(targets.rep[posting.territory, m]) if m >= 0 else 0 for m in held]
        if any(line):
            rows.append(posting)
            cells.append(line)
    rep = np.array([p.rep for p in rows], dtype=np.int64)
    branch = people.territory_branch[np.array([p.territory for p in rows])]
    in_wan = year == 2025
    columns = (
        *place(world, branch),
        picked("工号", people.codes, rep),
        picked("业务员", people.names, rep),
        *_across(np.array(cells, dtype=np.int64), months, tens_of_thousands=in_wan),
    )
    title = _title(year, "业务员销售目标分解表", "万元" if in_wan else "元")
    return Export(f"{year}年业务员销售目标.xlsx", columns, title, has_total=True, sheet="目标分解")


def _branch_targets(world: World, targets: Targets, year: int) -> Export:
    months = _year_months(year)
    count = len(world.people.branches)
    measures = (
        ("净销售额", targets.branch_sales),
        ("数量", targets.branch_quantity),
        ("回款", targets.branch_collections),
        ("毛利", targets.branch_sales * GROSS_SHARE // 100),
    )
    values = np.concatenate([table[:, months] for _, table in measures])
    columns = (
        picked("分公司", branch_names(world), np.tile(np.arange(count), len(measures))),
        texts("指标", [name for name, _ in measures for _ in range(count)]),
        *_across(values, months, total=False),
    )
    return Export(f"{year}年分公司目标.xlsx", columns, _title(year, "分公司经营目标", "元"), sheet="分公司目标")


def expense_export(world: World, expenses: Expenses) -> Export:
    """Actual and budget below each other, as a cost ledger prints them."""
    count = len(expenses.month)
    day = np.array([last_day(m) for m in range(len(MONTHS))])[np.tile(expenses.month, 2)]
    kind = np.tile(expenses.kind, 2)
    promotional = np.array([name == "促销费" for name, _ in EXPENSE_TYPES])[kind]
    columns = (
        days("发生日期", day),
        *place(world, np.tile(expenses.branch, 2)),
        picked("费用性质", ("实际", "预算"), np.repeat(np.array([0, 1]), count)),
        picked("费用类型", [name for name, _ in EXPENSE_TYPES], kind),
        picked(
            "促销编号",
            [promotion_code(m) for m in range(len(MONTHS))],
            np.where(promotional, np.tile(expenses.month, 2), -1),
        ),
        money("费用金额", np.concatenate([expenses.actual, expenses.budget])),
    )
    return Export("费用与预算.csv", columns, (f"费用与预算明细　{COMPANY}　单位：元",))
