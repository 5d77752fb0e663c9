"""Stored numbers as text: the shortest that reads back equal, and which of them cannot be trusted as
codes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.batch import has_byte

_PLAIN_NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_MOST_DIGITS = 15
_DOUBLE_DIGITS = 17


def number_texts(
    raw: pa.StringArray,
) -> tuple[pa.StringArray, npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Texts, values and which are imprecise. What is no number (INF, junk) keeps its text and has the
    value NaN."""
    count = len(raw)
    values = _values(raw)
    with np.errstate(invalid="ignore"):
        whole = (values == np.rint(values)) & (np.abs(values) < 10.0**_MOST_DIGITS)
    integers = pc.cast(pa.array(values[whole].astype(np.int64)), pa.string())
    rest = np.flatnonzero(~whole)
    others = pc.cast(pa.array(values[rest]), pa.string())
    position = np.empty(count, dtype=np.int64)
    position[whole] = np.arange(len(integers))
    position[rest] = len(integers) + np.arange(len(rest))
    texts = pa.concat_arrays([integers, others]).take(pa.array(position))
    careful = _need_care(raw, values, texts)
    imprecise = np.zeros(count, dtype=bool)
    if careful.any():
        pairs = [number_text(text) for text in raw.filter(pa.array(careful)).to_pylist()]
        texts = pc.replace_with_mask(texts, pa.array(careful), pa.array([text for text, _ in pairs], pa.string()))
        imprecise[careful] = [lost for _, lost in pairs]
    return texts, values, imprecise


def _values(raw: pa.StringArray) -> npt.NDArray[np.float64]:
    try:
        values = pc.cast(raw, pa.float64())
    except pa.ArrowInvalid:
        good = pc.match_substring_regex(raw, _PLAIN_NUMBER)
        values = pc.cast(pc.if_else(good, raw, pa.scalar(None, pa.string())), pa.float64())
    found: npt.NDArray[np.float64] = values.to_numpy(zero_copy_only=False)
    return np.where(np.isfinite(found), found, np.nan)


def _need_care(raw: pa.StringArray, values: npt.NDArray[np.float64], texts: pa.StringArray) -> npt.NDArray[np.bool_]:
    shown = pc.greater(pc.binary_length(raw), 19)
    for array, sign in ((raw, "E"), (raw, "e"), (texts, "e")):
        if has_byte(array, sign):
            shown = pc.or_(pc.match_substring(array, sign), shown)
    with np.errstate(invalid="ignore"):
        large = ~(np.abs(values) < 10.0**_MOST_DIGITS)
    needed: npt.NDArray[np.bool_] = large | shown.to_numpy(zero_copy_only=False)
    return needed


def number_text(raw: str) -> tuple[str, bool]:
    """Text of one stored number, and whether a code in it would have lost digits.

    Whole numbers of more than 15 digits keep the digits of the file; text that is no number is kept as it is.
    """
    try:
        exact = Decimal(raw)
    except InvalidOperation:
        return raw, False
    if not exact.is_finite():
        return raw, False
    scientific = "e" in raw.lower()
    if exact == exact.to_integral_value() and abs(exact.adjusted()) < 40:
        digits = format(exact.to_integral_value(), "f")
        return ("0" if exact == 0 else digits), scientific or len(digits.lstrip("-0")) > _MOST_DIGITS
    shortest = Decimal(repr(float(raw)))
    text = format(shortest, "f") if -20 < shortest.adjusted() < 40 else repr(float(raw))
    return text, scientific or len(exact.as_tuple().digits) > _DOUBLE_DIGITS


def float_text(value: float) -> str:
    """Text of a number that reached us as a double, whole numbers without a point."""
    if np.isfinite(value) and value == int(value) and abs(value) < 1e40:
        return str(int(value))
    return repr(value) if np.isfinite(value) else repr(value).upper()
