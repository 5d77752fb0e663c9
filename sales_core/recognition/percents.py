"""Shares and percent points: 5 %, 0.05 and 5 are one value, told apart by the column as a whole, or asked."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.schema import arrow_type
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask
from sales_core.recognition.parsed import ColumnCells, Parsed
from sales_core.recognition.questions import choices, words


def settle_percents(draft: Draft, column: int, parsed: Parsed, cells: ColumnCells) -> None:
    """Turns percent points into shares: where the usual number without a sign is above one, or the header says %.

    A column that holds 85 %, 0.85 and 85 is asked about: 0.85 may be 85 % or 0.85 %.
    """
    size = np.abs(np.nan_to_num(np.asarray(parsed.values.cast(pa.float64()).to_numpy(zero_copy_only=False))))
    signed = _mask(pc.match_substring_regex(cells.texts, "[%％‰]"))
    bare = (size > 0) & ~signed
    if not bare.any():
        return
    large = bare & (size > 1)
    small = bare & (size <= 1)
    if _is_mixed(size, large, small, has_signs=bool(signed.any())):
        points = large | small if _asked(draft, column) == "points" else large
    elif signed.any():
        points = large
    else:
        says = draft.block.headers[column].unit == "%"
        points = bare if says or np.median(size[bare]) > 1 else np.zeros(len(size), dtype=np.bool_)
    if points.any():
        shares = pc.multiply(parsed.values, pa.scalar(Decimal("0.01"), pa.decimal128(3, 2)))
        rounded = pc.round(shares, ndigits=6, round_mode="half_to_even").cast(arrow_type(ValueKind.PERCENT))
        parsed.values = pc.if_else(pa.array(points), rounded, parsed.values)
        draft.report("N_PERCENT_POINTS", Severity.NOTE, column=column)


def _mask(values: pa.Array) -> Mask:
    return np.asarray(values.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_)


def _is_mixed(size: np.ndarray, large: Mask, small: Mask, *, has_signs: bool) -> bool:
    """Whether numbers above and below one stand together and are no points alike: signs beside them, or 0.85 and 85."""
    if not large.any() or not small.any():
        return False
    hundredfold = np.isin(np.round(size[small] * 100, 6), np.round(size[large], 6))
    return has_signs or bool(hundredfold.mean() > 0.5)


def _asked(draft: Draft, column: int) -> str | None:
    field = draft.columns.found[column].field if column in draft.columns.found else ""
    text = words("percent_mixed", column=draft.header(column))
    return draft.ask(f"percent_mixed:{field}", text, choices("percent_mixed", "shares", "points"))
