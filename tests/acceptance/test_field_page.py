"""The manager's rows end on the upload page as they must; `make test` runs SAMPLE, `make endure` all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.field import RIGHT, table
from tests.acceptance.field_cases import FIELD, FieldCase
from tests.acceptance.field_page import judged_on_page, managers_rows

#: One that loads, one that asks in money, one that is refused by its kind.
SAMPLE = frozenset(("m10", "m13", "m15"))

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
