"""Text files: encodings, separators, line ends; strict, and with the place of what is wrong."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales_core.formats.cells import RawSheet
from sales_core.formats.delimited import careful_table, mended_table
from sales_core.formats.textfile import read_text
from tests.formats.made import LIMITS, columns, one, read, refused
from tests.support.present import present

TABLE = [["日期", "客户名称", "金额"], ["2026-05-01", "上海第一百货", "12.50"], ["2026-05-02", "北京华联", "-3"]]


def csv_text(table: Sequence[list[str]], separator: str = ",", end: str = "\r\n") -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(table)
    return buffer.getvalue()


def rows(sheet: RawSheet) -> list[list[str]]:
    return [[value or "" for value in line] for line in zip(*columns(sheet), strict=True)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("codec", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_every_encoding_and_separator(tmp_path: Path, codec: str, mark: bytes, named: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + csv_text(TABLE, separator).encode(codec))
    sheet = one(path)
    assert (rows(sheet), sheet.encoding, sheet.separator) == (TABLE, named, separator)
    assert (sheet.is_text_file, sheet.address(1, 0), sheet.numeric) == (True, "row 2", (False,) * 3)


@pytest.mark.parametrize(
    ("codec", "text", "named"),
    [
        ("big5", "日期,客戶名稱,金額\r\n2026-05-01,臺北門市,12\r\n", "big5"),
        ("cp1252", "Date,Client,Prix\r\n2026-05-01,Café Société Générale à Orléans,12\r\n", "cp1252"),
        ("mac_roman", "Date,Client,Prix\r\n2026-05-01,Café Société Générale à Orléans,12\r\n", "mac_roman"),
    ],
)
def test_an_encoding_without_proof_is_named_and_can_be_overruled(
    tmp_path: Path, codec: str, text: str, named: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(codec))
    _, (sheet,), (problem,) = read(path)
    assert (problem.code, problem.value, sheet.encoding) == ("W_ENCODING_GUESSED", named, named)
    assert rows(sheet) == [line.split(",") for line in text.splitlines()]
    assert rows(one(path, encoding=codec)) == rows(sheet)


def test_a_bad_byte_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(TABLE).encode().replace("上海".encode(), b"\xff\xe6\xb5\xb7"))
    problem = refused(path)
    assert (problem.code, str(problem.place), problem.value) == ("E_ENCODING", "line 2 col 2 (客户名称)", "0xFF")
    path.write_bytes(csv_text(TABLE).encode("gb18030"))
    assert refused(path, encoding="utf-8").code == "E_ENCODING"


def test_a_bad_byte_far_down_a_long_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "2026-05-01,上海,1\n".encode()
    path.write_bytes("日期,客户,金额\n".encode() + line * 30_000 + b"2026-05-01,\xff,1\n" + line)
    problem = refused(path)
    assert (problem.code, str(problem.place)) == ("E_ENCODING", "line 30002 col 2 (客户)")


def test_excels_separator_line_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfsep=;\r\n" + csv_text(TABLE, ";").encode())
    assert rows(one(path)) == TABLE


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_and_quoted_newlines(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    table = [["名称", "备注"], ["甲", 'a\n"b", c'], ["乙", ""]]
    path.write_bytes(csv_text(table, ",", end).encode())
    assert rows(one(path)) == table


def test_ragged_lines_are_filled_not_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("销售明细\n\n日期,客户,金额\n1,2,3\n4,5\n合计,,8\n", encoding="utf-8")
    assert rows(one(path)) == [
        ["销售明细", "", ""],
        ["", "", ""],
        ["日期", "客户", "金额"],
        ["1", "2", "3"],
        ["4", "5", ""],
        ["合计", "", "8"],
    ]


def test_odd_lines_of_a_long_file_are_woven_back_into_their_places() -> None:
    lines = [[str(n), "上海", f"{n}.5"] for n in range(2_000)]
    for at, odd in [
        (0, ["销售明细"]),
        (1, []),
        (700, ["a", 'x "y"\nz']),
        (701, ["1", "2", "3", "4"]),
        (1999, ["合计"]),
    ]:
        lines[at] = odd
    text = csv_text(lines)
    mended = present(mended_table(text.encode(), ",", 3, LIMITS))
    assert mended.num_columns == 4
    assert mended.to_pydict() == careful_table(text, ",", LIMITS).to_pydict()


def test_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\nNA,NULL\nnan,007\n1e5,\x00x\n ,true\n", encoding="utf-8")
    assert rows(one(path))[1:] == [["NA", "NULL"], ["nan", "007"], ["1e5", "\x00x"], [" ", "true"]]


def test_no_text_at_all(tmp_path: Path) -> None:
    for name, data, code in [
        ("a.csv", b"", "E_EMPTY"),
        ("b.csv", b"\xef\xbb\xbf", "E_EMPTY"),
        ("c.csv", b" \r\n\r\n", "E_EMPTY"),
        ("d.csv", bytes(range(256)) * 4, "E_FORMAT"),
        ("e.csv", b"\x1f\x8b\x08\x00", "E_FORMAT"),
    ]:
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name).code == code


def test_too_many_columns_names_the_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n" + ",".join(map(str, range(600))) + "\n")
    problem = refused(path)
    assert (problem.code, str(problem.place)) == ("E_TOO_MANY_COLUMNS", "row 3")


FIELD = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufeff"), max_size=6
)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(FIELD, min_size=n, max_size=n), min_size=1, max_size=6)),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_any_table_reads_back(table: Sequence[list[str]], codec: str) -> None:
    table = [["客户编码", "日期", "数量", "金额"][: len(table[0])], *table, ["终"] * len(table[0])]
    sheet = read_text(csv_text(table).encode(codec), file="a.csv", limits=LIMITS).sheet
    assert rows(sheet) == table
    assert sheet.cells.schema.types == [pa.string()] * len(table[0])
