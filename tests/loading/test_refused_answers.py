"""An answer that a question does not offer is refused with what it offers, by whichever door it comes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sales_core.i18n import locales
from sales_core.kernel.errors import ConfirmationNeededError, RefusedError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.describe import describe
from sales_core.recognition.reading import Answers
from tests.support.company import Company

CODE = "E_ANSWER_NOT_OFFERED"


def sale(order: str, day: int, amount: int) -> dict[str, object]:
    return {"order_no": order, "date": f"2026-05-{day:02}", "customer": "C1", "quantity": 1, "amount": amount}


def refused(plan: Plan) -> list[Mapping[str, str]]:
    return [problem.facts for problem in plan.errors if problem.code == CODE]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    company = Company(tmp_path)
    company.load("sales-first.csv", [sale("A1", 1, 100), sale("A2", 2, 30)])
    return company


@pytest.mark.parametrize("name", ["*", "sales-second.csv", "sales-second.csv!"])
def test_a_question_of_the_load_refuses_what_it_does_not_offer(company: Company, name: str) -> None:
    given = Answers(answers={name: {"add_or_replace": "both"}})
    plan = company.plan("sales-second.csv", [sale("B1", 1, 50)], answers=given)
    (facts,) = refused(plan)
    assert facts["question"] == "add_or_replace"
    assert [one.answer for one in plan.questions] == [None], "the question stays open"
    assert not plan.ready
    assert not plan.candidate
    for locale in locales():
        (problem,) = plan.errors
        message, mend = describe(problem, locale)
        assert "both" in message
        assert all(f"{answer} (" in mend for answer in ("add", "replace"))
    with pytest.raises((RefusedError, ConfirmationNeededError)):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)


def test_a_dataset_that_does_not_exist_is_refused_with_those_that_do(company: Company) -> None:
    for given in (Answers(datasets={"*": "sale"}), Answers(answers={"*": {"dataset": "sale"}})):
        plan = company.plan("sales-second.csv", [sale("B1", 10, 50)], answers=given)
        (facts,) = refused(plan)
        assert {"sales", "stock", "skip"} <= set(facts["choices_en"].replace("(", " ").replace(",", " ").split())
        assert not plan.ready
