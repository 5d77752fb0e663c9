"""Small files made part by part, so that a test can say exactly what stands in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa

from sales_core.formats.cells import RawSheet
from sales_core.formats.read import read_sheets
from sales_core.kernel.problems import Problem
from sales_core.kernel.settings import Limits

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = Path(__file__).resolve().parent / "files"
LIMITS = Limits()
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def sheet_xml(rows: str, *, before: str = "", after: str = "", ns: str = NS) -> str:
    return f'{_HEAD}<worksheet xmlns="{ns}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook_parts(
    sheets: dict[str, str | bytes],
    *,
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
    states: dict[str, str] | None = None,
    ns: str = NS,
) -> dict[str, bytes]:
    """Part name → bytes of an xlsx whose sheets are given as XML."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="p"><Relationship Id="a" Type="{RELS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{ns}" xmlns:r="{RELS}">{properties}<sheets>{listed}</sheets></workbook>',
    }
    if strings is not None:
        relations += f'<Relationship Id="s" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{ns}">{strings}</sst>'
    if styles is not None:
        relations += f'<Relationship Id="t" Type="{RELS}/styles" Target="styles.xml"/>'
        parts["xl/styles.xml"] = f'{_HEAD}<styleSheet xmlns="{ns}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = f'{_HEAD}<Relationships xmlns="p">{relations}</Relationships>'
    encoded = {name: text.encode() for name, text in parts.items()}
    for n, xml in enumerate(sheets.values(), 1):
        encoded[f"xl/worksheets/sheet{n}.xml"] = xml if isinstance(xml, bytes) else xml.encode()
    return encoded


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def xlsx(
    path: Path,
    rows: str,
    *,
    before: str = "",
    after: str = "",
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
    ns: str = NS,
) -> Path:
    """A workbook of one sheet."""
    sheet = sheet_xml(rows, before=before, after=after, ns=ns)
    return zipped(path, workbook_parts({"Sheet1": sheet}, strings=strings, styles=styles, properties=properties, ns=ns))


def read(
    path: Path, name: str | None = None, limits: Limits = LIMITS, encoding: str | None = None
) -> tuple[str, list[RawSheet], list[Problem]]:
    return read_sheets(path, name=name or path.name, limits=limits, encoding=encoding)


def one(path: Path, name: str | None = None, limits: Limits = LIMITS, encoding: str | None = None) -> RawSheet:
    """The only sheet of a file that must be read without any problem."""
    _, sheets, problems = read(path, name, limits, encoding)
    assert not problems, problems
    assert len(sheets) == 1
    return sheets[0]


def refused(path: Path, name: str | None = None, limits: Limits = LIMITS, encoding: str | None = None) -> Problem:
    """The only problem of a file that must be refused."""
    format_, sheets, problems = read(path, name, limits, encoding)
    assert (format_, sheets) == ("", [])
    assert len(problems) == 1
    return problems[0]


def columns(sheet: RawSheet) -> list[list[str | None]]:
    return [column.to_pylist() for column in sheet.cells.columns]


def flags(of: bool | pa.BooleanArray, rows: int) -> list[bool]:
    return [of] * rows if isinstance(of, bool) else of.to_pylist()
