"""Turns raw cells into what a user sees: shortest numbers, ISO dates, decoded texts; and notes what that
hides."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.batch import CellKind, Ints
from sales_core.formats.cells import CellMark
from sales_core.formats.numberformats import DAY_NOISE, serial_to_iso
from sales_core.formats.numbers import number_texts
from sales_core.formats.refusal import Refusal
from sales_core.formats.xlsx_strings import decoded

_DAY = 86_400
_UNIX_1900 = 25_569
_UNIX_1904 = 24_107
#: From this many bytes on, one array needs offsets of 64 bits.
_WIDE = 1 << 31

Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class CellTexts:
    """Pieces of text laid end to end; `position` says which of them each cell shows (-1 = empty)."""

    position: Ints
    numeric: Flags
    dates: Flags
    marks: list[tuple[CellMark, Ints]] = field(default_factory=list)
    """Mark and the cells that carry it."""
    pieces: list[pa.StringArray] = field(default_factory=list)
    length: int = 0

    def put(self, cells: Ints, texts: pa.StringArray, which: Ints | None = None) -> None:
        """Cell number i shows `texts[i]`, or `texts[which[i]]`."""
        self.position[cells] = self.length + (np.arange(len(cells)) if which is None else which)
        self.pieces.append(texts)
        self.length += len(texts)

    def joined(self) -> pa.StringArray | pa.LargeStringArray:
        """All pieces as one array, wide enough for their size."""
        kind = pa.string() if sum(piece.nbytes for piece in self.pieces) < _WIDE else pa.large_string()
        return pa.concat_arrays([pa.array([], kind), *(piece.cast(kind) for piece in self.pieces)])


def cell_texts(
    kinds: npt.NDArray[np.uint8], raw: pa.StringArray, strings: pa.StringArray, *, is_1904: bool, sheet: str
) -> CellTexts:
    """Texts and marks of all cells. Raises Refusal E_CORRUPT for an index beyond the shared strings."""
    texts = CellTexts(np.full(len(kinds), -1, np.int64), kinds == CellKind.NUMBER, kinds == CellKind.ISO_DATE)
    _put_numbers(texts, kinds, raw, is_1904=is_1904)
    _put_others(texts, kinds, raw, strings, sheet=sheet)
    return texts


def _put_numbers(texts: CellTexts, kinds: npt.NDArray[np.uint8], raw: pa.StringArray, *, is_1904: bool) -> None:
    dates = np.flatnonzero(kinds == CellKind.DATE)
    if len(dates):
        isos, good = _iso_dates(raw.take(pa.array(dates)), is_1904=is_1904)
        texts.put(dates[good], isos)
        texts.dates[dates[good]] = True
        texts.numeric[dates[~good]] = True  # no such day: the number stays what it is
    numbers = np.flatnonzero(texts.numeric)
    if len(numbers):
        shown, _, imprecise = number_texts(raw.take(pa.array(numbers)))
        texts.put(numbers, shown)
        if imprecise.any():
            texts.marks.append((CellMark.IMPRECISE, numbers[imprecise]))


def _iso_dates(raw: pa.StringArray, *, is_1904: bool) -> tuple[pa.StringArray, npt.NDArray[np.bool_]]:
    """ISO texts of those serials that are days, and which they are."""
    _, values, _ = number_texts(raw)
    with np.errstate(invalid="ignore"):
        modern = (values >= 61) & (values < 2_950_000)
    exact = np.where(modern, values, 61.0) * _DAY
    seconds = np.rint(exact).astype(np.int64)
    # As `whole_seconds`: never up into the next day.
    seconds -= (seconds % _DAY == 0) & (exact < seconds - DAY_NOISE)
    seconds -= (_UNIX_1904 if is_1904 else _UNIX_1900) * _DAY
    days = pc.cast(pa.array((seconds // _DAY).astype(np.int32), pa.int32()).cast(pa.date32()), pa.string())
    timed = np.flatnonzero(seconds % _DAY != 0)
    if len(timed):
        moments = pc.replace_substring(
            pc.cast(pa.array(seconds[timed]).cast(pa.timestamp("s")), pa.string()),
            pattern=" ",
            replacement="T",
        )
        days = pc.replace_with_mask(days, pa.array(seconds % _DAY != 0), moments)
    good = modern.copy()
    early = np.flatnonzero(~modern)
    if len(early):
        found = [serial_to_iso(value, is_1904=is_1904) for value in values[early].tolist()]
        good[early] = [text is not None for text in found]
        days = pc.replace_with_mask(days, pa.array(~modern), pa.array([text or "" for text in found], pa.string()))
    return days.filter(pa.array(good)), good


def _put_others(
    texts: CellTexts,
    kinds: npt.NDArray[np.uint8],
    raw: pa.StringArray,
    strings: pa.StringArray,
    *,
    sheet: str,
) -> None:
    def at(kind: CellKind) -> Ints:
        return np.flatnonzero(kinds == kind)

    if len(shared := at(CellKind.SHARED)):
        which = _string_indexes(raw.take(pa.array(shared)), len(strings), sheet)
        texts.put(shared, strings, which)
    if len(plain := at(CellKind.TEXT)):
        texts.put(plain, decoded(raw.take(pa.array(plain))))
    if len(bools := at(CellKind.BOOL)):
        chosen = pc.is_in(raw.take(pa.array(bools)), pa.array(["1", "true"]))
        texts.put(bools, pc.if_else(chosen, "TRUE", "FALSE"))
        texts.marks.append((CellMark.BOOL, bools))
    if len(errors := at(CellKind.ERROR)):
        texts.put(errors, decoded(raw.take(pa.array(errors))))
        texts.marks.append((CellMark.ERROR, errors))
    if len(isos := at(CellKind.ISO_DATE)):
        texts.put(isos, pc.replace_substring_regex(raw.take(pa.array(isos)), r"T00:00:00(\.0+)?Z?$", ""))
    if len(unknown := at(CellKind.NO_VALUE)):
        texts.marks.append((CellMark.NO_VALUE, unknown))


def _string_indexes(raw: pa.StringArray, count: int, sheet: str) -> Ints:
    try:
        which: Ints = pc.cast(raw, pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid as error:
        raise Refusal("E_CORRUPT", sheet=sheet, value=str(error)) from error
    if which.min() < 0 or which.max() >= count:
        raise Refusal("E_CORRUPT", sheet=sheet, value=f"string {int(which.max())} / {count}")
    return which
