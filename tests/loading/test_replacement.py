"""Add or replace, by documents and days: what a second file does to a month that holds rows."""

from decimal import Decimal
from typing import Any

import pytest

from sales_core.kernel.errors import ConfirmationNeededError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.loading.replacement import ADD, ADD_OR_REPLACE, ONLY_THIS
from sales_core.loading.unused_answers import unused_answers
from sales_core.recognition.reading import Answers, Question
from tests.support.company import Company

Row = dict[str, Any]
FILE = "sales-second.csv"


def line(order: str, day: int, amount: int, **more: Any) -> Row:
    return {"order_no": order, "date": f"2026-05-{day:02d}", "customer": "C1", "quantity": 1, "amount": amount} | more


def bare(day: int, amount: int) -> Row:
    return {key: value for key, value in line("", day, amount).items() if key != "order_no"}


FIRST = [line("A1", 1, 100), line("A1", 1, 20), line("A2", 2, 30), line("A3", 3, 7)]


def asked(plan: Plan) -> Question | None:
    return next((one for one in plan.questions if one.id == ADD_OR_REPLACE), None)


def total(company: Company) -> Any:
    return company.one("SELECT sum(amount) FROM sales")


def test_other_documents_of_other_days_are_added(company: Company) -> None:
    company.load("sales-first.csv", FIRST)
    plan = company.plan(FILE, [line("B1", 10, 50)])
    question = asked(plan)
    assert question is not None
    assert question.default == ADD
    assert [question.figures[answer][0].value for answer in (ADD, ONLY_THIS)] == [207, 50]
    assert not plan.risks
    company.load(FILE, [line("B1", 10, 50)])
    assert total(company) == Decimal(207)


def test_other_documents_of_the_same_days_are_asked(company: Company) -> None:
    company.load("sales-first.csv", FIRST)
    question = asked(company.plan(FILE, [line("B1", 3, 50)]))
    assert question is not None
    assert question.default is None
    for answer, expected in ((ADD, 207), (ONLY_THIS, 50)):
        plan = company.plan(FILE, [line("B1", 3, 50)], answers=Answers(answers={f"{FILE}!": {ADD_OR_REPLACE: answer}}))
        after = next(h.after for h in plan.headlines if (h.measure, h.by) == ("net_sales", "total"))
        assert after == expected


@pytest.mark.parametrize(
    ("second", "lost"),
    [
        ([line("A1", 1, 120), line("A2", 2, 35)], {"documents": 1, "money": -7, "examples": "A3"}),
        ([line("A2", 2, 30)], {"documents": 2, "money": -127, "examples": "A1, A3"}),
    ],
)
def test_documents_that_vanish_are_a_risk_with_their_money(
    company: Company, second: list[Row], lost: dict[str, Any]
) -> None:
    company.load("sales-first.csv", FIRST)
    plan = company.plan(FILE, second)
    (risk,) = plan.risks
    assert risk.text.key == "risk.takes_away.documents"
    assert risk.text.values == {"count": lost["documents"], "examples": lost["examples"]}
    assert [one.value for one in risk.figures] == [lost["money"]]


def test_the_same_documents_with_other_amounts_replace_without_a_risk(company: Company) -> None:
    company.load("sales-first.csv", FIRST)
    again = [one | {"amount": one["amount"] + 1} for one in FIRST]
    plan = company.plan(FILE, again)
    assert not plan.risks
    assert asked(plan) is None
    company.load(FILE, again)
    assert total(company) == Decimal(161)


def test_without_documents_days_decide(company: Company) -> None:
    company.load("sales-first.csv", [bare(1, 100), bare(2, 30)])
    question = asked(company.plan(FILE, [bare(9, 5)]))
    assert question is not None
    assert question.default == ADD
    (risk,) = company.plan(FILE, [bare(1, 90)]).risks
    assert risk.text.key == "risk.takes_away.days"
    assert risk.text.values == {"count": 1, "examples": "2026-05-02"}
    assert [one.value for one in risk.figures] == [-30]


def test_a_document_without_money_may_vanish(company: Company) -> None:
    company.load("sales-first.csv", [*FIRST, line("A4", 4, 0)])
    assert not company.plan(FILE, FIRST).risks


def test_documents_of_another_month_are_left_alone(company: Company) -> None:
    company.load("sales-first.csv", FIRST)
    june = [line("A1", 1, 44) | {"date": "2026-06-01"}]
    plan = company.plan(FILE, june)
    assert (plan.questions, plan.risks) == ((), ())
    company.load(FILE, june)
    assert total(company) == Decimal(201)


def option(plan: Plan) -> tuple[str, str]:
    """What is done without a word, and why."""
    (found,) = [one for one in plan.options if one.id == ADD_OR_REPLACE]
    return found.found, found.reason.key.rpartition(".")[2]


def after(plan: Plan) -> Any:
    return next(h.after for h in plan.headlines if (h.measure, h.by) == ("net_sales", "total"))


def test_what_is_done_without_a_word_is_told(company: Company) -> None:
    assert option(company.plan("sales-first.csv", FIRST)) == (ADD, "empty_months")
    company.load("sales-first.csv", FIRST)
    assert option(company.plan(FILE, [line("A1", 1, 44) | {"date": "2026-06-01"}])) == (ADD, "empty_months")
    assert option(company.plan(FILE, FIRST[:3])) == (ONLY_THIS, "same_documents")
    assert option(company.plan(FILE, [bare(1, 100)])) == (ONLY_THIS, "same_days")


def test_the_same_documents_are_added_where_the_user_says_so_and_accepts_it(company: Company) -> None:
    company.load("sales-first.csv", FIRST)
    said = Answers(answers={f"{FILE}!": {ADD_OR_REPLACE: ADD}})
    plan = company.plan(FILE, FIRST[:2], answers=said)
    (found,) = [one for one in plan.options if one.id == ADD_OR_REPLACE]
    assert found.figures[ADD][0].value == after(plan) == 277
    (risk,) = plan.risks
    assert (risk.id, risk.figures[0].value) == ("counts_twice:2026-05", Decimal(120))
    with pytest.raises(ConfirmationNeededError):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted={risk.id})
    assert total(company) == 277


def test_replacing_where_nothing_is_there_comes_to_the_same(company: Company) -> None:
    said = Answers(answers={f"{FILE}!": {ADD_OR_REPLACE: ONLY_THIS}})
    plan = company.plan(FILE, FIRST, answers=said)
    (found,) = [one for one in plan.options if one.id == ADD_OR_REPLACE]
    assert found.figures[ADD] == found.figures[ONLY_THIS]
    assert list(unused_answers(plan)) == []
