"""xlsx cells: texts, numbers, dates, marks, places; and that the quick and the patient reader agree."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from sales_core.formats import xlsx as xlsx_reader
from sales_core.formats.batch import CellStyles
from sales_core.formats.cells import CellMark
from sales_core.formats.numbers import number_text
from sales_core.formats.xlsx_tokens import OddXml, plain_batch
from sales_core.formats.xlsx_walk import SheetWalker
from tests.formats.made import (
    STRICT,
    columns,
    flags,
    one,
    read,
    refused,
    sheet_xml,
    workbook_parts,
    xlsx,
    zipped,
)
from tests.support.present import present


def test_a_workbook_written_by_a_program_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("销售")
    day = book.add_format({"num_format": "yyyy年m月d日"})
    sheet.write_row(2, 1, ["日期", "编码", "数量", "金额", "备注"])
    start = datetime(2026, 5, 1)  # noqa: DTZ001 - a cell has no zone
    for n in range(300):
        sheet.write_datetime(3 + n, 1, start + timedelta(days=n % 31, hours=n % 2 * 10), day)
        sheet.write_string(3 + n, 2, f"00{n}")
        sheet.write_number(3 + n, 3, n - 5)
        sheet.write_number(3 + n, 4, n * 0.1)
        sheet.write_string(3 + n, 5, f"a&b<c> {n}\n第二行")
    book.close()
    found = one(path)
    assert (found.name, found.first_row, found.first_col, found.address(1, 3)) == ("销售", 3, 2, "E4")
    days, codes, counts, amounts, notes = columns(found)
    assert days[1:3] == ["2026-05-01", "2026-05-02T10:00:00"]
    assert codes[1:] == [f"00{n}" for n in range(300)]
    assert counts[1:] == [str(n - 5) for n in range(300)]
    assert [float(present(text)) for text in amounts[1:]] == [float(f"{n * 0.1:.16G}") for n in range(300)]
    assert notes[7] == "a&b<c> 6\n第二行"
    assert [flags(of, 301)[1] for of in found.numeric] == [False, False, True, True, False]
    assert [flags(of, 301)[0] for of in found.numeric] == [False] * 5
    assert flags(found.dates[0], 301) == [False] + [True] * 300
    assert found.dates[1:] == (False,) * 4


def test_marks(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><f>A1*2</f></c>'
        '<c r="D1"><f>A1*2</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><v>110101199003078515</v></c>'
        '<c r="G1"><v>1.1010119900307801E+17</v></c><c r="H1"><f>1+1</f><v>2</v></c><c r="I1"><v>INF</v></c></row>'
    )
    found = one(xlsx(tmp_path / "a.xlsx", rows))
    assert columns(found) == [
        ["TRUE"],
        ["#REF!"],
        [None],
        [None],
        [None],
        ["110101199003078515"],
        ["110101199003078010"],
        ["2"],
        ["INF"],
    ]
    assert found.marks == {
        (0, 0): CellMark.BOOL,
        (0, 1): CellMark.ERROR,
        (0, 2): CellMark.NO_VALUE,
        (0, 3): CellMark.NO_VALUE,
        (0, 5): CellMark.IMPRECISE,
        (0, 6): CellMark.IMPRECISE,
    }


@pytest.mark.parametrize(
    ("raw", "text", "imprecise"),
    [
        ("125.0", "125", False),
        ("12.50", "12.5", False),
        ("0.10000000000000001", "0.1", False),
        ("-0", "0", False),
        ("999999999999999", "999999999999999", False),
        ("1000000000000001", "1000000000000001", True),
        ("1E-2", "0.01", True),
        ("13812345678", "13812345678", False),
        ("3927.4799999999996", "3927.4799999999996", False),
        ("12345678901.25", "12345678901.25", False),
    ],
)
def test_numbers_are_the_shortest_text_that_reads_back(tmp_path: Path, raw: str, text: str, imprecise: bool) -> None:
    found = one(xlsx(tmp_path / "a.xlsx", f'<row r="1"><c r="A1"><v>{raw}</v></c></row>'))
    assert columns(found) == [[text]]
    assert (CellMark.IMPRECISE in found.marks.get((0, 0), CellMark(0))) == imprecise
    assert number_text(raw) == (text, imprecise)


def test_dates_go_by_number_format_and_date_system(tmp_path: Path) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
        '<numFmt numFmtId="171" formatCode="&quot;day&quot;0"/><numFmt numFmtId="172" formatCode="[h]:mm"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>'
    )
    values = [(1, "46145"), (2, "46145"), (3, "46145"), (4, "1.5"), (1, "60"), (1, "-5"), (1, "59"), (1, "0.5")]
    cells = "".join(f'<c r="{"ABCDEFGH"[n]}1" s="{s}"><v>{v}</v></c>' for n, (s, v) in enumerate(values))
    rows = f'<row r="1">{cells}</row>'
    shown = [column[0] for column in columns(one(xlsx(tmp_path / "a.xlsx", rows, styles=styles)))]
    # day 60 of the 1900 system (29 February 1900) never was; 59 is 28 February 1900
    assert shown == ["2026-05-03", "2026-05-03", "46145", "1.5", "60", "-5", "1900-02-28", "12:00:00"]
    later = xlsx(tmp_path / "b.xlsx", rows, styles=styles, properties='<workbookPr date1904="1"/>')
    assert columns(one(later))[0] == [(date(1904, 1, 1) + timedelta(days=46145)).isoformat()]


def test_rich_text_is_joined_and_reading_aids_left_out(tmp_path: Path) -> None:
    strings = "<si><r><t>上</t></r><r><t>海</t></r><rPh><t>shang</t></rPh></si><si><t>x_x000D_y</t></si><si><t/></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1"><v>1</v></c></row>'
    assert columns(one(xlsx(tmp_path / "a.xlsx", rows, strings=strings))) == [["上海"], ["x\ry"], [None], ["1"]]


def test_hidden_and_merged_places_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(1, 6):
        sheet.append([f"r{row}", row, "x"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A4:A5")
    book.create_sheet("旧").sheet_state = "hidden"
    book.create_sheet("密").sheet_state = "veryHidden"
    book.save(path)
    _, (found,), problems = read(path)
    assert (found.hidden_rows, found.hidden_columns) == ((3,), (2,))
    assert (found.merges, found.merge_count) == (((3, 0, 4, 0),), 1)
    assert [(p.code, p.value, p.place.file) for p in problems] == [("W_HIDDEN_SHEET", "旧, 密", "a.xlsx")]


def test_other_dialects_of_the_same_sheet(tmp_path: Path) -> None:
    plain = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1.50</v></c></row>'
    wanted = [["甲"], ["1.5"]]
    assert columns(one(xlsx(tmp_path / "a.xlsx", plain))) == wanted
    assert columns(one(xlsx(tmp_path / "b.xlsx", plain, ns=STRICT))) == wanted
    no_places = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1.50</v></c></row>'
    assert columns(one(xlsx(tmp_path / "c.xlsx", no_places))) == wanted
    pretty = plain.replace("><", ">\n  <").replace(">\n  </t>", "></t>")
    assert columns(one(xlsx(tmp_path / "d.xlsx", pretty))) == wanted
    prefixed = (
        sheet_xml(plain).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    )
    assert columns(one(zipped(tmp_path / "e.xlsx", workbook_parts({"S": prefixed})))) == wanted
    wide = sheet_xml(plain).replace("UTF-8", "UTF-16").encode("utf-16")
    assert columns(one(zipped(tmp_path / "f.xlsx", workbook_parts({"S": wide})))) == wanted


def test_styled_blank_cells_do_not_count(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert one(xlsx(tmp_path / "a.xlsx", rows)).cells.shape == (1, 1)


def test_a_stray_cell_is_named(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    far = refused(xlsx(tmp_path / "a.xlsx", rows.format(1048576, "XFD")))
    assert (far.code, str(far.place)) == ("E_GRID_TOO_LARGE", "Sheet1!XFD1048576")
    low = refused(xlsx(tmp_path / "b.xlsx", rows.format(900000, "B")))
    assert (low.code, str(low.place)) == ("E_GRID_TOO_LARGE", "Sheet1!B900000")


def test_a_cell_given_twice_is_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    problem = refused(xlsx(tmp_path / "a.xlsx", rows))
    assert (problem.code, str(problem.place)) == ("E_CORRUPT", "Sheet1!A1")


def test_a_sheet_beyond_one_piece_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_reader, "_PIECE", 50_000)
    path, rng = tmp_path / "a.xlsx", random.Random(3)
    values = [[rng.randrange(10**6), f"名{rng.randrange(50)}", rng.random()] for _ in range(12_000)]
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, line in enumerate(values):
        sheet.write_row(row, 0, line)
    book.close()
    found = columns(one(path))
    assert found[0] == [str(line[0]) for line in values]
    assert found[1] == [line[1] for line in values]
    assert [float(present(text)) for text in found[2]] == [float(f"{line[2]:.16G}") for line in values]


TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs"]), max_size=8)
CELLS = st.one_of(
    st.none(),
    st.tuples(st.just("n"), st.floats(allow_nan=False, allow_infinity=False).map(repr)),
    st.tuples(st.just("n"), st.integers(-(10**17), 10**17).map(str)),
    st.tuples(st.just("b"), st.sampled_from("01")),
    st.tuples(st.just("e"), st.just("#N/A")),
    st.tuples(st.sampled_from(["str", "inlineStr"]), TEXTS),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6), st.sampled_from([1, 9, 99, 998]))
def test_the_quick_and_the_patient_reader_agree(
    table: Sequence[Sequence[tuple[str, str] | None]], first_row: int
) -> None:
    rows = ""
    for number, line in enumerate(table, first_row):
        cells = ""
        for col, cell in enumerate(line):
            if cell is None:
                cells += f'<c r="{"ABCDE"[col]}{number}" s="1"/>'
                continue
            kind, text = cell
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            inner = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
            cells += f'<c r="{"ABCDE"[col]}{number}" t="{kind}">{inner}</c>'
        rows += f'<row r="{number}" spans="1:5">{cells}</row>'
    quick = plain_batch(rows.encode(), CellStyles())
    patient = SheetWalker("S", CellStyles(), most_cells=10**6).walk([sheet_xml(rows).encode()])
    for name in ("rows", "cols", "kinds"):
        assert getattr(quick, name).tolist() == getattr(patient, name).tolist()
    plain = [text.replace("&lt;", "<").replace("&gt;", ">") for text in quick.raw.to_pylist()]
    assert plain == patient.raw.to_pylist()


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="1"><c r="A1"><v>1</v></c><!-- x --></row>',
        '<row r="1"><x:c r="A1"><v>1</v></x:c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
        '<row r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    ],
)
def test_the_quick_reader_declines_what_is_not_plain(odd: str) -> None:
    with pytest.raises(OddXml):
        plain_batch(odd.encode(), CellStyles())
