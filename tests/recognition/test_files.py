"""Templates read back clean; a marked workbook names the cells and can be mended and read again; every code has words."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.schema import arrow_schema
from sales_core.i18n.catalogue import catalogue
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.annotated_copy import mark_workbook
from sales_core.recognition.describe import describe
from sales_core.recognition.templates import SAMPLE_ROWS, write_sample, write_template
from tests.recognition.conftest import Read, write_csv, write_xlsx

pytestmark = pytest.mark.slow

CORE = Path(__file__).resolve().parents[2] / "sales_core"
BAD: list[list[object]] = [
    ["日期", "客户名称", "数量", "金额"],
    ["2026-05-01", "甲", "十二", 1],
    ["2026-02-30", "乙", 2, 1],
]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("dataset", product().datasets.values(), ids=lambda d: d.id)
def test_templates_read_back_without_a_problem(read: Read, tmp_path: Path, dataset: Dataset, locale: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(dataset, path, locale)
    found = read(path)
    assert found.table.dataset == dataset.id
    assert found.codes == []
    assert found.open_questions == []
    assert {m.field for m in found.table.matches} == set(dataset.column_ids)
    schema = found.rows.schema
    assert schema.equals(pa.schema([field for field in arrow_schema(dataset) if field.name in schema.names]))
    assert found.rows.num_rows == 2


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("dataset", product().datasets.values(), ids=lambda d: d.id)
def test_samples_read_back_without_a_problem(read: Read, tmp_path: Path, dataset: Dataset, locale: str) -> None:
    path = tmp_path / "export.xlsx"
    write_sample(dataset, path, locale)
    found = read(path)
    assert found.table.dataset == dataset.id
    assert found.codes == []
    assert found.open_questions == []
    assert found.rows.num_rows == SAMPLE_ROWS


def test_a_marked_workbook_is_mended_and_accepted(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    write_xlsx(path, {"明细": BAD})
    found = read(path)
    out = tmp_path / "marked.xlsx"
    mark_workbook(path, found.reading.all_problems, out, "zh", name="bad.xlsx")
    book = openpyxl.load_workbook(out)
    page = book["明细"]
    assert "不是明确的数字" in page["C2"].comment.text
    assert page["A3"].fill.start_color.rgb == "FFFFC7CE"
    assert book.sheetnames[0] == "问题清单"
    page["C2"], page["A3"] = 12, "2026-05-03"
    book.save(out)
    assert read(out).column("quantity") == [12, 2]


def test_a_text_file_becomes_a_marked_workbook(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    write_csv(path, BAD, encoding="gb18030")
    found = read(path)
    out = tmp_path / "marked.xlsx"
    mark_workbook(path, found.reading.all_problems, out, "en", name="bad.csv")
    page = openpyxl.load_workbook(out)["bad"]
    assert "Not a plain number" in page["C2"].comment.text
    assert page["B3"].value == "乙"


def test_an_unreadable_file_gets_the_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    problem = Problem("E_CORRUPT", Severity.ERROR, Place("x.xlsx"), value="zip")
    mark_workbook(path, [problem], tmp_path / "out.xlsx", "zh")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["问题清单"]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_code_has_words(locale: str) -> None:
    codes = {
        c for path in CORE.rglob("*.py") for c in re.findall(r'"([EWN]_[A-Z0-9_]+)"', path.read_text(encoding="utf-8"))
    }
    texts = catalogue(locale)
    assert sorted(c for c in codes if f"problem.{c}.message" not in texts or f"problem.{c}.mend" not in texts) == []


def test_hostile_values_stay_plain_text_in_messages() -> None:
    problem = Problem("W_NIL", Severity.WARNING, Place("f"), value="{0.__class__} %s {x}")
    assert "{0.__class__} %s {x}" in describe(problem, "en")[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_file_tells_its_separator_and_encoding(read: Read, separator: str) -> None:
    rows = [["日期", "客户名称", "数量", "金额"], ["2026-05-01", "甲", 2, 1]]
    table = read(rows, name="a.csv", delimiter=separator, encoding="utf-8").table
    assert (table.separator, table.encoding) == (separator, "utf-8")


def test_a_workbook_has_no_separator(read: Read) -> None:
    table = read([["日期", "客户名称", "数量", "金额"], ["2026-05-01", "甲", 2, 1]]).table
    assert (table.separator, table.encoding) == ("", "")


@pytest.mark.parametrize(("locale", "no", "yes"), [("zh", "否", "是"), ("en", "no", "yes")])
def test_a_template_gives_the_words_for_yes_and_no_of_its_language(
    tmp_path: Path, locale: str, no: str, yes: str
) -> None:
    for name, column, word in (("calendar", "working_day", no), ("customers", "is_distributor", yes)):
        declared = product().dataset(name)
        write_template(declared, tmp_path / f"{name}.xlsx", locale)
        sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
        assert sheet.cell(2, declared.column_ids.index(column) + 1).value == word
