"""`read_sheets`: one file in, its visible sheets as RawSheets out, or the one problem that stops it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import pyarrow as pa

from sales_core.format import grouped
from sales_core.formats.archive import Archive
from sales_core.formats.cells import RawSheet
from sales_core.formats.htmltable import read_html
from sales_core.formats.markup import check_prolog
from sales_core.formats.ods import read_ods
from sales_core.formats.refusal import Refusal, warning
from sales_core.formats.sniff import USUAL_EXTENSIONS, FileKind, sniff
from sales_core.formats.textfile import read_text
from sales_core.formats.xls import read_xls
from sales_core.formats.xlsb import read_xlsb
from sales_core.formats.xlsb_records import look_through
from sales_core.formats.xlsx import read_xlsx, refuse_macros
from sales_core.formats.xlsx_book import main_part, read_book, relations
from sales_core.kernel.problems import Problem
from sales_core.kernel.settings import Limits

_BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
    pa.ArrowException,
    OSError,
)
_PIECE = 1 << 20
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class _Reading:
    format: str
    sheets: Sequence[RawSheet]
    warnings: Sequence[Problem] = ()
    hidden: Sequence[str] = ()


def read_sheets(
    path: Path,
    *,
    name: str,
    limits: Limits,
    encoding: str | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[str, list[RawSheet], list[Problem]]:
    """Format, visible sheets and problems of the file at `path`, called `name` by the user.

    The format is told by content (`xlsx`, `xls`, `xlsb`, `ods`, `fods`, `html`, `csv`; empty when
    refused). An ERROR among
    the problems means nothing could be read and the sheets are empty. `encoding` overrides the guess for
    text files; `progress` is told the share that is read, of formats that are read piece by piece.
    Never raises for what is in the file.
    """
    try:
        reading = _read(path, name, limits, encoding, progress)
    except Refusal as refusal:
        return "", [], [_placed(refusal.problem, name)]
    except _BROKEN as error:
        return "", [], [_placed(Refusal("E_CORRUPT", value=f"{type(error).__name__}: {error}").problem, name)]
    problems = [*_name_warnings(name, reading.format), *reading.warnings]
    if reading.hidden:
        joined = ", ".join(reading.hidden)
        problems.append(warning("W_HIDDEN_SHEET", sheet=joined, value=joined, count=len(reading.hidden)))
    problems += [
        warning("W_MERGED", sheet=sheet.name, value=grouped(sheet.merge_count), count=sheet.merge_count)
        for sheet in reading.sheets
        if sheet.merge_count > len(sheet.merges) and sheet.merge_count > 10_000
    ]
    return reading.format, list(reading.sheets), [_placed(problem, name) for problem in problems]


def _placed(problem: Problem, name: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=name))


def _name_warnings(name: str, format_: str) -> list[Problem]:
    extension = PurePath(name.replace("\\", "/")).suffix.lstrip(".").lower()
    if extension in USUAL_EXTENSIONS[format_]:
        return []
    if format_ == "html":
        return [warning("W_HTML_AS_XLS", value=f".{extension}")]
    return [warning("W_EXT_MISMATCH", value=f".{extension}", format=format_)]


def _read(path: Path, name: str, limits: Limits, encoding: str | None, progress: Callable[[float], None]) -> _Reading:
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Refusal("E_FILE_TOO_LARGE", value=grouped(size), limit=grouped(limits.file_bytes))
    match sniff(path):
        case FileKind.ZIP:
            return _read_zip(path, name, limits, progress)
        case FileKind.OLE:
            return _read_ole(path, name, limits)
        case FileKind.HTML:
            return _Reading("html", [read_html(path.read_bytes(), file=name, limits=limits, encoding=encoding)])
        case FileKind.FLAT_ODS:
            data = path.read_bytes()
            check_prolog(data, "content")
            sheets, hidden = read_ods([data], file=name, limits=limits)
            return _Reading("fods", sheets, hidden=hidden)
        case FileKind.TEXT:
            return _read_text(path, name, limits, encoding, progress)


def _read_text(
    path: Path, name: str, limits: Limits, encoding: str | None, progress: Callable[[float], None]
) -> _Reading:
    reading = read_text(path.read_bytes(), file=name, limits=limits, encoding=encoding, progress=progress)
    guessed = [warning("W_ENCODING_GUESSED", value=reading.encoding)] if reading.guessed else []
    if stray := reading.stray_quotes:
        place = f"line {stray[0].line}"
        guessed.append(warning("W_STRAY_QUOTES", value=place, count=len(stray)))
    return _Reading("csv", [reading.sheet], guessed)


def _read_zip(path: Path, name: str, limits: Limits, progress: Callable[[float], None]) -> _Reading:
    archive = Archive(path, limits, progress)
    try:
        if "mimetype" in archive and archive.read("mimetype").startswith(_OPEN_DOCUMENT.encode()):
            return _read_open_document(archive, name, limits)
        main = main_part(archive)
        if not main.rpartition("/")[2].lower().startswith("workbook"):
            raise Refusal("E_FORMAT", value=_package_kind(main))
        refuse_macros(archive)
        if main.lower().endswith(".bin"):
            return _read_xlsb(path, archive, main, name, limits)
        book = read_book(archive)
        _check_sheets(book.sheets, [], limits)
        sheets = read_xlsx(archive, book, file=name, limits=limits)
        if not sheets and not any(sheet.hidden for sheet in book.sheets):
            raise Refusal("E_CORRUPT", sheet=book.sheets[0].name, value=book.sheets[0].part)
        missing = [
            warning("W_SHEET_MISSING", sheet=sheet.name, value=sheet.part) for sheet in book.sheets if sheet.missing
        ]
        return _Reading("xlsx", sheets, missing, [sheet.name for sheet in book.sheets if sheet.hidden])
    finally:
        archive.close()


def _read_xlsb(path: Path, archive: Archive, main: str, name: str, limits: Limits) -> _Reading:
    parts = {identifier: part for identifier, (_, part) in relations(archive, main)}
    native = read_xlsb(path, file=name, limits=limits, records=look_through(archive, main, parts, limits))
    _check_sheets(native.sheets, native.hidden, limits)
    return _Reading("xlsb", native.sheets, hidden=native.hidden)


def _check_sheets(shown: Sequence[object], hidden: Sequence[str], limits: Limits) -> None:
    if len(shown) + len(hidden) > limits.sheets:
        raise Refusal("E_TOO_MANY_SHEETS", value=str(len(shown) + len(hidden)), limit=limits.sheets)
    if not shown and not hidden:
        raise Refusal("E_NO_TABLE", seems="nothing")


def _read_open_document(archive: Archive, name: str, limits: Limits) -> _Reading:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refusal("E_ENCRYPTED")
    if "content.xml" not in archive:
        raise Refusal("E_CORRUPT", value="content.xml")
    check_prolog(archive.head("content.xml"), "content")
    sheets, hidden = read_ods(archive.pieces("content.xml", _PIECE), file=name, limits=limits)
    _check_sheets(sheets, hidden, limits)
    return _Reading("ods", sheets, hidden=hidden)


def _package_kind(main: str) -> str:
    return {"word": "docx", "ppt": "pptx", "xl": "xlsx", "visio": "vsdx"}.get(main.lower().partition("/")[0], "zip")


def _read_ole(path: Path, name: str, limits: Limits) -> _Reading:
    book = read_xls(path, file=name, limits=limits)
    _check_sheets(book.sheets, book.hidden, limits)
    return _Reading("xls", book.sheets, hidden=book.hidden)
