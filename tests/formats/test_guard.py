"""Containers made to hurt: each is refused by its own code, before any parser of cells sees it."""

import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.formats.cells import CellMark, RawSheet
from sales_core.formats.xlsb_records import binary_records
from tests.formats.made import (
    FILES,
    LIMITS,
    columns,
    one,
    read,
    refused,
    sheet_xml,
    workbook_parts,
    xlsx,
    zipped,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = workbook_parts({"Sheet1": sheet_xml(ROW)}, styles="<cellXfs><xf numFmtId='0'/></cellXfs>")
DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_document_type_anywhere(tmp_path: Path, part: str, codec: str) -> None:
    text = GOOD.get(part, b"<?xml version='1.0'?><a/>").decode()
    text = DTD + text[text.index("?>") + 2 :]
    problem = refused(zipped(tmp_path / "a.xlsx", GOOD | {part: text.encode(codec)}))
    assert (problem.code, problem.place.sheet) == ("E_XML_DTD", part.rpartition("/")[2][:-4])


def test_the_words_of_a_document_type_in_a_cell_are_no_attack(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;!DOCTYPE x&gt;</t></is></c></row>'
    assert columns(one(xlsx(tmp_path / "a.xlsx", rows))) == [["<!DOCTYPE x>"]]


def test_sizes_are_counted_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.xlsx", GOOD)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", data, at + 24, 10)
    path.write_bytes(data)
    assert refused(path).code == "E_CORRUPT"


def test_a_bomb_is_stopped_while_it_inflates(tmp_path: Path) -> None:
    bomb = sheet_xml(ROW + "<!--" + " " * 30_000_000 + "-->").encode()
    assert refused(zipped(tmp_path / "a.xlsx", workbook_parts({"S": bomb}))).code == "E_ZIP_UNSAFE"
    small = replace(LIMITS, unpacked_bytes=1000)
    assert refused(zipped(tmp_path / "b.xlsx", GOOD), limits=small).code == "E_ZIP_UNSAFE"


def test_duplicate_climbing_encrypted_and_too_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in GOOD.items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/worksheets/sheet1.xml", b"<a/>")
    assert refused(path).code == "E_ZIP_UNSAFE"
    assert refused(zipped(tmp_path / "b.xlsx", GOOD | {"../../etc/x": b""})).code == "E_ZIP_UNSAFE"
    crowd = {f"x/{n}.bin": b"" for n in range(2100)}
    assert refused(zipped(tmp_path / "c.xlsx", GOOD | crowd)).code == "E_ZIP_UNSAFE"
    locked = bytearray(zipped(tmp_path / "d.xlsx", GOOD).read_bytes())
    at = locked.rindex(b"xl/worksheets/sheet1.xml") - 46
    locked[at + 8] |= 1
    (tmp_path / "d.xlsx").write_bytes(locked)
    assert refused(tmp_path / "d.xlsx").code == "E_ENCRYPTED"


def test_macros_other_packages_and_cut_files(tmp_path: Path) -> None:
    macro = refused(zipped(tmp_path / "a.xlsm", GOOD | {"xl/vbaProject.bin": b"x"}))
    assert macro.code == "E_MACRO"
    assert read(zipped(tmp_path / "data_only.xlsm", GOOD))[2] == []
    assert refused(zipped(tmp_path / "b.xlsx", {"may.csv": b"a,b"})).code == "E_FORMAT"
    path = zipped(tmp_path / "c.xlsx", GOOD)
    path.write_bytes(path.read_bytes()[:-40])
    assert refused(path).code == "E_CORRUPT"


def test_hostile_styles_and_deep_nesting(tmp_path: Path) -> None:
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 100_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    problem = refused(xlsx(tmp_path / "a.xlsx", ROW, styles=styles))
    assert (problem.code, problem.place.sheet) == ("E_CORRUPT", "styles")
    problem = refused(xlsx(tmp_path / "b.xlsx", "<x>" * 5000 + "</x>" * 5000))
    assert (problem.code, problem.place.sheet) == ("E_CORRUPT", "Sheet1")


def test_other_xml_encodings_are_refused(tmp_path: Path) -> None:
    sheet = sheet_xml(ROW).replace("UTF-8", "ISO-8859-1").encode()
    problem = refused(zipped(tmp_path / "a.xlsx", workbook_parts({"Sheet1": sheet})))
    assert (problem.code, problem.place.sheet) == ("E_CORRUPT", "Sheet1")


def ods(path: Path, rows: str, *, styles: str = "", table: str = 'table:name="表"') -> Path:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet><table:table {table}>{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    return zipped(path, parts)


def ods_row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def ods_cell(value: int | str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def test_ods_cells_and_repeats(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b &amp; _x0041_</text:p><text:p>c</text:p></table:table-cell>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-05-03T00:00:00"><text:p>3.5.</text:p></table:table-cell>'
    rows = ods_row(text + ods_cell("1.50", 2) + day) + ods_row(ods_cell(7), 3)
    rows += ods_row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_000)
    sheet = one(ods(tmp_path / "a.ods", rows))
    assert columns(sheet) == [
        ["a  b & _x0041_\nc", "7", "7", "7"],
        ["1.5", None, None, None],
        ["1.5", None, None, None],
        ["2026-05-03", None, None, None],
    ]


def test_ods_fillers_and_hidden_tables(tmp_path: Path) -> None:
    for rows in (
        ods_row(ods_cell(1, 16384), 1_048_569),
        ods_row(ods_cell(1), 99_999_999_999),
        ods_row(ods_cell(1), 200_000),
    ):
        problem = refused(ods(tmp_path / "a.ods", rows))
        assert (problem.code, problem.place.sheet) == ("E_GRID_TOO_LARGE", "表")
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    hidden = ods(
        tmp_path / "b.ods", ods_row(ods_cell(1)), styles=styles, table='table:name="密" table:style-name="ta2"'
    )
    assert [(p.code, p.value) for p in read(hidden)[2]] == [("W_HIDDEN_SHEET", "密")]


def test_binary_workbooks_read_like_the_others() -> None:
    xls, xlsb = one(FILES / "good.xls"), one(FILES / "good.xlsb")
    assert columns(xls) == columns(xlsb)
    assert columns(xls)[0][:2] == ["日期", "2026-05-01"]
    assert columns(xls)[10][1] == "12.5"
    assert flags_of(xls) == [False] * 9 + [True] * 3


def test_a_stray_cell_of_an_xlsb_is_named_before_the_native_parser_sees_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(FILES / "good.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    data = parts["xl/worksheets/sheet1.bin"]
    last_row = max(begin for kind, begin, _ in binary_records(data, "") if kind == 0)
    far = bytearray(data)
    struct.pack_into("<L", far, last_row, 1_048_575)
    problem = refused(zipped(tmp_path / "a.xlsb", parts | {"xl/worksheets/sheet1.bin": bytes(far)}))
    assert (problem.code, str(problem.place)) == ("E_GRID_TOO_LARGE", "Sheet1!A1048576")


def flags_of(sheet: RawSheet) -> list[bool]:
    return [of if isinstance(of, bool) else of.to_pylist()[1] for of in sheet.numeric]


def test_ole_chains_that_loop_or_lie(tmp_path: Path) -> None:
    good = (FILES / "good.xls").read_bytes()
    lie = bytearray(good)
    struct.pack_into("<L", lie, 44, 0xFFFFFFFF)
    loop = bytearray(good)
    fat = 512 * (struct.unpack_from("<L", good, 76)[0] + 1)
    first = struct.unpack_from("<L", good, 48)[0]
    struct.pack_into("<L", loop, fat + 4 * first, first)
    for data in (lie, loop, good[: len(good) // 2], good[:600]):
        path = tmp_path / "a.xls"
        path.write_bytes(data)
        assert refused(path).code == "E_CORRUPT"


def test_html_under_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    table = "<table><tr><th>日期</th><th colspan=2>金额</th></tr><tr><td>2026-05-01<br>夜</td><td>1 &amp; 2</td><td><script>x()</script>3</td></tr></table>"
    for codec in ("utf-8", "gb18030"):
        path.write_bytes(f"<html><meta charset={codec}><body>{table}</body></html>".encode(codec))
        format_, (sheet,), (problem,) = read(path)
        assert (format_, problem.code) == ("html", "W_HTML_AS_XLS")
        assert columns(sheet) == [["日期", "2026-05-01\n夜"], ["金额", "1 & 2"], [None, "3"]]
    path.write_text(f"<html><body>{table}{table}</body></html>")
    assert refused(path).code == "E_TWO_TABLES"
    path.write_text("<html><body>登录超时</body></html>")
    assert refused(path).code == "E_NO_TABLE"


def test_names_do_not_decide(tmp_path: Path) -> None:
    zipped(tmp_path / "a.xlsx", GOOD)
    for name, codes in [("x.csv", ["W_EXT_MISMATCH"]), ("x.XLSX", []), ("../../x.xlsx", [])]:
        _, _, problems = read(tmp_path / "a.xlsx", name)
        assert [problem.code for problem in problems] == codes


def test_error_cells_of_binary_workbooks_are_not_lost(tmp_path: Path) -> None:
    """The native parser shows them as empty, and a sum would shrink without a word."""
    xls = bytearray((FILES / "good.xls").read_bytes())
    at = xls.index(b"\xbd\x00\x18\x00\x02\x00\x09\x00")  # MULRK: J3, K3, L3; becomes RK of J3 and BOOLERR #N/A at L3
    quantity = bytes(xls[at + 8 : at + 14])
    xls[at : at + 28] = (
        b"\x7e\x02\x0a\x00\x02\x00\x09\x00" + quantity + b"\x05\x02\x0a\x00\x02\x00\x0b\x00\x0f\x00\x2a\x01\x00\x00"
    )
    (tmp_path / "a.xls").write_bytes(xls)
    with zipfile.ZipFile(FILES / "good.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = bytearray(parts["xl/worksheets/sheet1.bin"])
    at = next(
        b
        for kind, b, e in binary_records(bytes(sheet), "")
        if kind == 5 and sheet[b + 8 : e] == struct.pack("<d", 137.5)
    )
    sheet[at - 2], sheet[at + 8] = 3, 0x2A
    zipped(tmp_path / "a.xlsb", parts | {"xl/worksheets/sheet1.bin": bytes(sheet)})
    for name in ("a.xls", "a.xlsb"):
        found = one(tmp_path / name)
        assert columns(found)[11][1:4] == ["125", "#N/A", columns(one(FILES / "good.xls"))[11][3]]
        assert found.marks == {(2, 11): CellMark.ERROR}


def test_a_formula_without_value_in_xls_is_an_empty_cell(tmp_path: Path) -> None:
    """The format writes it as a formula whose result is an empty text: nobody can tell the two apart (docs/upload.md)."""
    xls = bytearray((FILES / "good.xls").read_bytes())
    at = xls.index(b"\xbd\x00\x18\x00\x02\x00\x09\x00")  # MULRK of J3, K3, L3 becomes FORMULA of J3
    empty_text = b"\x03\x00\x00\x00\x00\x00\xff\xff"
    missing_argument = b"\x02\x00\x16\x16"
    formula = b"\x02\x00\x09\x00" + bytes(xls[at + 8 : at + 10]) + empty_text + bytes(6) + missing_argument
    xls[at : at + 28] = b"\x06\x00\x18\x00" + formula
    (tmp_path / "a.xls").write_bytes(xls)
    found = one(tmp_path / "a.xls")
    assert [column[2] for column in columns(found)[9:12]] == [None, None, None]
    assert found.marks == {}
