"""Whatever can be loaded keeps row scope, names its source rows, and goes again when it is undone."""

from __future__ import annotations

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.support.company import Company
from tests.support.sample_rows import changed_row, sample_row
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

ELSEWHERE = Viewer("elsewhere", Role.MANAGER, Scope.of({"branch": ("nowhere",)}))


@pytest.mark.parametrize("dataset", sampled(product().datasets.values(), 5), ids=lambda one: one.id)
def test_a_load_keeps_scope_names_its_rows_and_is_undone(company: Company, dataset: Dataset) -> None:
    company.load(f"{dataset.id}-first.csv", [sample_row(dataset)])
    foreign = company.plan(f"{dataset.id}-second.csv", [changed_row(dataset)], ELSEWHERE)
    assert "E_OUTSIDE_SCOPE" in {problem.code for problem in foreign.errors}, "it would replace a row that is not his"
    sourced = f"SELECT count(*) FROM raw_{dataset.id} WHERE upload_id = 1 AND source_row = 2"
    assert company.one(sourced) == 1
    company.uploads.undo(1, LOCAL_ADMIN)
    assert company.one(f"SELECT count(*) FROM raw_{dataset.id}") == 0
