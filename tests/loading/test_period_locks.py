"""A closed month holds against every change of every dataset, and the preview tells what a change does to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import AggregateKind, Dataset
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from tests.support.company import Company
from tests.support.sample_rows import changed_row, sample_row

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


@pytest.mark.parametrize("dataset", DATED, ids=lambda one: one.id)
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


@pytest.mark.parametrize("dataset", BY_DOCUMENT, ids=lambda one: one.id)
def test_a_document_neither_leaves_a_closed_month_nor_comes_back_into_it(company: Company, dataset: Dataset) -> None:
    company.load(f"{dataset.id}-first.csv", [sample_row(dataset, "2026-04-04")])
    moved = sample_row(dataset, "2026-05-04")
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    assert _codes(company.plan(f"{dataset.id}-moved.csv", [moved])) == ["E_CLOSED_MONTH"]
    company.uploads.months.reopen("2026-04", LOCAL_ADMIN)
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


@pytest.mark.parametrize("dataset", product().datasets.values(), ids=lambda one: one.id)
def test_the_preview_counts_every_dataset_in_both_languages(company: Company, dataset: Dataset) -> None:
    plan = company.plan(f"{dataset.id}-first.csv", [sample_row(dataset)])
    totals = [one for one in plan.headlines if one.dataset == dataset.id and one.by == "total"]
    assert totals
    assert all(one.before is None and one.after for one in totals)
    for one in totals:
        assert one.label.in_("zh")
        assert one.label.in_("en")
