"""Cells of a sheet as they stand in the file: where, of which kind, and the raw text. Readers make them,
`sheet` joins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]


class CellKind(IntEnum):
    """How the raw text of a cell is to be understood."""

    NUMBER = 0
    SHARED = 1
    """Index into the shared strings."""
    TEXT = 2
    BOOL = 3
    ERROR = 4
    DATE = 5
    """A number shown as a date by its style."""
    ISO_DATE = 6
    NO_VALUE = 7
    """A formula without a result."""


@dataclass(frozen=True, slots=True)
class CellBatch:
    """Cells with content, in file order. `rows` and `cols` are 1-based sheet positions."""

    rows: Ints
    cols: Ints
    kinds: npt.NDArray[np.uint8]
    raw: pa.StringArray

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class CellStyles:
    """What the styles of a workbook say of numbers. `money`: style → place in `currencies`."""

    dates: frozenset[int] = frozenset()
    money: Mapping[int, int] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()


def money_styles(signs: Mapping[int, str]) -> tuple[dict[int, int], tuple[str, ...]]:
    """Style → kind of its numbers, and the currencies by place, from the currency that each style's format names."""
    names = tuple(sorted({sign for sign in signs.values() if sign}))[:_MOST_CURRENCIES]
    return {style: MONEY_KIND + names.index(sign) for style, sign in signs.items() if sign in names}, names


#: A kind of this and above is a number of the currency with the place `kind - MONEY_KIND`.
MONEY_KIND = 16
#: As many as a byte can tell apart.
_MOST_CURRENCIES = 200
_KINDS = {"s": CellKind.SHARED, "b": CellKind.BOOL, "e": CellKind.ERROR, "d": CellKind.ISO_DATE}


def kind_of(type_: str, style: int, styles: CellStyles) -> int:
    """Kind of a cell from its `t` attribute (empty = number) and style index; see MONEY_KIND."""
    if type_ not in ("", "n"):
        return _KINDS.get(type_, CellKind.TEXT)
    if style in styles.dates:
        return CellKind.DATE
    return MONEY_KIND + styles.money[style] if style in styles.money else CellKind.NUMBER


def text_slices(data: bytes, starts: Ints, ends: Ints) -> pa.StringArray:
    """`data[start:end]` for every pair, in order and not overlapping. Raises ArrowInvalid when not UTF-8.

    The gaps between become the odd elements of one array over the same bytes, and `take` keeps the even ones.
    """
    count = len(starts)
    if not count:
        return pa.array([], pa.string())
    edges = np.empty(2 * count, dtype=np.int32)
    edges[0::2] = starts
    edges[1::2] = ends
    whole = pa.BinaryArray.from_buffers(pa.binary(), 2 * count - 1, [None, pa.py_buffer(edges), pa.py_buffer(data)])
    return whole.take(pa.array(np.arange(0, 2 * count - 1, 2, dtype=np.int32))).cast(pa.string())


def has_byte(texts: pa.StringArray | pa.LargeStringArray, *any_of: str) -> bool:
    """Whether one of some ASCII characters may be in a text: not where its byte is nowhere in the array.

    To look at the bytes costs a tenth of asking every text.
    """
    data = texts.buffers()[2]
    if data is None or not data.size:
        return False
    bytes_ = np.frombuffer(data, np.uint8)
    return any(bool((bytes_ == ord(one)).any()) for one in any_of)


def escape(text: str) -> str:
    """Plain text as it would stand in sheet XML: every reader hands on raw text, and it is decoded in
    one place."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("_x", "_x005F_x") if "_x" in text else text
