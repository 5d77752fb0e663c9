"""Reads the one table of an HTML page, as ERPs save it under `.xls`. Only text is taken; nothing is
fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

import pyarrow as pa
from lxml import etree, html

from sales_core.format import grouped
from sales_core.formats.cells import RawSheet
from sales_core.formats.encodings import decode_bytes
from sales_core.formats.refusal import Refusal
from sales_core.formats.textfile import trimmed
from sales_core.kernel.settings import Limits

_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([\w-]{3,20})")
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
#: Attributes in which Excel and LibreOffice keep the value of a cell.
_EXACT = frozenset(("x:num", "num", "sdval"))
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_DAY = re.compile(r"\d[-/.:\u5e74]\d+[-/.:\u6708]|%|\u2030|[A-Za-z]{3}")
_LOGIN = re.compile(
    r"(?i)log[- ]?in|sign[- ]?in|password|登录|登陆|密码|登入|密碼|ログイン|로그인|passwort|mot de passe|contraseña"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, *, file: str, limits: Limits, encoding: str | None = None) -> RawSheet:
    """The table as a sheet whose header is row 1. Raises Refusal E_NO_TABLE, E_TWO_TABLES, E_ENCODING,
    E_CORRUPT."""
    decoded = decode_bytes(data, encoding or _declared(data))
    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        root = html.document_fromstring(decoded.text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("E_NO_TABLE", value=str(error), seems="page") from error
    tables = [table for table in root.iter("table") if _holds_data(table)]
    if not tables:
        raise Refusal("E_NO_TABLE", value=_SPACES.sub(" ", _text(root))[:80].strip(), seems=_seems(root))
    if len(tables) > 1:
        raise Refusal("E_TWO_TABLES", value=str(len(tables)))
    cells, merges = _grid(tables[0], limits)
    return RawSheet(
        file,
        PurePath(file).stem,
        cells,
        numeric=(False,) * cells.num_columns,
        merges=tuple(merges[:10_000]),
        merge_count=len(merges),
        is_text_file=True,
        encoding=decoded.encoding,
    )


def _seems(root: html.HtmlElement) -> str:
    """What a page without a table is: one that asks for a password is where people log in."""
    asks = any((field.get("type") or "").strip().casefold() == "password" for field in root.iter("input"))
    return "login_page" if asks or _LOGIN.search(_text(root)) else "page"


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    if not found or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    name = found[1].decode().lower()
    name = _WIDER.get(name, name)
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None  # a false declaration is common; the bytes decide
    return name


def _holds_data(table: etree._Element) -> bool:
    """A table with at least two rows that only serves itself, not as a frame for other tables."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [row for row in table.iter("tr") if next(row.iterchildren("td", "th"), None) is not None]
    return len(rows) > 1 or (len(rows) == 1 and len(list(rows[0].iterchildren("td", "th"))) > 1)


def _grid(table: etree._Element, limits: Limits) -> tuple[pa.Table, list[tuple[int, int, int, int]]]:
    columns: list[list[str | None]] = []
    merges: list[tuple[int, int, int, int]] = []
    taken: dict[tuple[int, int], None] = {}
    for count, row in enumerate(table.iter("tr")):
        col = 0
        for cell in row.iterchildren("td", "th"):
            while (count, col) in taken:
                col += 1
            down, across = _span(cell, "rowspan", 5_000), _span(cell, "colspan", limits.columns)
            if col + across > limits.columns:
                raise Refusal("E_TOO_MANY_COLUMNS", cell=f"row {count + 1}", limit=limits.columns)
            if down > 1 or across > 1:
                merges.append((count, col, count + down - 1, col + across - 1))
                taken.update({(count + y, col + x): None for y in range(1, down) for x in range(across)})
            while len(columns) < col + across:
                columns.append([None] * count)
            columns[col].append(_value(cell) or None)
            for blank in columns[col + 1 : col + across]:
                blank.append(None)
            col += across
        for column in columns:
            column.extend([None] * (count + 1 - len(column)))
        if count >= limits.rows or len(taken) > limits.cells:
            raise Refusal("E_GRID_TOO_LARGE", cell=f"row {count}", value=grouped(count), limit=grouped(limits.rows))
    names = [f"c{number}" for number in range(len(columns))]
    return trimmed(pa.table([pa.array(column, pa.string()) for column in columns], names=names)), merges


def _value(cell: etree._Element) -> str:
    """The text of a cell; the exact number that a spreadsheet program notes beside what it shows."""
    exact = next((str(value) for name, value in cell.attrib.items() if str(name).rpartition("}")[2] in _EXACT), "")
    text = _text(cell).strip()
    is_number = bool(_NUMBER.fullmatch(exact)) and not _DAY.search(text)
    return exact if is_number and text else text


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 8 else 1


def _text(element: etree._Element) -> str:
    return _SPACES.sub(" ", "".join(_pieces(element))).replace("\x02", "\n").replace("\xa0", " ")


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag in _SILENT or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\x02"
        yield from _pieces(child)
        yield child.tail or ""
