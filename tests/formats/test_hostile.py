"""The hostile files: each is stopped, warned about or let through here as the catalogue says, and the place is named."""

import csv

import pytest

from tests.formats.made import SHARED, read

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")]

CONTAINER_CODES = {
    "E_FORMAT",
    "E_FORMAT_XML2003",
    "E_FORMAT_MHT",
    "E_EMPTY",
    "E_CORRUPT",
    "E_ENCRYPTED",
    "E_MACRO",
    "E_XML_DTD",
    "E_ZIP_UNSAFE",
    "E_GRID_TOO_LARGE",
    "E_TOO_MANY_COLUMNS",
    "E_ENCODING",
    "E_NO_TABLE",
    "W_HTML_AS_XLS",
    "W_EXT_MISMATCH",
    "W_MERGED",
    "W_HIDDEN_SHEET",
}


def catalogue() -> list[dict[str, str]]:
    path = SHARED / "hostile" / "expected.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["file"])
def test_ends_in_its_class(row: dict[str, str]) -> None:
    _, sheets, problems = read(SHARED / "hostile" / row["file"])
    ours = row["code"] in CONTAINER_CODES or row["file"].startswith("b04")
    assert [problem.code for problem in problems] == ([row["code"]] if ours else [])
    assert bool(sheets) == (not ours or row["class"] != "reject")
    if ours:
        place = str(problems[0].place).replace("!row", " row")
        if row["code"] == "E_ENCODING" or place != "file":
            assert all(word in place for word in row["where"].split(" ") if word != "file"), place


def test_numbers_that_lost_digits_are_marked_with_the_digits_of_the_file() -> None:
    _, (sheet,), _ = read(SHARED / "hostile" / "f48_code_18_digits_num.xlsx")
    assert sheet.cells.column(5)[1].as_py() == "110101199003078515"
    assert [mark.name for mark in sheet.marks.values()] == ["IMPRECISE"]


def test_1904_dates() -> None:
    _, (sheet,), _ = read(SHARED / "hostile" / "f61_1904_dates.xlsx")
    assert sheet.cells.column(0)[1].as_py() == "2026-05-03"


def test_infinity_keeps_its_text() -> None:
    _, (sheet,), _ = read(SHARED / "hostile" / "f65_inf_in_xml.xlsx")
    assert sheet.cells.column(11)[1].as_py() == "INF"


def test_nul_survives() -> None:
    _, (sheet,), _ = read(SHARED / "hostile" / "d08_nul_in_csv.csv")
    assert "\x00" in sheet.cells.column(4)[1].as_py()
    _, (sheet,), _ = read(SHARED / "hostile" / "d16_xml_x0000_escape.xlsx")
    assert sheet.cells.column(6)[1].as_py() == "A\x00B\r"
