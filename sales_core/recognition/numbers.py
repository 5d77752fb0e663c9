"""Numbers as people and programs write them, exactly: 1.2万, (1,234.50), 125.00-, ￥12, 12.5%, 1 234,50."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.schema import arrow_type
from sales_core.kernel.problems import Severity
from sales_core.recognition.grid import Mask
from sales_core.recognition.header_names import ZERO_WIDTH
from sales_core.recognition.parsed import ColumnCells, Parsed

NIL = frozenset(
    (
        "-",
        "--",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "－",
        "na",
        "n/a",
        "null",
        "none",
        "nan",
        "nil",
        "无",
        "(空白)",
        "(blank)",
        "n.a.",
        "暂无",
    )
)
ERRORS = frozenset(
    ("#ref!", "#n/a", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#getting_data", "#spill!", "#calc!")
)
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[, '’]\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{4})+(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3}(?:[. '’]\d{3})*,\d+|\d+,\d+")
_ALL_DIGITS = r"^[-+]?\d{1,18}(\.\d{1,18})?$"
_CLEAR_COMMA = (
    r"\d{1,3}(?:[. '\u00a0\u202f]\d{3})*,\d{1,2}|\d+,\d{1,2}"
    r"|\d{1,3}(?:[. '\u00a0\u202f]\d{3})+,\d+|\d{4,},\d+|0,\d+"
)
_EXPONENT = re.compile(r"\d+(?:\.\d+)?e[+-]?\d{1,3}")
_SCALES = {
    "亿元": 10**8,
    "万元": 10**4,
    "千元": 10**3,
    "亿": 10**8,
    "万": 10**4,
    "百万": 10**6,
    "千": 10**3,
    "w": 10**4,
}
_CURRENCY = re.compile(
    r"^(?:cny|rmb|usd|eur|gbp|hkd|jpy|us\$|[¥￥$€£])\s*|\s*(?:cny|rmb|usd|eur|gbp|hkd|jpy|元|[¥￥$€£])$"
)
_GOODS = re.compile(r"\s*(?:件|箱|个|台|瓶|盒|包|袋|套|pcs|pc)$")
FINE = pa.decimal128(26, 8)
LARGEST = Decimal(10) ** 14
SMALLEST = Decimal("2.3e-308")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column is read. `factor`: 10 000 for a column in 万元; `is_price`: keep the decimals of a price."""

    kind: ValueKind
    factor: int = 1
    is_price: bool = False


def read_number(text: str, *, comma_decimal: bool = False) -> tuple[Decimal | None, str]:
    """(value, code). Code is empty, `nil`, `error`, `percent` (value is the fraction) or `bad`."""
    word = unicodedata.normalize("NFKC", text.translate({ord(c): None for c in ZERO_WIDTH})).strip().casefold()
    word = word.lstrip("'").replace("−", "-")
    if word in NIL or not word:
        return None, "nil"
    if word in ERRORS:
        return None, "error"
    sign, word = _sign(word)
    word = _GOODS.sub("", _CURRENCY.sub("", word)).strip()
    if word.startswith("-") and sign > 0:
        sign, word = -1, word[1:].strip()
    percent = word.endswith(("%", "‰"))
    per = Decimal(100 if word.endswith("%") else 1000)
    word = word[:-1].strip() if percent else word
    scale = next((s for s in _SCALES if word.endswith(s) and word != s), "")
    digits = _digits(word[: -len(scale)].strip() if scale else word, comma_decimal=comma_decimal)
    if digits is None or (percent and scale):
        return None, "bad"
    try:
        value = sign * Decimal(digits) * _SCALES.get(scale, 1)
    except InvalidOperation:
        return None, "bad"
    return (value / per, "percent") if percent else (value, "")


def _sign(word: str) -> tuple[int, str]:
    if len(word) > 2 and word[0] == "(" and word[-1] == ")":
        return -1, word[1:-1].strip()
    if word[0] in "+-":
        return (-1 if word[0] == "-" else 1), word[1:].strip()
    if word[-1] == "-":
        return -1, word[:-1].strip()
    return 1, word


def _digits(word: str, *, comma_decimal: bool) -> str | None:
    if _PLAIN.fullmatch(word) or _EXPONENT.fullmatch(word):
        return word
    if comma_decimal and _COMMA.fullmatch(word):
        return re.sub(r"[. '’]", "", word).replace(",", ".")
    if not comma_decimal and _GROUPED.fullmatch(word):
        return re.sub(r"[, '’]", "", word)
    return None


def uses_comma_decimal(cells: ColumnCells) -> bool:
    """Whether the column as a whole is written 1 234,50: some cells say so clearly and none has a decimal point."""
    if cells.numeric.any() or not cells.odd(","):
        return False
    clear = doubtful = 0
    for _, text in cells.odd(r"[.,]"):
        word = text.strip().lstrip("-+(").rstrip(")-%€ ")
        if re.fullmatch(_CLEAR_COMMA, word):
            clear += 1
        elif not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word):
            doubtful += 1
    return clear >= 1 and not doubtful


def parse_numbers(cells: ColumnCells, style: NumberStyle) -> Parsed:
    """Values in the stored type of the kind, with nil, bad, error, range and rounding findings.

    Prices keep eight decimals until amounts are computed from them.
    """
    type_ = arrow_type(style.kind) if style.kind is not ValueKind.INTEGER else pa.decimal128(18, 4)
    type_ = FINE if style.is_price else type_
    quick = _quick(cells.texts, type_)
    parsed = Parsed(quick) if quick is not None else _slow(cells, style, type_)
    if style.factor != 1:
        parsed.values = pc.multiply(parsed.values, pa.scalar(Decimal(style.factor), pa.decimal128(10, 0))).cast(type_)
    return parsed


def _quick(texts: pa.Array, type_: pa.DataType) -> pa.Array | None:
    """The whole column at once when every cell is a plain number that fits."""
    try:
        values = pc.cast(texts, type_)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    return None if pc.any(pc.match_substring_regex(texts, "[eE]")).as_py() else values


def _slow(cells: ColumnCells, style: NumberStyle, type_: pa.DataType) -> Parsed:
    """Plain texts of any length all at once, the odd ones one by one."""
    is_plain = pc.match_substring_regex(cells.distinct, _ALL_DIGITS)
    values, found = _rounded(pc.if_else(is_plain, cells.distinct, None), style.factor, type_)
    comma, quantum = uses_comma_decimal(cells), Decimal(1).scaleb(-type_.scale)
    odd: list[Decimal | None] = []
    for position in np.flatnonzero(~_flags(is_plain)):
        value, code = read_number(cells.distinct[int(position)].as_py(), comma_decimal=comma)
        if code == "percent":
            code = "" if style.kind is ValueKind.PERCENT else "bad"
            value = None if code else value
        if value is not None:
            value, code = _fit(value, quantum, style.factor)
        odd.append(value)
        if code:
            found.setdefault(code, []).append(int(position))
    values = pc.replace_with_mask(values, pc.invert(is_plain), pa.array(odd, type=type_))
    parsed = Parsed(cells.spread(values))
    for code, (name, severity) in _CODES.items():
        parsed.add(name, severity, cells.rows_of(found.get(code, ())))
    return parsed


def _rounded(texts: pa.Array, factor: int, type_: pa.DataType) -> tuple[pa.Array, dict[str, list[int]]]:
    """Values of plain texts in the stored type, and the positions out of range or rounded by more than binary noise."""
    exact = pc.cast(texts, pa.decimal128(38, 18))
    size = np.abs(np.asarray(exact.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64))
    with np.errstate(invalid="ignore"):
        too_large = size * factor >= float(_largest(type_))
    kept = pc.if_else(pa.array(too_large), None, exact)
    rounded = pc.round(kept, ndigits=type_.scale, round_mode="half_to_even")
    lost = pc.abs(pc.subtract(kept.cast(pa.decimal128(37, 18)), rounded.cast(pa.decimal128(37, 18)))).cast(pa.float64())
    with np.errstate(invalid="ignore"):
        said = np.asarray(lost.to_numpy(zero_copy_only=False)) > np.maximum(size * 1e-12, 1e-9)
    found = {"range": np.flatnonzero(too_large).tolist(), "rounding": np.flatnonzero(said).tolist()}
    return rounded.cast(type_), found


def _flags(values: pa.Array) -> Mask:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _largest(type_: pa.DataType) -> Decimal:
    """The first absolute value that is refused: a hundred million millions, less for rates and shares."""
    return LARGEST if type_.precision - type_.scale >= 14 else Decimal(10) ** (type_.precision - type_.scale)


_CODES = {
    "nil": ("W_NIL", Severity.WARNING),
    "bad": ("E_NUMBER", Severity.ERROR),
    "error": ("E_CELL_ERROR", Severity.ERROR),
    "range": ("E_RANGE", Severity.ERROR),
    "rounding": ("W_ROUNDING", Severity.WARNING),
}


def _fit(value: Decimal, quantum: Decimal, factor: int) -> tuple[Decimal | None, str]:
    """The value rounded to what is stored; noise of a binary fraction is dropped silently, more is said."""
    if value and abs(value) < SMALLEST:
        return None, "range"
    if abs(value) * factor >= (LARGEST if quantum >= Decimal("0.0001") else Decimal(10) ** 10):
        return None, "range"
    rounded = value.quantize(quantum)
    lost = abs(value - rounded)
    noise = max(abs(value) * Decimal("1e-12"), Decimal("1e-9"))
    return rounded, "rounding" if lost > noise else ""


def as_integers(parsed: Parsed) -> Parsed:
    """Decimals without a fraction as integers; a fraction is an error."""
    whole = pc.round(parsed.values, ndigits=0)
    broken = pc.not_equal(whole, parsed.values).fill_null(False)
    rows = np.flatnonzero(np.asarray(broken.to_numpy(zero_copy_only=False), dtype=np.bool_))
    parsed.add("E_NUMBER", Severity.ERROR, rows)
    parsed.values = pc.cast(pc.cast(whole, pa.decimal128(18, 4)), pa.int64(), safe=False)
    return parsed
