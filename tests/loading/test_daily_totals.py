"""Sales by day without a name of anybody or anything: they load, and the same days with names are never added to them
without a question."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.plan import Plan
from sales_core.semantic.service import MetricService
from tests.support.company import Company
from tests.support.inline_reader import inline_reader
from tests.support.stores import Rows

DAYS: Rows = [{"日期": f"2026-05-{day:02}", "数量": day, "销售额": day * 100} for day in range(1, 5)]
NAMED: Rows = [
    {"日期": f"2026-05-{day:02}", "大区": region, "客户名称": "甲", "数量": day, "销售额": day * 50}
    for day in range(1, 5)
    for region in ("华东", "华南")
]
TOTAL = Decimal(1000)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, inline_reader)


def _commit(company: Company, plan: Plan) -> None:
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)


@pytest.mark.parametrize(("first", "second"), [(DAYS, NAMED), (NAMED, DAYS)])
def test_days_and_lines_of_one_month_are_asked_and_never_doubled(company: Company, first: Rows, second: Rows) -> None:
    plan = company.plan("sales.csv", first)
    assert not plan.unanswered
    _commit(company, plan)
    again = company.plan("more.csv", second)
    (question,) = again.unanswered
    assert (question.id, question.default) == ("add_or_replace", None)
    assert {answer: figures[0].value for answer, figures in question.figures.items()} == {
        "add": 2 * TOTAL, "replace": TOTAL,
    }  # fmt: skip


def test_what_nobody_said_stays_unknown(company: Company) -> None:
    _commit(company, company.plan("sales.csv", DAYS))
    for dimension in ("rep", "customer", "product", "region"):
        rows = MetricService(company.store, company.appdb, product()).run(
            Query(("net_sales", "quantity"), by=(dimension,), period=Period.parse("2026-05")), LOCAL_ADMIN
        ).rows  # fmt: skip
        assert [(row[dimension], row["net_sales"], row["quantity"]) for row in rows] == [("", TOTAL, 10)], dimension
