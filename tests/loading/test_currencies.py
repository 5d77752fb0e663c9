"""Dates × rates in every order of loading: figures right or refused, never NULL, 0 or a crash."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from sales_core.semantic.service import MetricService
from tests.support.company import Company
from tests.support.sampled import sampled
from tests.support.stores import Rows

SALES: Rows = [
    {"date": "2026-05-04", "rep": "E1", "amount": "100", "currency": "CNY"},
    {"date": "2026-05-05", "rep": "E1", "amount": "10", "currency": "USD"},
    {"date": "2026-05-20", "rep": "E2", "amount": "10", "currency": "USD"},
    {"date": "2026-05-21", "rep": "E2", "amount": "1000", "currency": "JPY"},
]
USD: Rows = [
    {"date": "2026-05-01", "from_currency": "USD", "to_currency": "CNY", "rate": "7"},
    {"date": "2026-05-10", "from_currency": "USD", "to_currency": "CNY", "rate": "8"},
]
JPY: Rows = [{"date": "2026-05-01", "from_currency": "CNY", "to_currency": "JPY", "rate": "20"}]
IN_CNY = Decimal(100 + 70 + 80 + 50)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


def _drop(company: Company, files: Mapping[str, Rows], currency: str = "") -> Plan:
    given = {"*": {"reporting_currency": currency}} if currency else {}
    written = [company.file(name, rows) for name, rows in files.items()]
    return company.uploads.plan(written, LOCAL_ADMIN, Answers(answers=given))


def _commit(company: Company, plan: Plan) -> None:
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)


def _net_sales(company: Company) -> object:
    service = MetricService(company.store, company.appdb, product())
    return service.run(Query(("net_sales",)), LOCAL_ADMIN).one()["net_sales"]


def _missing(plan: Plan) -> list[tuple[str, str, str]]:
    return [(p.value, p.facts["base"], p.facts["days"]) for p in plan.errors if p.code == "E_RATE_MISSING"]


@pytest.mark.parametrize("order", sampled(["same drop", "before", "in two steps"], 2))
def test_rates_before_or_beside_the_amounts_convert_them(company: Company, order: str) -> None:
    orders: dict[str, list[dict[str, Rows]]] = {
        "before": [{"exchange_rates-1.csv": [*USD, *JPY]}, {"sales-1.csv": SALES}],
        "same drop": [{"sales-1.csv": SALES, "exchange_rates-1.csv": [*USD, *JPY]}],
        "in two steps": [{"exchange_rates-1.csv": USD}, {"sales-1.csv": SALES, "exchange_rates-2.csv": JPY}],
    }
    for drop in orders[order]:
        plan = _drop(company, drop)
        if any(name.startswith("sales") for name in drop):
            (question,) = plan.unanswered
            assert (question.id, [answer for answer, _ in question.choices]) == (
                "reporting_currency", ["CNY", "JPY", "USD"],
            )  # fmt: skip
            assert not plan.candidate
            plan = _drop(company, drop, "CNY")
        _commit(company, plan)
    assert _net_sales(company) == IN_CNY
    assert company.appdb.company.value(REPORTING_CURRENCY) == "CNY"
    assert not _drop(company, {"sales-2.csv": [{**SALES[1], "date": "2026-06-01"}]}).questions, "asked once"


def test_another_answer_converts_into_the_other_currency(company: Company) -> None:
    _commit(company, _drop(company, {"sales-1.csv": SALES[:3], "exchange_rates-1.csv": USD}, "USD"))
    in_usd = Decimal(10 + 10) + Decimal("14.2857")
    assert _net_sales(company) == in_usd
    assert company.store.current().currency == "USD"


def test_amounts_before_their_rates_are_refused_and_load_once_they_are_there(company: Company) -> None:
    company.load("sales-0.csv", [{"date": "2026-04-01", "rep": "E1", "amount": "1", "currency": "CNY"}])
    refused = _drop(company, {"sales-1.csv": SALES})
    assert not refused.candidate
    assert not refused.questions
    days = "2026-04-01, 2026-05-04"
    assert _missing(refused) == [("CNY", "USD", days), ("JPY", "USD", "2026-05-21")]
    assert not _drop(company, {"sales-1.csv": SALES}, "CNY").candidate
    _commit(company, _drop(company, {"exchange_rates-1.csv": [*USD, *JPY]}))
    _commit(company, _drop(company, {"sales-1.csv": SALES}, "CNY"))
    assert _net_sales(company) == IN_CNY + 1


def test_a_missing_rate_names_currency_and_days(company: Company) -> None:
    company.appdb.company.set(REPORTING_CURRENCY.id, "CNY", LOCAL_ADMIN)
    both = _drop(company, {"sales-1.csv": SALES})
    assert _missing(both) == [("JPY", "CNY", "2026-05-21"), ("USD", "CNY", "2026-05-05, 2026-05-20")]
    one = _drop(company, {"sales-1.csv": SALES, "exchange_rates-1.csv": USD})
    assert _missing(one) == [("JPY", "CNY", "2026-05-21")]
    assert not both.candidate
    assert not one.candidate
    assert _net_sales(company) is None


def test_two_files_of_one_currency_each_are_not_added_up(company: Company) -> None:
    """0.1 loaded them, showed 0, and every later question failed."""
    euro = [{"date": "2026-05-06", "rep": "E1", "amount": "7", "currency": "EUR"}]
    plan = _drop(company, {"sales-1.csv": SALES[1:3], "sales-2.csv": euro})
    assert not plan.candidate
    assert _missing(plan) == [("EUR", "USD", "2026-05-06")]


def test_one_currency_alone_is_the_reporting_currency_and_needs_no_question(company: Company) -> None:
    plan = _drop(company, {"sales-1.csv": SALES[1:3]})
    assert not plan.questions
    _commit(company, plan)
    assert (_net_sales(company), company.store.current().currency) == (Decimal(20), "USD")


def test_amounts_without_a_currency_beside_others_are_asked_about(company: Company) -> None:
    company.load("sales-0.csv", [{"date": "2026-05-04", "rep": "E1", "amount": "100"}])
    drop: dict[str, Rows] = {"sales-1.csv": [{**SALES[1], "date": "2026-06-05"}]}
    assert [q.id for q in _drop(company, drop).unanswered] == ["reporting_currency"]
    assert _missing(_drop(company, drop, "CNY")) == [("USD", "CNY", "2026-06-05")]
    _commit(company, _drop(company, drop, "USD"))
    assert _net_sales(company) == Decimal(110)


def test_taking_the_rates_away_or_reporting_otherwise_is_refused(company: Company) -> None:
    _commit(company, _drop(company, {"exchange_rates-1.csv": [*USD, *JPY]}))
    _commit(company, _drop(company, {"sales-1.csv": SALES}, "CNY"))
    undo = company.uploads.plan_undo(1, LOCAL_ADMIN)
    assert {value for value, _, _ in _missing(undo)} == {"JPY", "USD"}
    assert not undo.candidate
    company.appdb.company.set(REPORTING_CURRENCY.id, "EUR", LOCAL_ADMIN)
    plan = _drop(company, {"products-1.csv": [{"product": "P1", "product_name": "Tea"}]})
    assert {value for value, _, _ in _missing(plan)} == {"CNY", "JPY", "USD"}
