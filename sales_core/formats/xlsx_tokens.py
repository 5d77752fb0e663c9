"""The quick reader of sheet XML: finds cells with whole-array operations, no Python per cell.

It takes only the plain form that spreadsheet programs write; anything else raises OddXml and `xlsx_walk`
reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sales_core.formats.batch import CellBatch, CellKind, CellStyles, Ints, kind_of, text_slices

_ALLOWED = np.zeros(256, dtype=bool)
_ALLOWED[list(b"cvfitr/")] = True
_SPACE_PRESERVED = b'<t xml:space="preserve">'
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*?\shidden="(?:1|true)"')

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Tags:
    """The bytes, where each tag begins in them, and the byte after each `<`."""

    data: Bytes
    at: Ints
    first: Bytes


class OddXml(Exception):  # noqa: N818 - says "take the other reader", never reaches a user
    """The XML is not of the plain form."""


def _demand(condition: object) -> None:
    if not condition:
        raise OddXml


def plain_batch(block: bytes, styles: CellStyles) -> CellBatch:
    """Cells of whole `<row>` elements. Raises OddXml."""
    data = np.frombuffer(block, np.uint8)
    tags = np.flatnonzero(data == ord("<"))
    if not len(tags):
        return CellBatch(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8), pa.array([], pa.string()))
    first = data[tags + 1]
    xml = _Tags(data, tags, first)
    _demand(not np.any(np.bincount(first, minlength=256)[~_ALLOWED]))
    cells = np.flatnonzero(first == ord("c"))
    follows = first[np.minimum(cells + 1, len(tags) - 1)]
    rows, digits = _row_of_each(xml, cells)
    full = (follows == ord("v")) | (follows == ord("f")) | (follows == ord("i"))
    cells, follows, rows, digits = cells[full], follows[full], rows[full], digits[full]
    cols, tail = _columns(data, tags[cells], rows, digits)
    ends = tags[np.minimum(cells + 1, len(tags) - 1)] - 1
    _demand(np.all(data[ends] == ord(">")))
    kinds = _kinds(block, tail, ends, styles)
    starts, stops = _values(xml, cells, follows)
    missing = (starts == stops) & (follows == ord("f")) & (kinds != CellKind.TEXT)
    kinds[missing] = CellKind.NO_VALUE
    keep = (starts < stops) | missing
    if not keep.all():
        rows, cols, kinds, starts, stops = rows[keep], cols[keep], kinds[keep], starts[keep], stops[keep]
    return CellBatch(rows, cols, kinds, text_slices(block, starts, stops))


def hidden_rows(block: bytes) -> list[int]:
    """Numbers of rows marked hidden in plain row XML."""
    if b'hidden="' not in block:
        return []
    return [int(found[1]) for found in _HIDDEN_ROW.finditer(block)]


def _row_of_each(xml: _Tags, cells: Ints) -> tuple[Ints, Ints]:
    """Row number of each cell and how many digits it has."""
    data, tags, first = xml.data, xml.at, xml.first
    row_tags = np.flatnonzero(first == ord("r"))
    at = tags[row_tags]
    for offset, byte in enumerate(b'row r="', start=1):
        _demand(np.all(data[np.minimum(at + offset, len(data) - 1)] == byte))
    numbers = np.zeros(len(at), dtype=np.int64)
    digits = np.zeros(len(at), dtype=np.int64)
    alive = np.ones(len(at), dtype=bool)
    for offset in range(8, 16):
        digit = data[np.minimum(at + offset, len(data) - 1)]
        alive &= (digit >= ord("0")) & (digit <= ord("9"))
        numbers = np.where(alive, numbers * 10 + digit - ord("0"), numbers)
        digits += alive
    _demand(
        len(at) and np.all((digits > 0) & (digits < 8)) and data[np.minimum(at + 8, len(data) - 1)].min() > ord("0")
    )
    begins = np.searchsorted(cells, row_tags)
    _demand(begins[0] == 0)
    counts = np.diff(begins, append=len(cells))
    return np.repeat(numbers, counts), np.repeat(digits, counts)


def _columns(data: Bytes, at: Ints, rows: Ints, digits: Ints) -> tuple[Ints, Ints]:
    """Column number of each cell and where its attributes after `r` begin."""
    for offset, byte in enumerate(b' r="', start=2):
        _demand(np.all(data[at + offset] == byte))
    letters = [data[at + offset] for offset in (6, 7, 8)]
    second = letters[1] >= ord("A")
    third = second & (letters[2] >= ord("A"))
    value = [letter.astype(np.int64) - 64 for letter in letters]
    _demand(np.all((value[0] >= 1) & (value[0] <= 26) & (~second | (value[1] <= 26)) & (~third | (value[2] <= 26))))
    cols = np.where(second, value[0] * 26 + value[1], value[0])
    cols = np.where(third, cols * 26 + value[2], cols)
    quote = at + 7 + second + third + digits
    _demand(np.all(data[quote] == ord('"')) and np.all(data[quote - 1] - ord("0") == rows % 10))
    return cols, quote + 1


def _kinds(block: bytes, starts: Ints, ends: Ints, styles: CellStyles) -> npt.NDArray[np.uint8]:
    shapes = text_slices(block, starts, ends).dictionary_encode()
    by_shape = np.array([_shape_kind(shape, styles) for shape in shapes.dictionary.to_pylist()], dtype=np.uint8)
    return by_shape[shapes.indices.to_numpy(zero_copy_only=False)] if len(starts) else np.empty(0, np.uint8)


def _shape_kind(shape: str, styles: CellStyles) -> int:
    attributes = dict(_ATTRIBUTE.findall(shape))
    _demand(_ATTRIBUTE.sub("", shape).strip() in ("", "/"))
    style = attributes.get("s", "0")
    return kind_of(attributes.get("t", ""), int(style) if style.isdecimal() else 0, styles)


def _values(xml: _Tags, cells: Ints, follows: Bytes) -> tuple[Ints, Ints]:
    """Begin and end of the value text of each cell; equal when it has none."""
    data, tags, first = xml.data, xml.at, xml.first
    last = len(tags) - 1
    value_tag = np.minimum(cells + 1, last)
    formula = np.flatnonzero(follows == ord("f"))
    if len(formula):
        value_tag[formula] = _after_formula(xml, value_tag[formula])
    inline = np.flatnonzero(follows == ord("i"))
    _demand(len(inline) == np.count_nonzero(first == ord("i")))
    if len(inline):
        _demand(np.all(data[tags[value_tag[inline]] + 2] == ord("s")))
        value_tag[inline] = np.minimum(value_tag[inline] + 1, last)
    at = tags[value_tag]
    starts = at + 3
    stops = tags[np.minimum(value_tag + 1, last)].copy()
    opener = data[at + 2]
    kind = first[value_tag]
    if len(inline):
        _inline_texts(xml, value_tag, inline, starts)
    plain = kind == ord("v")
    _demand(np.all(~plain | (opener == ord(">")) | (opener == ord("/"))))
    empty = (opener == ord("/")) | (kind == ord("/"))
    stops[empty] = starts[empty]
    _demand(np.all(starts <= stops))
    closes = first[np.minimum(value_tag + 1, last)]
    _demand(np.all(empty | (closes == ord("/"))))
    return starts, stops


def _after_formula(xml: _Tags, formula: Ints) -> Ints:
    """Index of the tag after `<f/>` or `<f>…</f>`."""
    data, tags, first = xml.data, xml.at, xml.first
    following = np.minimum(formula + 1, len(tags) - 1)
    closed = (first[following] == ord("/")) & (data[tags[following] + 2] == ord("f"))
    target: Ints = np.minimum(following + closed, len(tags) - 1)
    _demand(np.all((first[target] == ord("v")) | (first[target] == ord("/"))))
    return target


def _inline_texts(xml: _Tags, value_tag: Ints, inline: Ints, starts: Ints) -> None:
    """Moves `starts` behind `<t xml:space="preserve">`; one plain `<t>` a cell is demanded."""
    data, tags, first = xml.data, xml.at, xml.first
    at = tags[value_tag[inline]]
    _demand(np.all((first[value_tag[inline]] == ord("t")) | (first[value_tag[inline]] == ord("/"))))
    spaced = data[at + 2] == ord(" ")
    if spaced.any():
        for offset, byte in enumerate(_SPACE_PRESERVED):
            _demand(np.all(data[np.minimum(at[spaced] + offset, len(data) - 1)] == byte))
        starts[inline[spaced]] = at[spaced] + len(_SPACE_PRESERVED)
    opened = (data[at + 2] != ord("/")) & (first[value_tag[inline]] == ord("t"))
    _demand(np.all(~opened | (first[np.minimum(value_tag[inline] + 2, len(tags) - 1)] == ord("/"))))
