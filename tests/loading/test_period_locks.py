"""A closed month holds against every change of every dataset, and the preview tells what a change does to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.headline import AggregateKind
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.warehouse.rates import is_converted
from tests.support.company import Company
from tests.support.sample_rows import changed_row, sample_row
from tests.support.sampled import sampled

DATED = [one for one in product().datasets.values() if one.period is not None]
BY_DOCUMENT = [one for one in DATED if one.period not in one.partition]
THREE = ("2026-03-04", "2026-04-04", "2026-05-04")


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


def _numbered(dataset: Dataset, day: str, make: Callable[..., dict[str, object]] = sample_row) -> dict[str, object]:
    """A row of its own document, where the dataset has documents."""
    return make(
        dataset,
        day,
        **{name: f"D{day[:7]}" for name in (*dataset.document_key, *dataset.partition[:1]) if dataset in BY_DOCUMENT},
    )


def _codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.errors]


@pytest.mark.parametrize("dataset", DATED, ids=lambda one: one.id)
def test_every_dated_dataset_locks_with_its_month(dataset: Dataset) -> None:
    assert dataset.locks_with_period


# That each of them locks is declared, see above; the way there is one for all of them.
@pytest.mark.parametrize("dataset", sampled(DATED, len(DATED)), ids=lambda one: one.id)
def test_a_month_inside_a_load_is_held_against_load_and_undo(company: Company, dataset: Dataset) -> None:
    company.load(f"{dataset.id}-first.csv", [_numbered(dataset, day) for day in THREE])
    rows = [_numbered(dataset, day, changed_row) for day in THREE]
    earlier = company.plan(f"{dataset.id}-early.csv", rows)
    assert earlier.ready, earlier.problems
    changed = [one for one in earlier.headlines if one.dataset == dataset.id and one.change]
    assert changed or all(one.aggregate is AggregateKind.COUNT for one in dataset.headlines), "the preview shows it"
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    with pytest.raises(RefusedError) as refused:
        company.uploads.commit(earlier.id, LOCAL_ADMIN, confirmed=True)
    assert "2026-04" in str(refused.value)
    later = company.plan(f"{dataset.id}-late.csv", rows)
    assert _codes(later) == ["E_CLOSED_MONTH"]
    assert not later.ready
    assert _codes(company.uploads.plan_undo(1, LOCAL_ADMIN)) == ["E_CLOSED_MONTH"]
    with pytest.raises(RefusedError):
        company.uploads.undo(1, LOCAL_ADMIN)
    assert not _codes(company.plan(f"{dataset.id}-open.csv", [rows[0], rows[2]]))


@pytest.mark.parametrize("dataset", sampled(BY_DOCUMENT, 3), ids=lambda one: one.id)
def test_a_document_neither_leaves_a_closed_month_nor_comes_back_into_it(company: Company, dataset: Dataset) -> None:
    company.load(f"{dataset.id}-first.csv", [sample_row(dataset, "2026-04-04")])
    moved = sample_row(dataset, "2026-05-04")
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert _codes(company.plan(f"{dataset.id}-moved.csv", [moved])) == ["E_CLOSED_MONTH"]
    company.uploads.months.reopen("2026-04", LOCAL_ADMIN, "a late file")
    company.load(f"{dataset.id}-moved.csv", [moved])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert _codes(company.uploads.plan_undo(2, LOCAL_ADMIN)) == ["E_CLOSED_MONTH"]
    with pytest.raises(RefusedError):
        company.uploads.restore(1, LOCAL_ADMIN)


def test_the_same_rows_under_another_upload_are_no_change(company: Company) -> None:
    sales = product().dataset("sales")
    row = sample_row(sales, "2026-04-04")
    company.load("sales-first.csv", [row])
    company.load("sales-again.csv", [{**row, "promotion": ""}])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    plan = company.uploads.plan_undo(2, LOCAL_ADMIN)
    assert plan.ready
    assert plan.changed_months == ()


def test_masters_that_resolve_a_closed_month_again_are_told(company: Company) -> None:
    row = {"date": "2026-04-04", "rep": "E1", "product": "P1", "quantity": 1, "amount": 10}
    company.load("reps-first.csv", [{"rep": "E1", "rep_name": "Ann", "branch": "SH"}])
    company.load("sales-april.csv", [row])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    moved = company.plan("reps-moved.csv", [{"rep": "E1", "rep_name": "Ann", "branch": "BJ"}])
    assert [p.code for p in moved.warnings] == ["W_CLOSED_MONTH_RESOLVED"]
    assert moved.warnings[0].value == "2026-04"
    assert moved.ready
    same = company.plan("reps-more.csv", [{"rep": "E2", "rep_name": "Bob", "branch": "BJ"}])
    assert not same.problems


CONVERTED = [one for one in DATED if is_converted(one)]


def _rate(day: str, rate: str) -> dict[str, object]:
    return {"date": day, "from_currency": "USD", "to_currency": "CNY", "rate": rate}


def _foreign(company: Company, dataset: Dataset) -> None:
    """Foreign amounts in April and May, and a rate of before."""
    company.appdb.company.set(REPORTING_CURRENCY.id, "CNY", LOCAL_ADMIN)
    company.load("exchange_rates-first.csv", [_rate("2026-01-01", "7")])
    rows = [_numbered(dataset, day) | {"currency": "USD", "exchange_rate": ""} for day in THREE[1:]]
    company.load(f"{dataset.id}-first.csv", [{**row, "amount": 100} for row in rows])


# Rates are one way for all of them.
@pytest.mark.parametrize("dataset", sampled(CONVERTED, len(CONVERTED)), ids=lambda one: one.id)
def test_a_rate_that_moves_a_closed_month_is_refused_by_load_undo_and_restore(
    company: Company, dataset: Dataset
) -> None:
    _foreign(company, dataset)
    company.load("exchange_rates-second.csv", [_rate("2026-04-01", "8")])
    before = company.one("SELECT string_agg(CAST(amount AS VARCHAR), ' ' ORDER BY date) FROM " + dataset.id)
    earlier = company.plan("exchange_rates-early.csv", [_rate("2026-04-01", "9")])
    assert earlier.ready
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    with pytest.raises(RefusedError, match="2026-04"):
        company.uploads.commit(earlier.id, LOCAL_ADMIN, confirmed=True)
    for plan in (
        company.plan("exchange_rates-late.csv", [_rate("2026-04-02", "9")]),
        company.uploads.plan_undo(3, LOCAL_ADMIN),
        company.uploads.plan_restore(2, LOCAL_ADMIN),
    ):
        assert _codes(plan) == ["E_CLOSED_MONTH_RATES"]
        assert plan.errors[0].value == "2026-04"
        assert not plan.ready
    with pytest.raises(RefusedError):
        company.uploads.undo(3, LOCAL_ADMIN)
    assert company.one("SELECT string_agg(CAST(amount AS VARCHAR), ' ' ORDER BY date) FROM " + dataset.id) == before
    company.load("exchange_rates-open.csv", [_rate("2026-05-01", "9")])
    company.uploads.months.reopen("2026-04", LOCAL_ADMIN, "a late file")
    company.load("exchange_rates-late.csv", [_rate("2026-04-02", "9")])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)


def test_a_rate_holds_where_the_amounts_of_the_month_cancel_out(company: Company) -> None:
    company.appdb.company.set(REPORTING_CURRENCY.id, "CNY", LOCAL_ADMIN)
    company.load("exchange_rates-first.csv", [_rate("2026-01-01", "7")])
    row = {"date": "2026-04-04", "rep": "E1", "product": "P1", "currency": "USD"}
    company.load("sales-first.csv", [{**row, "amount": 10}, {**row, "amount": -10}])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert _codes(company.plan("exchange_rates-late.csv", [_rate("2026-04-01", "9")])) == ["E_CLOSED_MONTH_RATES"]


def test_the_first_rate_of_all_counts_backwards_and_so_holds(company: Company) -> None:
    company.appdb.company.set(REPORTING_CURRENCY.id, "CNY", LOCAL_ADMIN)
    company.load("exchange_rates-first.csv", [_rate("2026-05-01", "7")])
    company.load("sales-first.csv", [{"date": "2026-04-04", "rep": "E1", "amount": 10, "currency": "USD"}])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert _codes(company.plan("exchange_rates-late.csv", [_rate("2026-05-01", "8")])) == ["E_CLOSED_MONTH_RATES"]
    assert not _codes(company.plan("exchange_rates-more.csv", [_rate("2026-05-02", "8")]))


def test_a_row_that_states_its_own_rate_is_held_by_it(company: Company) -> None:
    company.appdb.company.set(REPORTING_CURRENCY.id, "CNY", LOCAL_ADMIN)
    row = {"date": "2026-04-04", "rep": "E1", "amount": 10, "currency": "USD", "exchange_rate": "7"}
    company.load("sales-first.csv", [row])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert not company.plan("exchange_rates-late.csv", [_rate("2026-04-01", "9")]).problems


def test_another_reporting_currency_moves_a_closed_month(company: Company) -> None:
    _foreign(company, product().dataset("sales"))
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    company.appdb.company.set(REPORTING_CURRENCY.id, "USD", LOCAL_ADMIN)
    assert _codes(company.plan("products-first.csv", [{"product": "P1"}])) == ["E_CLOSED_MONTH_RATES"]


def test_selling_days_of_a_closed_month_hold_against_load_undo_and_restore(company: Company) -> None:
    def day(text: str, *, works: bool) -> dict[str, object]:
        return {"date": text, "working_day": str(works).lower()}

    company.load("sales-first.csv", [{"date": "2026-04-04", "rep": "E1", "amount": 10}])
    company.load("calendar-first.csv", [day("2026-04-15", works=False)])
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    for plan in (
        company.plan("calendar-late.csv", [day("2026-04-15", works=True)]),
        company.plan("calendar-more.csv", [day("2026-04-16", works=False), day("2026-05-20", works=False)]),
        company.uploads.plan_undo(2, LOCAL_ADMIN),
        company.uploads.plan_restore(1, LOCAL_ADMIN),
    ):
        assert _codes(plan) == ["E_CLOSED_MONTH_CALENDAR"]
        assert plan.errors[0].value == "2026-04"
    company.load("calendar-open.csv", [day("2026-05-20", works=False)])
    as_the_public_one = company.plan(
        "calendar-same.csv", [day("2026-04-16", works=True), day("2026-04-19", works=False)]
    )
    assert as_the_public_one.ready, "days that are selling days anyway move nothing"


def test_the_preview_counts_every_dataset_in_both_languages(company: Company) -> None:
    datasets = product().datasets.values()
    files = [company.file(f"{dataset.id}-first.csv", [sample_row(dataset)]) for dataset in datasets]
    plan = company.uploads.plan(files, LOCAL_ADMIN)
    assert not plan.errors
    for dataset in datasets:
        totals = [one for one in plan.headlines if one.dataset == dataset.id and one.by == "total"]
        assert totals, dataset.id
        assert all(one.before is None and one.after for one in totals), dataset.id
        for one in totals:
            assert one.label.in_("zh")
            assert one.label.in_("en")
