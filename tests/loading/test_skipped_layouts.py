"""A table answered as not to be read is left out the next month without a question, said, and taken back by forgetting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.errors import UsageError
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import SKIP, Answers
from tests.recognition.generated.case import Cells, workbook
from tests.support.company import Company
from tests.support.inline_reader import inline_reader


def _file(company: Company, month: int, *, extra: str = "销售") -> tuple[str, Path]:
    """A month's workbook: the sales, and a list of invoices that is named as sales, which is asked."""
    days = [date(2026, month, day) for day in (3, 9, 17)]
    sales: Cells = [["日期", "单据号", "客户", "产品", "金额"]]
    sales += [[day, f"S{month}-{n}", f"K{n}", "P", 100 * month + n] for n, day in enumerate(days)]
    other: Cells = [["单据号", "开票日期", "到期日期", "客户名称", "金额"]]
    other += [[f"I{month}-{n}", day, day, f"K{n}", 7 + n] for n, day in enumerate(days)]
    path = company.root / f"month{month}.xlsx"
    path.write_bytes(workbook({"明细": sales, extra: other}))
    return f"month{month}.xlsx", path


def _plan(company: Company, month: int, answers: Answers | None = None) -> Plan:
    return company.uploads.plan([_file(company, month)], LOCAL_ADMIN, answers)


def _asked(plan: Plan) -> list[tuple[str, str]]:
    return [(one.id, one.key) for one in plan.unanswered]


def _answered(month: int, answer: str) -> Answers:
    return Answers(answers={f"month{month}.xlsx!销售": {"dataset": answer}})


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """January is loaded; of its extra sheet it was answered that it is not read."""
    company = Company(tmp_path, inline_reader)
    assert ("dataset", "month1.xlsx!销售") in _asked(_plan(company, 1)), "the sheet is asked about"
    plan = _plan(company, 1, _answered(1, SKIP))
    assert not plan.unanswered
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    return company


def test_the_next_month_is_not_asked_and_is_told(company: Company) -> None:
    plan = _plan(company, 2)
    assert not plan.unanswered
    assert not plan.risks
    (note,) = [one for one in plan.problems if one.code == "N_SKIPPED_BEFORE"]
    assert (note.severity, note.value, note.count) == (Severity.NOTE, "销售", 1)
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    sold = sum(100 * month + n for month in (1, 2) for n in range(3))
    assert company.one("SELECT sum(amount) FROM sales") == Decimal(sold)


def test_it_is_asked_again_once_forgotten(company: Company) -> None:
    (kept,) = [one for one in company.uploads.mappings.all(LOCAL_ADMIN) if one.dataset == SKIP]
    assert kept.label == "month1.xlsx · 销售"
    with pytest.raises(UsageError):
        company.uploads.mappings.correct(kept.signature, {"金额": "amount"}, LOCAL_ADMIN)
    company.uploads.mappings.forget(kept.signature, LOCAL_ADMIN)
    assert ("dataset", "month2.xlsx!销售") in _asked(_plan(company, 2))


def test_what_is_said_now_counts_and_is_kept(company: Company) -> None:
    plan = _plan(company, 2, _answered(2, "receivables"))
    assert {load.dataset for load in plan.loads} == {"sales", "receivables"}
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    assert {load.dataset for load in _plan(company, 3).loads} == {"sales", "receivables"}


def test_what_is_left_out_once_is_asked_the_next_time(tmp_path: Path) -> None:
    company = Company(tmp_path, inline_reader)
    plan = _plan(company, 1, Answers(datasets={"month1.xlsx!销售": SKIP}))
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert ("dataset", "month2.xlsx!销售") in _asked(_plan(company, 2))


def test_a_layout_that_was_loaded_is_not_forgotten_by_leaving_it_out(company: Company) -> None:
    """`--answer dataset=skip` of a table that nobody asked about leaves it out this time."""
    sales = Answers(answers={"month2.xlsx!明细": {"dataset": SKIP}, "month2.xlsx!销售": {"dataset": "receivables"}})
    plan = _plan(company, 2, sales)
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    assert "sales" in {load.dataset for load in _plan(company, 3).loads}


def test_a_file_of_its_own_is_left_out_and_there_is_nothing_to_load(company: Company) -> None:
    path = company.root / "alone.csv"
    path.write_text(
        "单据号,开票日期,到期日期,客户名称,金额\nI7,2026-03-05,2026-03-06,K1,7\nI8,2026-03-06,2026-03-09,K2,8\n",
        encoding="utf-8",
    )
    plan = company.uploads.plan([("销售 3.csv", path)], LOCAL_ADMIN)
    assert plan.is_left_out
    assert not plan.errors
    assert not plan.ready
