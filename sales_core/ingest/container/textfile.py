"""Reads csv, tsv and txt into one RawSheet of text; Arrow for regular files, the careful csv reader for ragged ones."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from sales_core.ingest.container.encodings import decode_bytes
from sales_core.ingest.container.refusal import Refusal
from sales_core.ingest.raw import RawSheet
from sales_core.settings import Limits

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_CHARS = 200_000
_SAMPLE_ROWS = 200
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_BLOCK = 16 << 20


@dataclass(frozen=True, slots=True)
class TextReading:
    """The sheet and how it was read."""

    sheet: RawSheet
    encoding: str
    guessed: bool
    separator: str


def read_text(data: bytes, *, file: str, limits: Limits, encoding: str | None = None) -> TextReading:
    """The one table of a text file. Raises Refusal E_ENCODING, E_FORMAT, E_EMPTY, E_TOO_MANY_COLUMNS, E_GRID_TOO_LARGE."""
    decoded = decode_bytes(data, encoding)
    text = decoded.text.removeprefix("\ufeff")
    told = _SEP_LINE.match(text)
    if told:
        text = text[told.end() :]
    end = len(text.rstrip(" \t\r\n\x1a\x00"))
    if not end:
        raise Refusal("E_EMPTY")
    separator = told[1] if told else choose_separator(text[:_SAMPLE_CHARS])
    columns = _columns_of(text, separator, limits)
    body = text if end == len(text) else _without_blank_end(text, end)
    table = _quick(body, separator, columns) if columns else None
    if table is None:
        table = _careful(body, separator, limits)
    if table.num_rows > limits.rows or table.num_rows * table.num_columns > limits.cells:
        raise Refusal("E_GRID_TOO_LARGE", value=f"{table.num_rows:,}", limit=f"{limits.rows:,}")
    sheet = RawSheet(
        file,
        PurePath(file).stem,
        table,
        numeric=(False,) * table.num_columns,
        is_text_file=True,
        encoding=decoded.encoding,
        separator=separator,
    )
    return TextReading(sheet, decoded.encoding, decoded.guessed, separator)


def _without_blank_end(text: str, end: int) -> str:
    """Cuts blank lines at the end, but keeps empty last fields of the last line."""
    for ending in ("\n", "\r"):
        at = text.find(ending, end)
        if at >= 0:
            end = max(end, at)
            break
    return text[:end] if not text[end:].strip(" \r\n\x1a\x00") else text


def choose_separator(sample: str) -> str:
    """The separator that splits most records into the same number of fields, more than one; a comma when none does."""
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
    return rows[:-1] if len(rows) > 1 and len(sample) >= _SAMPLE_CHARS else rows


def _columns_of(text: str, separator: str, limits: Limits) -> int:
    """Fields of the sampled records when they all agree, else 0. Raises Refusal E_TOO_MANY_COLUMNS."""
    rows = _sample_rows(text[:_SAMPLE_CHARS], separator)
    widest = max(range(len(rows)), key=lambda number: len(rows[number]), default=0)
    if rows and len(rows[widest]) > limits.columns:
        raise Refusal(
            "E_TOO_MANY_COLUMNS", cell=f"row {widest + 1}", value=str(len(rows[widest])), limit=limits.columns
        )
    widths = {len(row) for row in rows}
    return widths.pop() if len(widths) == 1 else 0


def _quick(text: str, separator: str, columns: int) -> pa.Table | None:
    """Arrow's reader, every column as text; None when the file is not regular."""
    names = [f"c{number}" for number in range(columns)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text.encode("utf-8")),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return trimmed(table.combine_chunks())


def _careful(text: str, separator: str, limits: Limits) -> pa.Table:
    """Python's reader: short rows are filled with blanks, CR-only ends and blank lines are kept as they are."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns: list[list[str | None]] = []
    count = 0
    try:
        for row in reader:
            if len(row) > len(columns):
                _refuse_wide(row, count, limits)
                columns.extend([None] * count for _ in range(len(row) - len(columns)))
            for column, value in zip(columns, row, strict=False):
                column.append(value or None)
            for column in columns[len(row) :]:
                column.append(None)
            count += 1
            if count > limits.rows:
                raise Refusal("E_GRID_TOO_LARGE", cell=f"row {count}", value=f"{count:,}", limit=f"{limits.rows:,}")
    except csv.Error as error:
        raise Refusal("E_CORRUPT", cell=f"row {count + 1}", value=str(error)) from error
    names = [f"c{number}" for number in range(len(columns))]
    return trimmed(pa.table([pa.array(column, pa.string()) for column in columns], names=names))


def _refuse_wide(row: list[str], count: int, limits: Limits) -> None:
    while row and not row[-1]:
        row.pop()
    if len(row) > limits.columns:
        raise Refusal("E_TOO_MANY_COLUMNS", cell=f"row {count + 1}", value=str(len(row)), limit=limits.columns)


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
