"""Numbers as people and programs write them, exactly: 1.2万, (1,234.50), 125.00-, ￥12, 12.5%, 1 234,50."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.schema import arrow_type
from sales_core.kernel.problems import Severity
from sales_core.recognition.grid import Mask
from sales_core.recognition.number_words import (
    number_word,
    take_currency,
    take_goods,
    take_magnitude,
    take_side,
)
from sales_core.recognition.parsed import ColumnCells, Parsed

NIL = frozenset((
    "-", "--", "—", "——", "–", "/", "\\", "－", "na", "n/a", "null", "none", "nan", "nil", "无", "(空白)",
    "(blank)", "n.a.", "暂无",
))  # fmt: skip
ERRORS = frozenset(
    ("#ref!", "#n/a", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#getting_data", "#spill!", "#calc!")
)
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(
    r"\d{1,3}(?:[, '’]\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{4})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
)
#: A zero as accounting formats show it, behind a currency sign.
_DASHES = frozenset(("-", "--", "–", "—"))
#: The currency that a unit of money is of.
_UNIT_CURRENCY = {"元": "CNY", "圆": "CNY", "圓": "CNY", "円": "JPY", "원": "KRW"}
#: Japanese and Korean accounts write △ and ▲ for minus.
_SIGNS = frozenset("+-△▲")
_COMMA = re.compile(r"\d{1,3}(?:[. '’]\d{3})*,\d+|\d+,\d+")
_ALL_DIGITS = r"^[-+]?\d{1,18}(\.\d{1,18})?$"
_EXPONENT = re.compile(r"\d+(?:\.\d+)?e[+-]?\d{1,3}")
FINE = pa.decimal128(26, 8)
LARGEST = Decimal(10) ** 14
SMALLEST = Decimal("2.3e-308")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column is read. `factor`: 10 000 for a column in 万元; `is_price`: keep the decimals of a price."""

    kind: ValueKind
    factor: int = 1
    is_price: bool = False
    comma: bool = False
    """Whether 1.234,50 is written for 1234.5."""
    positive_side: str = ""
    """Which of `dr` and `cr` counts as positive; `?` while that is asked, empty where no side is expected."""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One cell. `code`: empty, `nil`, `error`, `percent` (the value is the fraction), `side` or `bad`.

    `has_unit`: it states a unit of money of its own (8000元), which beats that of the sheet. `currency`: as ISO code,
    or `¥`. `goods`: its unit of goods. `side`: `dr` or `cr`; the value is without the sign that the side gives.
    """

    value: Decimal | None
    code: str = ""
    has_unit: bool = False
    currency: str = ""
    goods: str = ""
    side: str = ""


def read_number(text: str, *, comma_decimal: bool = False) -> tuple[Decimal | None, str]:
    """(value, code) of `read_cell`."""
    cell = read_cell(text, comma_decimal=comma_decimal)
    return cell.value, cell.code


def read_cell(text: str, *, comma_decimal: bool = False) -> NumberCell:
    """The number of one cell with what stands around it."""
    word = number_word(text)
    if word in NIL or word in ERRORS or not word:
        return NumberCell(None, "error" if word in ERRORS else "nil")
    word, side = take_side(word)
    sign, word = _sign(word)
    word, currency = take_currency(word)
    if word in _DASHES and currency:
        return NumberCell(Decimal(0), currency=currency)
    word, goods = take_goods(word)
    if word and word[0] in "-(" and sign > 0:
        sign, word = _sign(word)
    percent = word.endswith(("%", "‰"))
    per = Decimal(100 if word.endswith("%") else 1000)
    unit, magnitude = word, 0
    word, magnitude = (word[:-1].strip(), 0) if percent else take_magnitude(word)
    currency = currency or next((c for sign_, c in _UNIT_CURRENCY.items() if magnitude and unit.endswith(sign_)), "")
    digits = _digits(word, comma_decimal=comma_decimal)
    if digits is None:
        return NumberCell(None, "bad")
    value = sign * Decimal(digits) * (magnitude or 1)
    if percent:
        return NumberCell(value / per, "percent")
    return NumberCell(value, "side" if side else "", bool(magnitude), currency, goods, side)


def _sign(word: str) -> tuple[int, str]:
    if len(word) > 2 and word[0] == "(" and word[-1] == ")":
        return -1, word[1:-1].strip()
    if word[:1] in _SIGNS:
        return (1 if word[0] == "+" else -1), word[1:].strip()
    if word[-1:] == "-" and word not in _DASHES:
        before = word[:-1].strip()
        return (-1, before) if before[-1:].isdigit() or before[-1:] == "." else (1, word)
    return 1, word


def _digits(word: str, *, comma_decimal: bool) -> str | None:
    if _PLAIN.fullmatch(word) or _EXPONENT.fullmatch(word):
        return word
    if comma_decimal and _COMMA.fullmatch(word):
        return re.sub(r"[. '’]", "", word).replace(",", ".")
    if not comma_decimal and _GROUPED.fullmatch(word):
        return re.sub(r"[, '’]", "", word)
    return None


def parse_numbers(cells: ColumnCells, style: NumberStyle) -> Parsed:
    """Values in the stored type of the kind, with nil, bad, error, range, unit and rounding findings.

    Values are scaled before they are rounded. Prices keep eight decimals until amounts are computed from them.
    """
    type_ = arrow_type(style.kind) if style.kind is not ValueKind.INTEGER else pa.decimal128(18, 4)
    type_ = FINE if style.is_price else type_
    quick = None if style.comma else _quick(cells.texts, type_)
    if quick is None:
        return _slow(cells, style, type_)
    if style.factor != 1:
        quick = pc.multiply(quick, pa.scalar(Decimal(style.factor), pa.decimal128(10, 0))).cast(type_)
    return Parsed(quick)


def _quick(texts: pa.Array, type_: pa.DataType) -> pa.Array | None:
    """The whole column at once when every cell is a plain number that fits."""
    try:
        values = pc.cast(texts, type_)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    return None if pc.any(pc.match_substring_regex(texts, "[eE]")).as_py() else values


def _ungrouped(texts: pa.Array, *, comma: bool) -> pa.Array:
    """Texts with groups of thousands joined and a point for the decimal sign; others as they are."""
    if comma:
        fits = pc.match_substring_regex(texts, r"^[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$")
        joined = pc.replace_substring(pc.replace_substring(texts, ".", ""), ",", ".")
    else:
        fits = pc.match_substring_regex(texts, r"^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$")
        joined = pc.replace_substring(texts, ",", "")
    return pc.if_else(fits, joined, texts)


def _slow(cells: ColumnCells, style: NumberStyle, type_: pa.DataType) -> Parsed:
    """Plain texts of any length all at once, the odd ones one by one."""
    texts = _ungrouped(cells.distinct, comma=style.comma)
    is_plain = pc.match_substring_regex(texts, _ALL_DIGITS)
    values, found = _rounded(pc.if_else(is_plain, texts, None), style.factor, type_)
    odd: list[Decimal | None] = []
    currencies: dict[str, list[int]] = {}
    goods: dict[str, list[int]] = {}
    for position in np.flatnonzero(~_flags(is_plain)).tolist():
        cell = read_cell(cells.distinct[position].as_py(), comma_decimal=style.comma)
        value, code = _odd_value(cell, style, type_)
        odd.append(value)
        for name, places in ((code, found), (cell.currency, currencies), (cell.goods, goods)):
            if name:
                places.setdefault(name, []).append(position)
    values = pc.replace_with_mask(values, pc.invert(is_plain), pa.array(odd, type=type_))
    parsed = Parsed(cells.spread(values), currencies={c: cells.rows_of(at) for c, at in currencies.items()})
    for code, (name, severity) in _CODES.items():
        parsed.add(name, severity, cells.rows_of(found.get(code, ())))
    if style.kind in (ValueKind.QUANTITY, ValueKind.INTEGER):
        _units(cells, parsed, goods)
    return parsed


def _odd_value(cell: NumberCell, style: NumberStyle, type_: pa.DataType) -> tuple[Decimal | None, str]:
    """Value in the stored type, and a code where the cell has none or lost something."""
    value, code = cell.value, cell.code
    if code == "percent":
        code = "" if style.kind is ValueKind.PERCENT else "bad"
    elif code == "side":
        code = "" if style.positive_side else "bad"
        side = None if style.positive_side == "?" else value
        value = side if cell.side == style.positive_side or side is None else -side
    if value is None or code:
        return None, code
    return _fit(value * (1 if cell.has_unit else style.factor), Decimal(1).scaleb(-type_.scale))


def _units(cells: ColumnCells, parsed: Parsed, goods: dict[str, list[int]]) -> None:
    """3箱 and 24件 are not 27 of anything; a number without a unit beside 3箱 is told."""
    if not goods:
        return
    rows = {unit: cells.rows_of(at) for unit, at in goods.items()}
    usual = max(rows, key=lambda unit: len(rows[unit]))
    others = np.sort(np.concatenate([r for unit, r in rows.items() if unit != usual] or [np.empty(0, dtype=np.int64)]))
    parsed.add("E_UNIT_MIX", Severity.ERROR, others, units=", ".join(rows))
    stated = sum(len(r) for r in rows.values())
    if not len(others) and stated < len(cells) - len(cells.empty):
        parsed.add("W_UNIT_SOME", Severity.WARNING, rows[usual], unit=usual)


def _rounded(texts: pa.Array, factor: int, type_: pa.DataType) -> tuple[pa.Array, dict[str, list[int]]]:
    """Values of plain texts in the stored type, and the positions out of range or rounded by more than binary noise."""
    exact = pc.cast(texts, pa.decimal128(38, 18))
    size = np.abs(np.asarray(exact.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)) * factor
    with np.errstate(invalid="ignore"):
        too_large = size >= float(_largest(type_))
    kept = pc.if_else(pa.array(too_large), None, exact)
    if factor != 1:
        wide = pc.multiply(kept.cast(pa.decimal256(50, 18)), pa.scalar(Decimal(factor), pa.decimal256(12, 0)))
        kept = wide.cast(pa.decimal128(38, 18))
    rounded = pc.round(kept, ndigits=type_.scale, round_mode="half_to_even")
    lost = pc.abs(pc.subtract(kept.cast(pa.decimal128(37, 18)), rounded.cast(pa.decimal128(37, 18)))).cast(pa.float64())
    with np.errstate(invalid="ignore"):
        loses_digits = np.asarray(lost.to_numpy(zero_copy_only=False)) > np.maximum(size * 1e-12, 1e-9)
    found = {"range": np.flatnonzero(too_large).tolist(), "rounding": np.flatnonzero(loses_digits).tolist()}
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


def _fit(value: Decimal, quantum: Decimal) -> tuple[Decimal | None, str]:
    """The value rounded to what is stored; noise of a binary fraction is dropped silently, more is said."""
    if value and abs(value) < SMALLEST:
        return None, "range"
    if abs(value) >= (LARGEST if quantum >= Decimal("0.0001") else Decimal(10) ** 10):
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
