"""An invented consumer-goods company, written out as its ERP would export it. Same seed, same files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.demo import stories
from data.demo.days import AS_OF
from data.demo.files import Export
from data.demo.sales import Lines, World

__all__ = ["AS_OF", "LOADS", "TINY", "Load", "write_company"]

#: The scale of a company of a few thousand lines, for tests.
TINY = 0.0085


@dataclass(frozen=True, slots=True)
class Load:
    """Files that a manager would drop together."""

    name: str
    files: tuple[str, ...]


LOADS: tuple[Load, ...] = (
    Load("masters", ("分公司档案.xlsx", "业务员任职表.xlsx", "客户档案.xlsx", "存货档案.csv")),
    Load(
        "plans",
        (
            *(f"{year}年业务员销售目标.xlsx" for year in (2023, 2024, 2025, 2026)),
            "2025年分公司目标.xlsx",
            "2026年分公司目标.xlsx",
            "2026年品类销售目标.xlsx",
            "费用与预算.csv",
        ),
    ),
    Load(
        "history",
        (
            "销售明细_2023年四季度.csv",
            *(f"销售明细_{year}年{half}半年.csv" for year in (2024, 2025) for half in "上下"),
            "销售明细_2026年上半年.csv",
            "销售明细_202607.csv",
            "销售明细_202608.xlsx",
        ),
    ),
    Load(
        "cash",
        (
            *(f"应收单据_{year}年.csv" for year in (2023, 2024, 2025, 2026)),
            *(f"收款单_{year}年.csv" for year in (2023, 2024, 2025, 2026)),
        ),
    ),
    Load("stock", ("批次库存_2025年.csv", "批次库存_2026年.csv", "批次库存_20261022.xlsx", "经销商进销存.xlsx")),
    Load("outlets", ("售点检查表.xlsx",)),
    Load("september", ("销售明细_202609.xlsx",)),
    Load("october", ("销售明细_202610.xlsx",)),
    Load("visits", ("客户拜访记录.csv",)),
    Load("pay", ("大客户经理任职表.xlsx", "提成方案.xlsx", "考核方案.xlsx")),
)


def write_company(
    folder: Path, scale: float = 1.0, progress: Callable[[str], None] = lambda _: None
) -> tuple[Path, ...]:
    """Writes every file of the company to `folder`; returns the paths. Scale 1: about 400,000 sales lines."""
    from data.demo.files import write

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for export in _exports(scale):
        paths.append(write(folder, export))
        progress(export.name)
    return tuple(paths)


def build_world(scale: float) -> tuple[World, Lines]:
    """People, customers, products and the sales lines between them."""
    from data.demo.customers import make_customers
    from data.demo.people import make_people
    from data.demo.products import make_products
    from data.demo.sales import make_lines, make_world

    people = make_people(_rng(2), scale)
    products = make_products(_rng(3), scale)
    customers = make_customers(_rng(4), people, scale)
    world = make_world(_rng(5), people, customers, products, scale)
    return world, make_lines(world)


def _rng(part: int) -> np.random.Generator:
    return np.random.default_rng([stories.SEED, part])


def _exports(scale: float) -> Iterator[Export]:
    from data.demo import cash, commission, exports, outlets, plans, stock, targets, visits

    world, lines = build_world(scale)
    documents = cash.make_documents(world, lines)
    receipts = cash.make_receipts(_rng(6), world, documents)
    limits = cash.credit_limits(_rng(7), world, documents)
    goals = targets.make_targets(_rng(8), world, lines, receipts)
    yield from exports.master_exports(world, world.customers.classes(), limits)
    yield from plans.target_exports(world, goals)
    yield plans.expense_export(world, targets.make_expenses(_rng(9), world, lines, goals))
    yield from exports.sales_exports(world, lines)
    yield from exports.cash_exports(world, documents, receipts)
    own = stock.make_own_stock(_rng(10), world, lines)
    yield from exports.stock_exports(world, own, stock.make_distributor_stock(world, lines))
    yield exports.outlet_export(world, outlets.make_audits(_rng(11), world))
    yield exports.visit_export(world, visits.make_visits(_rng(12), world, lines))
    yield from commission.pay_exports(world, lines)
