"""What a file is, by its first bytes. Names are never trusted: `.xls` is often HTML, CSV or xlsx."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from sales_core.formats.refusal import Refusal


class FileKind(StrEnum):
    """What the first bytes say; zip and OLE files are told apart further by their own modules."""

    ZIP = "zip"
    OLE = "ole"
    HTML = "html"
    FLAT_ODS = "fods"
    TEXT = "csv"


_OTHER = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM\x36", "bmp"),
    (b"MZ", "exe"),
    (b"\x7fELF", "program"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"ID;P", "slk"),
    (b"SQLite format 3", "sqlite"),
    (b"PAR1", "parquet"),
)
_BIFF_STARTS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_MHT = re.compile(rb"(?i)\s*(?:from:|mime-version:|content-type:\s*multipart/related)")
_HTML = re.compile(r"(?is)<(?:!doctype\s+html|html|head|body|table|tr|td|meta|style|div|form)\b")
_HEAD = 8192


def sniff(path: Path) -> FileKind:
    """The kind of the file. Raises Refusal for an empty file and for formats that are not read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") and path.stat().st_size <= _HEAD:
        raise Refusal("E_EMPTY")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return FileKind.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return FileKind.OLE
    for magic, label in _OTHER:
        if head.startswith(magic):
            raise Refusal("E_FORMAT", value=label)
    if head.startswith(_BIFF_STARTS):
        raise Refusal("E_FORMAT", value="Excel 2-4 xls")
    if _MHT.match(head):
        raise Refusal("E_FORMAT_MHT", value="mht")
    return _markup(head)


def _markup(head: bytes) -> FileKind:
    text = as_ascii(head).lstrip("\ufeff \t\r\n")
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and text.startswith("<?xml"):
        raise Refusal("E_FORMAT_XML2003", value="XML 2003")
    if text.startswith("<"):
        if "urn:oasis:names:tc:opendocument:xmlns:office" in text:
            return FileKind.FLAT_ODS
        if _HTML.search(text):
            return FileKind.HTML
        raise Refusal("E_FORMAT", value="xml")
    return FileKind.TEXT


def as_ascii(head: bytes) -> str:
    """The head with every byte that is not ASCII shown as `?`: enough to recognise markup in any encoding."""
    if head.startswith(b"\xff\xfe") or head[1:2] == b"\x00":
        return head.decode("utf-16-le", errors="replace")
    if head.startswith(b"\xfe\xff") or head[:1] == b"\x00":
        return head.decode("utf-16-be", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("ascii", errors="replace")


#: Extensions under which content of a format is no surprise.
USUAL_EXTENSIONS: dict[str, frozenset[str]] = {
    "xlsx": frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    "xlsb": frozenset({"xlsb"}),
    "xls": frozenset({"xls", "xlt"}),
    "ods": frozenset({"ods", "ots"}),
    "fods": frozenset({"fods", "xml"}),
    "csv": frozenset({"csv", "tsv", "txt", "tab", "dat", "prn"}),
    "html": frozenset({"html", "htm"}),
}
