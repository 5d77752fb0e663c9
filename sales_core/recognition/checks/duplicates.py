"""Rows that occur twice: a repeated key is an error where keys are unique, a repeated whole row is said everywhere."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import RowNumbers

_MIX = np.uint64(0x9E3779B97F4A7C15)


def check_duplicates(draft: Draft) -> None:
    """E_DUP_KEY, or W_DUP_ROWS for rows that agree in every column; the copies are dropped where keys are unique."""
    if draft.height < 2:
        return
    everything = list(draft.fields)
    if not draft.dataset.unique:
        copies, _ = _repeated(draft, everything)
        _tell_rows(draft, copies)
        return
    keys = [k for k in draft.dataset.primary_key if k in draft.fields]
    again, _ = _repeated(draft, keys)
    if not len(again):
        return
    copies, _ = _repeated(draft, everything)
    if len(copies):
        _tell_rows(draft, copies)
        wanted = np.ones(draft.height, dtype=np.bool_)
        wanted[copies] = False
        draft.body.left_out += [(int(r), "duplicate") for r in draft.row_of[copies]]
        draft.keep(wanted)
        again, first = _repeated(draft, keys)
    again, first = _repeated(draft, keys)
    if len(again):
        _tell_keys(draft, again, first, keys)


def tell_copies(draft: Draft, positions: RowNumbers) -> None:
    """W_DUP_ROWS for those of the rows at `positions` that agree with an earlier one of all rows in every column."""
    copies, _ = _repeated(draft, list(draft.fields))
    _tell_rows(draft, np.intersect1d(copies, positions))


def _tell_rows(draft: Draft, copies: RowNumbers) -> None:
    if len(copies):
        rows = draft.row_of[copies]
        place = draft.place(_range(draft, rows))
        draft.report(
            "W_DUP_ROWS", Severity.WARNING, rows, min(draft.columns.found, default=0), place=place, count=len(rows)
        )


def _tell_keys(draft: Draft, again: RowNumbers, first: RowNumbers, keys: list[str]) -> None:
    numbers = [draft.grid.number(int(draft.row_of[p])) for p in (first[0], again[0])]
    shown = ", ".join(
        str(draft.fields[k][int(again[0])].as_py()) for k in keys if draft.fields[k][int(again[0])].is_valid
    )
    column = next((found for k in keys if (found := draft.column(k)) is not None), None)
    both = np.unique(np.concatenate([first, again]))
    place = draft.place(f"rows {numbers[0]}, {numbers[1]}")
    draft.report("E_DUP_KEY", Severity.ERROR, draft.row_of[both], column, place=place, value=shown, count=len(again))


def _range(draft: Draft, rows: RowNumbers) -> str:
    numbers = [draft.grid.number(int(r)) for r in rows]
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"rows {numbers[0]}-{numbers[-1]}"
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return "rows " + ", ".join(map(str, numbers[:5])) + ("…" if len(numbers) > 5 else "")


def _repeated(draft: Draft, names: list[str]) -> tuple[RowNumbers, RowNumbers]:
    """(positions of later copies, position of the first of each), compared on the named fields.

    Cheap columns first; text is only compared among the rows that agree so far.
    """
    positions = np.arange(draft.height)
    ordered = sorted(names, key=lambda n: pa.types.is_string(draft.fields[n].type))
    digest = np.zeros(draft.height, dtype=np.uint64)
    for name in ordered:
        values = draft.fields[name]
        if pa.types.is_string(values.type) and len(positions) == draft.height:
            positions = _shared(digest, positions)
            digest = digest[positions]
        if not len(positions):
            break
        part = values if len(positions) == draft.height else values.take(pa.array(positions))
        digest = (digest ^ _codes(part)) * _MIX
        digest ^= digest >> np.uint64(29)
    return _later(digest, positions)


def _shared(digest: np.ndarray, positions: RowNumbers) -> RowNumbers:
    _, inverse, counts = np.unique(digest, return_inverse=True, return_counts=True)
    return positions[counts[inverse] > 1]


def _later(digest: np.ndarray, positions: RowNumbers) -> tuple[RowNumbers, RowNumbers]:
    if not len(positions):
        return positions, positions
    _, first, inverse = np.unique(digest, return_index=True, return_inverse=True)
    is_copy = first[inverse] != np.arange(len(digest))
    return positions[is_copy], positions[first[inverse]][is_copy]


def _codes(values: pa.Array) -> np.ndarray:
    """A number per value that is equal for equal values."""
    if pa.types.is_decimal(values.type):
        fixed = pa.concat_arrays([values]) if values.offset else values
        words = np.frombuffer(fixed.buffers()[1], dtype=np.uint64)[fixed.offset * 2 :]
        low = words[0::2][: len(values)].copy()
        nulls = np.asarray(values.is_null().to_numpy(zero_copy_only=False), dtype=np.bool_)
        low[nulls] = np.uint64(0xFFFF_FFFF_FFFF_FFF1)
        return low
    codes = values.dictionary_encode().indices.fill_null(-1)
    return np.asarray(codes.to_numpy(zero_copy_only=False)).astype(np.int64).view(np.uint64)
