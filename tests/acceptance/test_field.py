"""The rows of ../shared/data/field: each ends as it must, and no row loads a wrong figure, `--yes` included.

The table is printed and kept in build/field.txt; tests/acceptance/field.py runs some rows. `make test` runs SAMPLE, `make
endure` every row.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.acceptance.field import RIGHT, SILENT, FieldVerdict, judged, keep, table
from tests.acceptance.field_cases import FIELD, FieldCase, field_cases, file_named

FOLDERS = ("reading", "totals", "manager")
NOT_YET = Path(__file__).with_name("data") / "field_not_yet.csv"
#: A row of each kind.
SAMPLE = frozenset(("k02a", "k22a", "o58", "m07b"))
#: What a layout does not tell is asked of each file: its day, whether rows with errors are left out, which year is right
#: where its name contradicts its days.
ASKED_EACH_TIME = frozenset(("k13c", "m24", "m27"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not FIELD.exists(), reason="../shared/data/field is not on this machine"),
]


def not_yet() -> dict[str, str]:
    """Rows that do not yet end as they must, each with the reason: exactly those, so that a mended one is struck."""
    with NOT_YET.open(encoding="utf-8") as file:
        return {row["id"]: row["reason"] for row in csv.DictReader(file)}


def assert_right(cases: list[FieldCase], folder: Path, capsys: pytest.CaptureFixture[str], *, whole: bool) -> None:
    """The rows that are not right are exactly those listed as not yet right; none loads a wrong figure."""
    verdicts = judged(cases, folder)
    with capsys.disabled():
        print("\n" + table(verdicts))
    if whole:
        keep(verdicts)
    wrong = {verdict.id: str(verdict) for verdict in verdicts if verdict.found != RIGHT}
    assert wrong.keys() == not_yet().keys() & {case.id for case in cases}, "\n".join(wrong.values())
    assert SILENT not in {verdict.found for verdict in verdicts}
    assert_asks_little(cases, verdicts)


def assert_asks_little(cases: list[FieldCase], verdicts: list[FieldVerdict]) -> None:
    """At most one question for a file that is only to be loaded, three for any, and none when the layout comes again."""
    clean = {case.id for case in cases if {end for end, _ in case.ends} <= {"load", "quiet"}}
    assert not [str(one) for one in verdicts if one.asked > (1 if one.id in clean else 3)]
    assert not [str(one) for one in verdicts if one.again > 0 and one.id not in ASKED_EACH_TIME]


def test_a_sample_of_rows_ends_as_it_must(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_right([case for case in field_cases() if case.id in SAMPLE], tmp_path, capsys, whole=False)


@pytest.mark.endure
def test_every_row_ends_as_it_must(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_right(field_cases(), tmp_path, capsys, whole=True)


def test_the_table_holds_every_row_of_the_field() -> None:
    """Every expected row of reading and totals, every step and every file of manager: 62 + 28 + 35 rows."""
    ids = {folder: {case.id for case in field_cases() if case.folder == folder} for folder in FOLDERS}
    listed = {folder: len(_rows(FIELD / folder / "expected.csv")) for folder in FOLDERS}
    assert {folder: len(found) for folder, found in ids.items()} == {"reading": 62, "totals": 28, "manager": 35}
    assert (listed["reading"], listed["totals"]) == (len(ids["reading"]), len(ids["totals"]))
    steps = {f"m{step + 1:02}" for step in range(listed["manager"])}
    assert steps <= {each.rstrip("ab") for each in ids["manager"]}
    assert set(not_yet()) <= set().union(*ids.values())


def test_every_file_of_the_field_is_loaded_by_a_row() -> None:
    """No file stands only as what other rows need; of the lists of two months the second is the row's."""
    loaded = {file_named(case.folder, name) for case in field_cases() for name in case.files}
    kept = {path for folder in FOLDERS for path in (FIELD / folder).iterdir() if path.name != "expected.csv"}
    assert {path.name.partition("_")[0] for path in kept - loaded} == {"k12c", "k21"}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
