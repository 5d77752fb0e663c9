"""The manager's rows end on the upload page as they must; `make test` runs SAMPLE, `make sweep` all of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.loading.plan import Plan
from tests.acceptance.field import RIGHT, FieldStores, table
from tests.acceptance.field_cases import FIELD, FieldCase, file_named
from tests.acceptance.field_page import UploadPage, field_days, judged_on_page, managers_rows

#: One that asks in money and is then loaded, one that is refused for its kind.
SAMPLE = frozenset(("m10", "m13"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not FIELD.exists(), reason="../shared/data/field is not on this machine"),
]


def assert_right(cases: list[FieldCase], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every row is right; the table is printed with the clicks of each."""
    verdicts = judged_on_page(cases, folder)
    with capsys.disabled():
        print("\n" + table(verdicts))
    assert [verdict.found for verdict in verdicts] == [RIGHT] * len(cases)


def test_a_sample_of_rows_ends_on_the_page_as_it_must(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_right(managers_rows(lambda id_: id_ in SAMPLE), tmp_path, capsys)


@pytest.mark.endure
def test_every_row_ends_on_the_page_as_it_must(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_right(managers_rows(), tmp_path, capsys)


@pytest.mark.endure
def test_a_control_is_read_at_once_with_its_sum_and_add_has_its_own_tick(tmp_path: Path) -> None:
    with field_days(tmp_path):
        (case,) = managers_rows(lambda id_: id_ == "m10")
        page = UploadPage.opened(FieldStores(tmp_path).company(case))
        first = page.drop([file_named(case.folder, "01_")])
        (unit,) = [one for one in first.options if one.id == "money_unit"]
        plan = page.choose("money_unit", "1000")
        assert plan.id != first.id
        assert net_sales(plan) == unit.figures["1000"][0].value == 1000 * (net_sales(first) or 0)
        page.choose("money_unit", "1")
        plan = page.choose("add_or_replace", "add")
        assert net_sales(plan) == 2 * (net_sales(first) or 0)
        assert not page.may_load
        page.accept_risks()
        assert page.load()


def net_sales(plan: Plan) -> Decimal | None:
    return next(one.after for one in plan.headlines if (one.measure, one.by) == ("net_sales", "total"))
