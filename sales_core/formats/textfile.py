"""Reads csv, tsv and txt into one RawSheet of text; Arrow for regular files, the careful csv reader for
ragged ones."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.format import grouped
from sales_core.formats.cells import RawSheet
from sales_core.formats.delimited import (
    ShareCallback,
    careful_table,
    mended_table,
    no_share,
    refuse_wide,
    regular_table,
)
from sales_core.formats.encodings import Decoded, decode_bytes, utf8_sample
from sales_core.formats.quotes import SwallowedRecords, swallowed_records, unwrapped
from sales_core.formats.refusal import Refusal
from sales_core.kernel.settings import Limits

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_CHARS = 200_000
_SAMPLE_BYTES = 1 << 18
_SAMPLE_ROWS = 200
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LARGE = 1 << 20
_TAIL = 1 << 20


@dataclass(frozen=True, slots=True)
class TextReading:
    """The sheet and how it was read."""

    sheet: RawSheet
    encoding: str
    guessed: bool
    separator: str
    stray_quotes: tuple[SwallowedRecords, ...] = ()
    """Where quotes were taken for what they are, characters, because they swallowed records."""


def read_text(
    data: bytes, *, file: str, limits: Limits, encoding: str | None = None, progress: ShareCallback = no_share
) -> TextReading:
    """The one table of a text file; `progress` is told the share of its bytes that is read.

    Raises Refusal E_ENCODING, E_FORMAT, E_EMPTY, E_CORRUPT, E_TOO_MANY_COLUMNS or E_GRID_TOO_LARGE.
    """
    if encoding is None and (sample := utf8_sample(data, _SAMPLE_BYTES)) is not None:
        try:
            # Arrow checks the rest of the bytes while it parses; decoding 100 MB here would cost as much
            # again.
            body = data.removeprefix(b"\xef\xbb\xbf")
            table = _table(body, sample, limits, is_checked=False, progress=progress)
            return _reading(table, Decoded("", "utf-8"), file, limits)
        except UnicodeDecodeError:
            pass
    decoded = decode_bytes(data, encoding)
    text = decoded.text.removeprefix("\ufeff")
    table = _table(text.encode("utf-8"), text[:_SAMPLE_CHARS], limits, is_checked=True, progress=progress)
    return _reading(table, decoded, file, limits)


@dataclass(frozen=True, slots=True)
class _Split:
    """A text split into fields."""

    table: pa.Table
    separator: str
    stray_quotes: tuple[SwallowedRecords, ...] = ()


def _reading(split: _Split, decoded: Decoded, file: str, limits: Limits) -> TextReading:
    table, separator = split.table, split.separator
    if table.num_rows > limits.rows or table.num_rows * table.num_columns > limits.cells:
        raise Refusal("E_GRID_TOO_LARGE", value=grouped(table.num_rows), limit=grouped(limits.rows))
    sheet = RawSheet(
        file,
        PurePath(file).stem,
        table,
        numeric=(False,) * table.num_columns,
        is_text_file=True,
        encoding=decoded.encoding,
        separator=separator,
    )
    return TextReading(sheet, decoded.encoding, decoded.guessed, separator, split.stray_quotes)


def _table(body: bytes, sample: str, limits: Limits, *, is_checked: bool, progress: ShareCallback) -> _Split:
    """The table of UTF-8 bytes and its separator. Raises UnicodeDecodeError when they were not checked
    and are not, Refusal E_QUOTES for a quote that swallows records."""
    declared = _SEP_LINE.match(sample)
    if declared:
        sample = sample[declared.end() :]
        body = body[len(declared[0].encode("utf-8")) :]
    body = _without_blank_end(body)
    if not body[:_TAIL].strip(b" \t\r\n\x1a\x00"):
        raise Refusal("E_EMPTY")
    separator = declared[1] if declared else choose_separator(sample)
    columns = _columns_of(sample, separator, limits)
    table = None
    if separator.isascii():
        table = regular_table(body, separator, columns, is_checked=is_checked, progress=progress)
        if table is None and len(body) > _LARGE:
            table = mended_table(body, separator, columns, limits, progress)
    if table is None:
        table = careful_table(body.decode("utf-8"), separator, limits)
    swallowed = swallowed_records(body, table, separator, columns)
    if not swallowed:
        return _Split(trimmed(table), separator)
    if (plain := regular_table(body, separator, columns, is_checked=is_checked, quoting=False)) is None:
        lines = ", ".join(str(one.line) for one in swallowed[:5])
        raise Refusal("E_QUOTES", cell=f"line {swallowed[0].line}", value=lines, count=str(len(swallowed)))
    return _Split(trimmed(unwrapped(plain)), separator, tuple(swallowed))


def _without_blank_end(body: bytes) -> bytes:
    """Cuts blank lines at the end, but keeps a last line of separators. Looks at the last megabyte only."""
    start = max(len(body) - _TAIL, 0)
    tail = body[start:]
    kept = len(tail.rstrip(b" \t\r\n\x1a\x00"))
    ends = [at for at in (tail.find(b"\n", kept), tail.find(b"\r", kept)) if at >= 0]
    return body[: start + min(ends)] if ends else body


def choose_separator(sample: str) -> str:
    """The separator that splits most records into the same number of fields, more than one; a comma when
    none does."""
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        widths = [len(row) for row in _sample_rows(sample, separator) if any(row)]
        if not widths:
            continue
        width, times = Counter(width for width in widths if width > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        score = times / len(widths) + 0.01 * min(width, 50) if width > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best


def _sample_rows(sample: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                return rows
    except csv.Error:
        return rows
    return rows[:-1] if len(rows) > 1 and len(sample) >= _SAMPLE_CHARS // 3 else rows


def _columns_of(sample: str, separator: str, limits: Limits) -> int:
    """The usual number of fields of a record. Raises Refusal E_TOO_MANY_COLUMNS."""
    rows = _sample_rows(sample, separator)
    for number, row in enumerate(rows, start=1):
        refuse_wide(row, number, limits)
    return Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 1


def trimmed(table: pa.Table) -> pa.Table:
    """Without blank rows at the end and blank columns at the right."""
    width = table.num_columns
    while width and table.column(width - 1).null_count == table.num_rows:
        width -= 1
    table = table.select(range(width))
    last = -1
    for column in table.columns:
        if len(column) and column[-1].as_py() is not None:
            return table
        filled = pc.indices_nonzero(pc.is_valid(column))
        if len(filled):
            last = max(last, filled[-1].as_py())
    return table.slice(0, last + 1)
