"""Number formats that name a currency are told of every kind of workbook, cell by cell."""

import struct
import zipfile
from pathlib import Path

import pytest

from sales_core.formats.cells import RawSheet
from sales_core.formats.xlsb_records import binary_records
from tests.formats.made import FILES, one, zipped
from tests.formats.test_guard import ods, ods_row

FORMATS = (("[$€-407] #,##0.00", "EUR"), ("[$USD] #,##0", "USD"), ('"HK$"#,##0', "HKD"), ("#,##0.00 [$¥-804]", "¥"))  # fmt: skip


def named(sheet: RawSheet) -> set[str]:
    return {name for column in sheet.currencies for name in column}


def test_a_dollar_format_of_an_xls_is_told_of_its_numbers_only(tmp_path: Path) -> None:
    assert named(one(FILES / "good.xls")) == set()
    data = bytearray((FILES / "good.xls").read_bytes())
    at, count = -1, 0
    while count < 18:  # every cell of the file has the eighteenth format
        at, count = data.index(b"\xe0\x00\x14\x00", at + 1), count + 1
    struct.pack_into("<H", data, at + 6, 7)
    (tmp_path / "a.xls").write_bytes(data)
    sheet = one(tmp_path / "a.xls")
    assert sheet.currencies == ((),) * 9 + (("USD",),) * 3, "texts have no currency"
    assert sheet.cells == one(FILES / "good.xls").cells


def record(kind: int, body: bytes) -> bytes:
    """One binary record; kinds above 127 take two bytes."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body) & 0x7F]) + body


@pytest.mark.parametrize(("code", "currency"), FORMATS)
def test_the_formats_of_an_xlsb_are_told_of_the_cells_that_have_them(tmp_path: Path, code: str, currency: str) -> None:
    text = struct.pack("<HL", 164, len(code)) + code.encode("utf-16-le")
    plain, money = (struct.pack("<HH", 0, number) + bytes(12) for number in (0, 164))
    styles = record(44, text) + record(47, money)  # the second is no format of cells
    styles += record(617, struct.pack("<L", 2)) + record(47, plain) + record(47, money) + record(618, b"")
    with zipfile.ZipFile(FILES / "good.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = bytearray(parts["xl/worksheets/sheet1.bin"])
    for kind, begin, _ in binary_records(bytes(sheet), ""):
        if kind in (2, 5) and sheet[begin] == 11:
            sheet[begin + 4] = 1
    zipped(tmp_path / "a.xlsb", parts | {"xl/styles.bin": styles, "xl/worksheets/sheet1.bin": bytes(sheet)})
    found = one(tmp_path / "a.xlsb")
    assert found.currencies == ((),) * 11 + ((currency,),)
    assert found.cells == one(FILES / "good.xlsb").cells


def test_the_currency_of_an_ods_cell_is_told_with_its_repeats(tmp_path: Path) -> None:
    def cell(currency: str, repeated: int = 1) -> str:
        stated = (
            f'office:value-type="currency" office:currency="{currency}"' if currency else 'office:value-type="float"'
        )
        return f'<table:table-cell {stated} office:value="1.5" table:number-columns-repeated="{repeated}"><text:p>1.5</text:p></table:table-cell>'

    rows = ods_row(cell("EUR") + cell("") + cell("USD", 2)) + ods_row(
        cell("EUR") + cell("") + cell("SEK") + cell("USD"), 3
    )
    sheet = one(ods(tmp_path / "a.ods", rows))
    assert [set(column) for column in sheet.currencies] == [{"EUR"}, set(), {"USD", "SEK"}, {"USD"}]
    assert [column.to_pylist() for column in sheet.cells.columns] == [["1.5"] * 4] * 4
